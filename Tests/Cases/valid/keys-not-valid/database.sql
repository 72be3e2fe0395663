CREATE TABLE people (login text PRIMARY KEY);
CREATE TABLE letters (id integer PRIMARY KEY, sender text);
INSERT INTO people VALUES ('ann');
INSERT INTO letters VALUES (1, 'ann'), (2, 'nobody');
ALTER TABLE letters ADD CONSTRAINT letters_sender FOREIGN KEY (sender) REFERENCES people NOT VALID;
COMMENT ON CONSTRAINT letters_sender ON letters IS 'older ones have no sender';
