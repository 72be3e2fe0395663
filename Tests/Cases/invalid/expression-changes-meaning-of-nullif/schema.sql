CREATE EXTENSION citext; CREATE TABLE t (id bigint PRIMARY KEY, a citext);
