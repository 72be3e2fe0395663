-- corpus: masking functions and the procedures of a rewrite
-- from masking.yaml

-- (the first 744 lines of smallest)
CREATE OR REPLACE FUNCTION understudy.has_text(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.btrim(value COLLATE "C", E' \t\n\r') <> '';
COMMIT;
