CREATE TABLE empty (id integer PRIMARY KEY, email text UNIQUE, body jsonb);
CREATE TABLE nulls (id integer PRIMARY KEY, email text UNIQUE, born date, tags text[]);
CREATE TABLE blanks (email text PRIMARY KEY, note text);
CREATE TABLE no_columns ();
CREATE TABLE other (note text);
INSERT INTO nulls SELECT n FROM generate_series(1, 3) AS n;
INSERT INTO blanks VALUES ('', '  ');
INSERT INTO no_columns DEFAULT VALUES;
INSERT INTO other VALUES ('secret');
