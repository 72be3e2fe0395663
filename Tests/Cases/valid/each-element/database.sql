CREATE TABLE groups (id integer PRIMARY KEY, members text[], tags varchar(9)[]);
CREATE TABLE people (id integer PRIMARY KEY, email text);
INSERT INTO groups VALUES (1, '{ann@prod.test,NULL,bob@prod.test}', '{{x,y},{z,NULL}}'), (2, '{}', NULL), (3, '[3:4]={ann@prod.test,bob@prod.test}', '{q}');
INSERT INTO people VALUES (1, 'bob@prod.test');
