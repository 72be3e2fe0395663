CREATE DOMAIN label AS text NOT NULL; CREATE TABLE t (id bigint PRIMARY KEY, a label);
