CREATE TABLE t (id bigint PRIMARY KEY, a text, b text, CONSTRAINT t_both UNIQUE (a, b));
