CREATE TABLE t (id bigint PRIMARY KEY, a text, state text); CREATE UNIQUE INDEX t_a ON t (a) WHERE state = 'open';
