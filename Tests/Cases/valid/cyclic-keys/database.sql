CREATE TABLE teams (name text PRIMARY KEY, lead text);
CREATE TABLE people (login text PRIMARY KEY, team text REFERENCES teams);
ALTER TABLE teams ADD CONSTRAINT teams_lead FOREIGN KEY (lead) REFERENCES people DEFERRABLE INITIALLY DEFERRED;
BEGIN;
INSERT INTO teams VALUES ('red', 'ann'), ('blue', NULL);
INSERT INTO people VALUES ('ann', 'red'), ('bob', 'red'), ('eve', NULL);
COMMIT;
