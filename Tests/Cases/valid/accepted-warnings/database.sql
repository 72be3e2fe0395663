CREATE TABLE people (id integer PRIMARY KEY, email text, changed_at date);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.changed_at := current_date; RETURN NEW; END';
CREATE TABLE films (id integer PRIMARY KEY, title text);
INSERT INTO people VALUES (1, 'ann@prod.test', '2020-02-02');
INSERT INTO films VALUES (1, 'Wanda Quist, a life');
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch();
