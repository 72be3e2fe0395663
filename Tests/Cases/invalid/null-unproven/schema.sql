CREATE TABLE t (id bigint PRIMARY KEY, a text, search tsvector NOT NULL);
