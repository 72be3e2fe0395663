-- corpus: masking functions and the procedures of a rewrite
-- from masking.yaml

-- (the first 753 lines of smallest)
-- Most texts begin with more than a blank, and a comparison is all that they take.
CREATE OR REPLACE FUNCTION understudy.has_text(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN value COLLATE "C" >= '!' OR pg_catalog.btrim(value COLLATE "C", E' \t\n\r') <> '';
-- Letters of a text in which no name is, from a place between 0 and 479 on.
CREATE OR REPLACE FUNCTION understudy.piece(place integer, letters integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN letters <= 30
  THEN pg_catalog.encode(pg_catalog.substring('kalbodapelutasevibutotivesigentirfurozokulberotidukarezogemuritnenzebikomotzabunmofaziregatbatberedopotorlukoserzizurvadifivudutzenurlikomomtirerrupebafemomakavegolfamitpitonarerurlinkobupemdinzultotifapigutagemnaturiberrusagoruborsatatmunumudozelgotekildepolavustefategultosezisrorrupolkegubivesunobemogisobutalagirozodavuzamrisusmapurorbagomalpiliditkugetribamivumepulatovofesasubusatbolipibizulobekopugovusbonimazafarafunitelgasmepetezelettakafomavenosakizonofatusepenidizomfuldurtamzuletinobepolukotizulfep'::bytea, 1 + place, letters), 'escape')
  ELSE pg_catalog.encode(pg_catalog.substring(pg_catalog.decode(pg_catalog.repeat(
    'kalbodapelutasevibutotivesigentirfurozokulberotidukarezogemuritnenzebikomotzabunmofaziregatbatberedopotorlukoserzizurvadifivudutzenurlikomomtirerrupebafemomakavegolfamitpitonarerurlinkobupemdinzultotifapigutagemnaturiberrusagoruborsatatmunumudozelgotekildepolavustefategultosezisrorrupolkegubivesunobemogisobutalagirozodavuzamrisusmapurorbagomalpiliditkugetribamivumepulatovofesasubusatbolipibizulobekopugovusbonimazafarafunitelgasmepetezelettakafomavenosakizonofatusepenidizomfuldurtamzuletinobepolukotizulfep', 2 + letters / 510), 'escape'), 1 + place, letters), 'escape') END;
-- Each run of letters becomes a piece of a text without meaning, cut where the draw says; each digit 0; @ a full stop.
-- Runs are told apart by ASCII alone: letters of other scripts are letters whatever the collation thinks.
CREATE OR REPLACE FUNCTION understudy.words_like(value text, draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT pg_catalog.string_agg(
    CASE WHEN run.code BETWEEN 97 AND 122 OR run.code > 127 THEN understudy.piece(run.place, pg_catalog.length(run.letters))
      WHEN run.code BETWEEN 65 AND 90 THEN
        CASE WHEN run.letters = pg_catalog.upper(run.letters COLLATE "C")
          THEN pg_catalog.upper(understudy.piece(run.place, pg_catalog.length(run.letters)) COLLATE "C")
          ELSE pg_catalog.initcap(understudy.piece(run.place, pg_catalog.length(run.letters)) COLLATE "C") END
      ELSE pg_catalog.translate(run.letters, '123456789@', '000000000.') END,
    '' ORDER BY run.number)
  FROM (
    SELECT found.number, found.parts[1] AS letters, pg_catalog.ascii(found.parts[1]) AS code,
      (pg_catalog.hashint8extended(found.number, draw) & 2147483647)::integer % 480 AS place
    FROM pg_catalog.regexp_matches(
      value COLLATE "C", '[^\x01-@\[-`{-\x7f]+|[\x01-@\[-`{-\x7f]+', 'g') WITH ORDINALITY AS found(parts, number)
  ) AS run);
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
-- A document taken apart: values of a kind that holds no others, and the markup between them.
CREATE OR REPLACE FUNCTION understudy.json_scalars(document jsonb)
RETURNS TABLE (number bigint, markup text, scalar jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
  SELECT t.number, t.parts[1], t.parts[2]::jsonb
  FROM pg_catalog.regexp_matches(document::text COLLATE "C", '("(?:[^"\\]|\\.)*": |[][{}, ]+)|("(?:[^"\\]|\\.)*"|[^][{}", ]+)', 'g')
    WITH ORDINALITY AS t(parts, number)
$body$;
COMMIT;
