CREATE TABLE people (id integer PRIMARY KEY, first text, nick varchar(20), age smallint, note text);
INSERT INTO people VALUES (1, 'Annabella', 'annie', 37, 'call 555-1234'), (2, NULL, 'kept', 101, '%s \1 $1');
