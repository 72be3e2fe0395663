CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE UNIQUE INDEX t_start ON t (left(a, 3));
