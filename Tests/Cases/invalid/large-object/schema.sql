CREATE TABLE t (id bigint PRIMARY KEY, file oid, other oid);
