CREATE EXTENSION citext;
CREATE TABLE people (id integer PRIMARY KEY, email citext UNIQUE, name citext);
CREATE TABLE letters (id integer PRIMARY KEY, recipient text);
INSERT INTO people VALUES (1, 'Ann@Prod.test', 'Wanda Quist'), (2, 'BOSS@ours.test', 'Hugo Brandt');
INSERT INTO letters VALUES (1, 'WANDA QUIST');
