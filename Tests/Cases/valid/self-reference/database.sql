CREATE TABLE staff (login text PRIMARY KEY, boss text CONSTRAINT staff_boss REFERENCES staff, name text);
INSERT INTO staff VALUES ('chief', NULL, 'Wandalina'), ('ann', 'chief', 'Annabella'), ('bob', 'ann', 'Robertus');
