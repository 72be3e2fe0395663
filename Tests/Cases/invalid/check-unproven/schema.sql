CREATE TABLE t (id bigint PRIMARY KEY, a date, b date, CONSTRAINT t_order CHECK (a <= b));
