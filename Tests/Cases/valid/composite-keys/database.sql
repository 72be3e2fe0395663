CREATE TABLE accounts (tenant integer, code text, owner text, PRIMARY KEY (tenant, code));
CREATE TABLE entries (
  id integer PRIMARY KEY, tenant integer, code text, amount numeric,
  CONSTRAINT entries_account FOREIGN KEY (tenant, code) REFERENCES accounts ON UPDATE CASCADE
);
INSERT INTO accounts VALUES (1, 'A1', 'Wanda Quist'), (2, 'A1', 'Hugo Brandt');
INSERT INTO entries VALUES (1, 1, 'A1', 10), (2, 2, 'A1', 20), (3, NULL, NULL, 30);
