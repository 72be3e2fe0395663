CREATE TABLE t (id bigint PRIMARY KEY, state text, shut_at date, CONSTRAINT t_shut CHECK ((state = 'shut') = (shut_at IS NOT NULL)));
