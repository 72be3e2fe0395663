CREATE TABLE t (id bigint PRIMARY KEY, during daterange, CONSTRAINT t_during EXCLUDE USING gist (during WITH &&));
