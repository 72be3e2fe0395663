CREATE TABLE t (id bigint PRIMARY KEY, password text);
