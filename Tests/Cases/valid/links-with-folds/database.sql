CREATE TABLE people (id integer PRIMARY KEY, email text, code text);
CREATE UNIQUE INDEX people_email ON people (lower(btrim(email)));
CREATE TABLE letters (id integer PRIMARY KEY, email text, code text);
INSERT INTO people VALUES (1, 'ann@prod.test', 'A-1');
INSERT INTO letters VALUES (1, ' Ann@Prod.TEST ', 'a-1'), (2, 'ann@prod.test', 'A-1'), (3, 'bob@prod.test', '');
