CREATE TABLE people (id integer PRIMARY KEY, name text, town text);
INSERT INTO people VALUES (1, 'Wanda Quist', 'Oslo'), (2, 'Hugo Brandt', 'Bern');
CREATE VIEW names AS SELECT id, upper(name) AS name FROM people;
CREATE MATERIALIZED VIEW z_first AS SELECT id, name FROM names;
CREATE MATERIALIZED VIEW a_second AS SELECT id, name || '!' AS name FROM z_first;
CREATE MATERIALIZED VIEW never_filled AS SELECT * FROM people WITH NO DATA;
CREATE UNIQUE INDEX a_second_id ON a_second (id);
