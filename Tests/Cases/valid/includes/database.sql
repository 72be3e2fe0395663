CREATE TABLE customers (id integer PRIMARY KEY, email text NOT NULL, name text NOT NULL);
CREATE TABLE leads (id integer PRIMARY KEY, contact_email text);
INSERT INTO customers VALUES (1, 'ann@prod.test', 'Ann Moll'), (2, 'bob@prod.test', 'Bob Katz');
INSERT INTO leads VALUES (1, 'bob@prod.test'), (2, NULL);
