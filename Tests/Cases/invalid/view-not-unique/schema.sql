CREATE TABLE t (id bigint PRIMARY KEY, name text); CREATE MATERIALIZED VIEW names AS SELECT name FROM t; CREATE UNIQUE INDEX names_name ON names (name);
