CREATE SCHEMA extra; CREATE TABLE extra.audit_log (id bigint PRIMARY KEY);
