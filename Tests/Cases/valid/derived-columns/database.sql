CREATE TABLE people (id integer PRIMARY KEY, first text, last text, initials varchar(2), search tsvector);
INSERT INTO people VALUES (1, 'Wandalina', 'Quistgaard', 'WQ', 'wandalina:1 quistgaard:2'), (2, NULL, NULL, NULL, NULL);
