-- What every case of the corpus is compiled against; a case's own schema.sql comes on top.
CREATE TABLE customers (
  id bigint PRIMARY KEY,
  email text NOT NULL CONSTRAINT customers_email_key UNIQUE,
  code varchar(8),
  name text,
  shout text GENERATED ALWAYS AS (upper(name)) STORED,
  extra jsonb
);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();

CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_email text CONSTRAINT orders_email_fkey REFERENCES customers (email),
  note text
);

CREATE TABLE log (at timestamptz NOT NULL, ip text) PARTITION BY RANGE (at);
CREATE TABLE log_old PARTITION OF log DEFAULT;

CREATE VIEW overview AS SELECT email FROM customers;
