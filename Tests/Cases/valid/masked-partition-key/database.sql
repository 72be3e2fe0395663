CREATE TABLE people (email text PRIMARY KEY, name text) PARTITION BY HASH (email);
CREATE TABLE people_0 PARTITION OF people FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE people_1 PARTITION OF people FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO people SELECT 'person' || n || '@prod.test', 'Annabella' || n FROM generate_series(1, 40) AS n;
