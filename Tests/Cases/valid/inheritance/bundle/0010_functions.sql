-- corpus: masking functions and the procedures of a rewrite
-- from masking.yaml

-- (the first 753 lines of smallest)
-- Most texts begin with more than a blank, and a comparison is all that they take.
CREATE OR REPLACE FUNCTION understudy.has_text(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN value COLLATE "C" >= '!' OR pg_catalog.btrim(value COLLATE "C", E' \t\n\r') <> '';
-- Each digit of a script other than ASCII's becomes another one of that script; all else stays.
CREATE OR REPLACE FUNCTION understudy.other_numerals(value text, draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value COLLATE "C" !~ '[^\x01-\x7f]' THEN value ELSE (
  SELECT pg_catalog.string_agg(
    CASE WHEN script.zero IS NULL THEN letter.value ELSE pg_catalog.chr(script.zero + (pg_catalog.ascii(letter.value) - script.zero
      + 1 + ((pg_catalog.hashint8extended(letter.place, draw) & 9223372036854775807) % 9)::integer) % 10) END,
    '' ORDER BY letter.place)
  FROM pg_catalog.unnest(pg_catalog.string_to_array(value, NULL)) WITH ORDINALITY AS letter(value, place)
  LEFT JOIN pg_catalog.unnest('{1632,1776,1984,2406,2534,2662,2790,2918,3046,3174,3302,3430,3558,3664,3792,3872,4160,4240,6112,6160,
    6470,6608,6784,6800,6992,7088,7232,7248,42528,43216,43264,43472,43504,43600,44016,65296,66720,68912,69734,69872,69942,70096,
    70384,70736,70864,71248,71360,71472,71904,72016,72784,73040,73120,73552,92768,92864,93008,120782,120792,120802,120812,120822,
    123200,123632,124144,125264,130032}'::integer[]) AS script(zero)
    ON pg_catalog.ascii(letter.value) BETWEEN script.zero AND script.zero + 9
) END;
-- Each run of digits is moved on by a drawn number, never by 0: runs keep their length. What is not ASCII may be digits too.
CREATE OR REPLACE FUNCTION understudy.other_digits(value text, draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT pg_catalog.string_agg(
    CASE WHEN run.parts[1] IS NULL THEN understudy.other_numerals(run.parts[2], pg_catalog.hashtextextended(run.place::text, draw)) ELSE pg_catalog.lpad(
      ((run.parts[1]::bigint + 1 + (pg_catalog.hashtextextended(run.place::text, draw) & 9223372036854775807)
        % (size.number - 1)) % size.number)::text, pg_catalog.length(run.parts[1]), '0') END,
    '' ORDER BY run.place)
  FROM pg_catalog.regexp_matches(value COLLATE "C", '([0-9]{1,18})|([^0-9]+)', 'g') WITH ORDINALITY AS run(parts, place)
  CROSS JOIN LATERAL (VALUES (pg_catalog.rpad('1', 1 + pg_catalog.length(run.parts[1]), '0')::bigint)) AS size(number));
COMMIT;
