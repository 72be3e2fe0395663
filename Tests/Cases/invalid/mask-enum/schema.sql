CREATE TYPE mood AS ENUM ('glad', 'sad'); CREATE TABLE t (id bigint PRIMARY KEY, a mood);
