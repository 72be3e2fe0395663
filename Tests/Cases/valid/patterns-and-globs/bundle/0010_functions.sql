-- corpus: masking functions and the procedures of a rewrite
-- from masking.yaml

-- (the first 753 lines of smallest)
-- Most texts begin with more than a blank, and a comparison is all that they take.
CREATE OR REPLACE FUNCTION understudy.has_text(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN value COLLATE "C" >= '!' OR pg_catalog.btrim(value COLLATE "C", E' \t\n\r') <> '';
CREATE OR REPLACE FUNCTION understudy.phone_gb(draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('{"+44 7700 900","+44 1632 960","+44 20 7946 0","+44 113 496 0","+44 114 496 0","+44 115 496 0","+44 116 496 0","+44 117 496 0","+44 118 496 0","+44 121 496 0","+44 131 496 0","+44 141 496 0","+44 151 496 0","+44 161 496 0","+44 191 498 0","+44 28 9649 6","+44 29 2018 0"}'::name[])[1 + (draw >> 32 & 2147483647)::integer % 17]::text
  || pg_catalog.lpad((0 + (draw & 2147483647) % 1000)::text, 3, '0');
COMMIT;
