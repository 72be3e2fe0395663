CREATE TABLE people (id integer PRIMARY KEY, email text UNIQUE);
CREATE UNIQUE INDEX people_email ON people (lower(email));
ALTER TABLE people DROP CONSTRAINT people_email_key;
CREATE TABLE events (id integer PRIMARY KEY, body jsonb, message text);
INSERT INTO people VALUES (1, 'ann@prod.test');
INSERT INTO events VALUES (1, '{"to": ["ANN@prod.test", "bob@prod.test"]}', '<m><to>Ann@Prod.test</to></m>');
