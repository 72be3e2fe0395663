CREATE TABLE customers (number integer PRIMARY KEY, name text);
CREATE TABLE orders (id integer PRIMARY KEY, customer integer NOT NULL REFERENCES customers);
INSERT INTO customers SELECT 100000 + n, 'Wanda Quist' FROM generate_series(0, 49) AS n;
INSERT INTO orders SELECT n, 100000 + n FROM generate_series(0, 49) AS n;
