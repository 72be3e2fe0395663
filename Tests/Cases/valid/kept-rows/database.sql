CREATE TABLE audit (id integer PRIMARY KEY, at timestamptz, who text);
INSERT INTO audit VALUES (1, '2025-12-24', 'ann'), (2, '2025-11-24', 'bob'), (3, NULL, 'eve'), (4, 'infinity', 'kim');
