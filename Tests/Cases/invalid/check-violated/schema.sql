CREATE TABLE t (id bigint PRIMARY KEY, phone text CONSTRAINT t_phone CHECK (phone ~ '^0[0-9]+$'));
