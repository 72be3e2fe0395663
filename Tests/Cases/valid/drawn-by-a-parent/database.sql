CREATE TABLE customers (id integer PRIMARY KEY, town text);
CREATE TABLE addresses (id integer PRIMARY KEY, customer integer REFERENCES customers, town text, street text);
INSERT INTO customers VALUES (1, 'Oslo'), (2, 'Bern');
INSERT INTO addresses VALUES (1, 1, 'Oslo', 'Karl Johans gate 1'), (2, 1, 'Moss', 'Storgata 9'), (3, 2, 'Bern', 'Marktgasse 3'), (4, NULL, 'Rom', 'Via 4');
