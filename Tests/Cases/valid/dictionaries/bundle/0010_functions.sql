-- corpus: masking functions and the procedures of a rewrite
-- from masking.yaml, departments.txt

-- (the first 753 lines of smallest)
-- Most texts begin with more than a blank, and a comparison is all that they take.
CREATE OR REPLACE FUNCTION understudy.has_text(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN value COLLATE "C" >= '!' OR pg_catalog.btrim(value COLLATE "C", E' \t\n\r') <> '';
CREATE OR REPLACE FUNCTION understudy.dictionary_b906397db6479513(draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (E'{"Ventes d''été","Straße & \\"Söhne\\"","back\\\\slash"}'::name[])[1 + (draw & 2147483647)::integer % 3]::text;
COMMIT;
