CREATE TABLE t (id bigint PRIMARY KEY, day date, CONSTRAINT t_day EXCLUDE USING btree (day WITH =));
