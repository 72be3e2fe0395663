CREATE TABLE fresh (id bigint PRIMARY KEY, tax_id text);
