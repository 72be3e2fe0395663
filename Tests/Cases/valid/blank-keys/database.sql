CREATE TABLE people (id integer PRIMARY KEY, email text UNIQUE, code text UNIQUE);
CREATE TABLE letters (id integer PRIMARY KEY, code text REFERENCES people (code), codes text[]);
INSERT INTO people VALUES (1, '', ''), (2, '  ', ' '), (3, E'\t', 'A-1');
INSERT INTO letters VALUES (1, ' ', '{" ",A-1}'), (2, '', '{""}'), (3, 'A-1', NULL);
