CREATE TABLE users (id integer PRIMARY KEY, login text UNIQUE, card varchar(7));
INSERT INTO users VALUES (1, 'wanda', '1111-AB'), (2, 'hugo', NULL), (3, NULL, ' ');
