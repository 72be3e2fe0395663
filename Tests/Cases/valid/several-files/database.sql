CREATE TABLE people (id integer PRIMARY KEY, email text, name text);
CREATE TABLE letters (id integer PRIMARY KEY, recipient text, body text);
INSERT INTO people VALUES (1, 'ann@prod.test', 'Annabella');
INSERT INTO letters VALUES (7, 'ann@prod.test', 'Dear Annabella');
