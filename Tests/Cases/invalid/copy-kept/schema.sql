CREATE TABLE people (id bigint PRIMARY KEY, first_name text, sort_name text);
CREATE FUNCTION set_sort_name() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  folded text;
BEGIN
  folded := lower(NEW.first_name);
  NEW.sort_name := folded;
  RETURN NEW;
END $$;
CREATE TRIGGER sort_name BEFORE INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION set_sort_name();
