CREATE TABLE t (id bigint PRIMARY KEY, note text, words tsvector);
CREATE TRIGGER words BEFORE INSERT OR UPDATE ON t
  FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger(words, 'pg_catalog.simple', note);
