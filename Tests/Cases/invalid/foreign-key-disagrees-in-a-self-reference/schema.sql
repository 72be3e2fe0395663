CREATE TABLE staff (code text PRIMARY KEY, boss text CONSTRAINT staff_boss_fkey REFERENCES staff);
