CREATE TABLE audit_a (id bigint PRIMARY KEY); CREATE TABLE audit_b (id bigint PRIMARY KEY, note text);
