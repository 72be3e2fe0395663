CREATE TABLE people (id integer PRIMARY KEY, salary integer, income numeric(9,2), weight real, born date, age smallint, hired timestamptz);
INSERT INTO people VALUES (1, 51499, 19999.99, 80, '1987-04-23', 37, '2020-02-29 10:30Z'), (2, -700, 50000, 'NaN', 'infinity', 101, '-infinity'), (3, NULL, NULL, NULL, NULL, NULL, NULL);
