CREATE TABLE a (code text PRIMARY KEY, other text); CREATE TABLE b (code text PRIMARY KEY, other text REFERENCES a); ALTER TABLE a ADD CONSTRAINT a_other_fkey FOREIGN KEY (other) REFERENCES b;
