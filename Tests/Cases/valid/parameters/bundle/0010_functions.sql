-- corpus: masking functions and the procedures of a rewrite
-- from masking.yaml

-- (the first 753 lines of smallest)
-- json as jsonb, whatever it holds: \u0000 goes, and what jsonb cannot hold becomes null.
CREATE OR REPLACE FUNCTION understudy.read_json(document text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
BEGIN
  RETURN document::jsonb;
EXCEPTION WHEN data_exception THEN
  BEGIN
    RETURN pg_catalog.regexp_replace(document, '(?<!\\)((?:\\\\)*)\\u0000', '\1', 'g')::jsonb;
  EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN 'null'::jsonb;
  END;
WHEN program_limit_exceeded THEN
  RETURN 'null'::jsonb;
END
$body$;
-- A masked text as a value of a document: a number where it was one and still looks like one, else a string.
CREATE OR REPLACE FUNCTION understudy.json_value(value text, kind text) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value IS NULL THEN 'null'::jsonb
  WHEN kind = 'number' AND value COLLATE "C" ~ '^-?(0|[1-9][0-9]{0,30})([.][0-9]{1,30})?$' THEN value::jsonb
  ELSE pg_catalog.to_jsonb(value) END;
COMMIT;
