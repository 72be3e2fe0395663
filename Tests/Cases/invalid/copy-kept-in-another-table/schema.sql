CREATE TABLE people (id bigint PRIMARY KEY, first_name text);
CREATE TABLE history (id bigint PRIMARY KEY, person_id bigint, old_name text);
CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO history (person_id, old_name) VALUES (OLD.id, OLD.first_name);
  RETURN NULL;
END $$;
CREATE TRIGGER remember AFTER UPDATE ON people FOR EACH ROW EXECUTE FUNCTION remember();
ALTER TABLE people ENABLE ALWAYS TRIGGER remember;
