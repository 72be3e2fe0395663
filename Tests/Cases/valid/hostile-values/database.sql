CREATE TABLE canary (id integer PRIMARY KEY);
INSERT INTO canary VALUES (1);
CREATE TABLE people (
  id integer PRIMARY KEY, email text, name text, accent text, lines text, mixed text, drawn text, told text, town text, computed text,
  body jsonb, "'; DROP TABLE canary; --" text
);
INSERT INTO people SELECT n, 'p' || n || '@prod.test', 'Wandalina', 'a', 'b', 'c', 'd', 'e', 'f', 'g', '{"it''s; \\ :id": {"a": "secret"}, "b": 1}', 'kept'
  FROM generate_series(1, 12) AS n WHERE n <> 9;
INSERT INTO people (id, email, name) VALUES (20, 'p@prod.test', 'x''; DROP TABLE canary; --');
