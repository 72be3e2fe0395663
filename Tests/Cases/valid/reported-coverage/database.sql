CREATE TABLE people (id integer PRIMARY KEY, email text, born date);
CREATE TABLE more (id integer PRIMARY KEY, note text);
INSERT INTO people VALUES (1, 'ann@prod.test', '1980-01-01');
INSERT INTO more VALUES (1, 'as it was');
