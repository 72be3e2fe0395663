CREATE TYPE mood AS ENUM ('new', 'sad', 'ok');
CREATE DOMAIN address AS varchar(80) NOT NULL CHECK (VALUE LIKE '%@%');
CREATE TABLE people (id integer PRIMARY KEY, email address, mood mood, moods mood[]);
INSERT INTO people VALUES (1, 'ann@prod.test', 'sad', '{sad,ok,NULL}'), (2, 'bob@prod.test', NULL, NULL);
