CREATE TABLE people (id integer PRIMARY KEY, department text);
INSERT INTO people SELECT n, 'Payroll' FROM generate_series(1, 30) AS n;
