CREATE TABLE people (id bigint PRIMARY KEY, first_name text);
CREATE TABLE bills (id bigint PRIMARY KEY, person_id bigint, person_name text, note text);
CREATE FUNCTION set_person_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT p.first_name INTO NEW.person_name FROM people AS p WHERE p.id = NEW.person_id;
  RETURN NEW;
END $$;
CREATE TRIGGER person_name BEFORE INSERT ON bills FOR EACH ROW EXECUTE FUNCTION set_person_name();
