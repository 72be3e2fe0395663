CREATE TABLE people (id integer PRIMARY KEY, email text UNIQUE, name text, initial text);
INSERT INTO people VALUES (1, 'wanda@ours.test', 'Wanda Quist', 'odd'), (2, 'hugo@prod.test', 'Hugo Brandt', 'H'), (3, NULL, 'Nora Lind', 'N');
