CREATE TABLE people (id integer PRIMARY KEY, phone text, code text UNIQUE, born date);
INSERT INTO people VALUES
  (1, '555-1234', 'A-17', '1980-01-02'), (2, 'N/A', 'none', 'infinity'), (3, '٠١٢٣-٤٥', 'B-٤٢', '-infinity'),
  (4, '१२३ ２３４ 5', '７', NULL), (5, 'né à Oslo', 'ß', NULL);
