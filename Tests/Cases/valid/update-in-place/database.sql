CREATE TABLE readings (id bigint PRIMARY KEY, taken_at date, note text);
INSERT INTO readings SELECT n, '2025-01-01', CASE WHEN n % 100 = 0 THEN 'Ann called' END FROM generate_series(1, 300) AS n;
