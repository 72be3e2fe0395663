CREATE TABLE people (id integer PRIMARY KEY, name text);
CREATE TABLE staff (badge text, PRIMARY KEY (id)) INHERITS (people);
INSERT INTO people VALUES (1, 'Wanda Quist');
INSERT INTO staff VALUES (2, 'Hugo Brandt', 'B-4711');
