CREATE TABLE people (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, first text, last text,
  sort_key text GENERATED ALWAYS AS (upper(last) || ', ' || upper(first)) STORED
);
CREATE INDEX people_sort_key ON people (sort_key);
INSERT INTO people (first, last) VALUES ('Wandalina', 'Quistgaard'), ('Hugo', NULL);
