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
CREATE OR REPLACE FUNCTION understudy.permuting_round(key bytea, round integer, half bigint) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ('x' || pg_catalog.encode(pg_catalog.substring(
  understudy.prf(key, pg_catalog.int4send(round) || pg_catalog.int8send(half)), 1, 8), 'hex'))::bit(64)::bigint
  & 9223372036854775807;
-- The pair after this one in an order that the key gives: four Feistel rounds over lefts times rights pairs, one step on,
-- and the rounds back; pairs behind the last one are passed over. All pairs are on one circle, so none stays.
CREATE OR REPLACE FUNCTION understudy.permuted(
  a bigint, b bigint, lefts bigint, rights bigint, last_a bigint, last_b bigint, key bytea) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $body$
DECLARE
  x bigint := a;
  y bigint := b;
BEGIN
  LOOP
    x := (x + understudy.permuting_round(key, 1, y) % lefts) % lefts;
    y := (y + understudy.permuting_round(key, 2, x) % rights) % rights;
    x := (x + understudy.permuting_round(key, 3, y) % lefts) % lefts;
    y := (y + understudy.permuting_round(key, 4, x) % rights) % rights;
    EXIT WHEN x < last_a OR x = last_a AND y <= last_b;
  END LOOP;
  IF x = last_a AND y = last_b THEN
    x := 0;
    y := 0;
  ELSIF y = rights - 1 THEN
    x := x + 1;
    y := 0;
  ELSE
    y := y + 1;
  END IF;
  LOOP
    y := (y + rights - understudy.permuting_round(key, 4, x) % rights) % rights;
    x := (x + lefts - understudy.permuting_round(key, 3, y) % lefts) % lefts;
    y := (y + rights - understudy.permuting_round(key, 2, x) % rights) % rights;
    x := (x + lefts - understudy.permuting_round(key, 1, y) % lefts) % lefts;
    EXIT WHEN x < last_a OR x = last_a AND y <= last_b;
  END LOOP;
  RETURN ARRAY[x, y];
END
$body$;
-- Another number between low and high, or another one of its type outside.
CREATE OR REPLACE FUNCTION understudy.permute_number(
  value bigint, low bigint, high bigint, first numeric, last numeric, key bytea) RETURNS bigint
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $body$
DECLARE
  size bigint := high - low + 1;
  width bigint;
  moved bigint[];
  outside numeric;
BEGIN
  IF value BETWEEN low AND high THEN
    width := pg_catalog.sqrt(size::double precision)::bigint + 1;
    moved := understudy.permuted((value - low) / width, (value - low) % width, (size - 1) / width + 1, width,
      (size - 1) / width, (size - 1) % width, key);
    RETURN low + moved[1] * width + moved[2];
  END IF;
  outside := last - first + 1 - size;
  width := pg_catalog.trunc(pg_catalog.sqrt(outside))::bigint + 1;
  outside := outside - 1;
  moved := understudy.permuted(
    pg_catalog.div(value - first - CASE WHEN value > high THEN size ELSE 0 END, width)::bigint,
    pg_catalog.mod(value - first - CASE WHEN value > high THEN size ELSE 0 END, width)::bigint,
    pg_catalog.div(outside, width)::bigint + 1, width, pg_catalog.div(outside, width)::bigint,
    pg_catalog.mod(outside, width)::bigint, understudy.prf(key, 'outside'));
  outside := first + moved[1]::numeric * width + moved[2];
  RETURN CASE WHEN outside >= low THEN outside + size ELSE outside END;
END
$body$;
-- The digits of other scripts, each moved on by what its place and the key say: one for one, since places stay.
CREATE OR REPLACE FUNCTION understudy.permute_numerals(value text, key bytea, place bigint) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN value COLLATE "C" !~ '[^\x01-\x7f]' THEN value
  ELSE understudy.other_numerals(value, understudy.permuting_round(key, 0, place)) END;
-- The digits of a text, permuted among numbers of as many digits, in pieces of 36 at most; all else stays.
CREATE OR REPLACE FUNCTION understudy.permute_digits(value text, key bytea) RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $body$
DECLARE
  digits CONSTANT text := pg_catalog.regexp_replace(value COLLATE "C", '[^0-9]+', '', 'g');
  made text := '';
  piece text;
  half integer;
  lefts bigint;
  rights bigint;
  moved bigint[];
BEGIN
  IF digits = '' THEN
    RETURN understudy.permute_numerals(value, key, 0);
  END IF;
  FOR number IN 0 .. (pg_catalog.length(digits) - 1) / 36 LOOP
    piece := pg_catalog.substr(digits, 1 + number * 36, 36);
    half := pg_catalog.length(piece) / 2;
    lefts := pg_catalog.rpad('1', 1 + half, '0');
    rights := pg_catalog.rpad('1', 1 + pg_catalog.length(piece) - half, '0');
    moved := understudy.permuted(('0' || pg_catalog.left(piece, half))::bigint, pg_catalog.substr(piece, 1 + half)::bigint,
      lefts, rights, lefts - 1, rights - 1,
      understudy.prf(key, pg_catalog.int4send(number) || pg_catalog.int4send(pg_catalog.length(piece))));
    made := made || CASE half WHEN 0 THEN '' ELSE pg_catalog.lpad(moved[1]::text, half, '0') END
      || pg_catalog.lpad(moved[2]::text, pg_catalog.length(piece) - half, '0');
  END LOOP;
  IF digits = value THEN
    RETURN made;
  END IF;
  RETURN (
    SELECT pg_catalog.string_agg(coalesce(pg_catalog.substr(made, 1 + run.before::integer, pg_catalog.length(run.parts[1])),
      understudy.permute_numerals(run.parts[2], key, run.place)),
      '' ORDER BY run.place)
    FROM (
      SELECT r.parts, r.place, coalesce(pg_catalog.sum(pg_catalog.length(r.parts[1]))
        OVER (ORDER BY r.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
      FROM pg_catalog.regexp_matches(value COLLATE "C", '([0-9]+)|([^0-9]+)', 'g') WITH ORDINALITY AS r(parts, place)
    ) AS run);
END
$body$;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_date(value date, days integer) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > date '5874897-12-31' - days THEN value - days
  WHEN days < 0 AND value < date '4714-11-24 BC' - days THEN value - days
  ELSE value + days END;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_timestamp(value timestamp, days integer) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > timestamp '294276-12-31 23:59:59.999999' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  WHEN days < 0 AND value < timestamp '4714-11-24 00:00:00 BC' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  ELSE value + pg_catalog.make_interval(days => days) END;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_timestamptz(value timestamptz, days integer) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > timestamptz '294276-12-31 23:59:59.999999+00' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  WHEN days < 0 AND value < timestamptz '4714-11-24 00:00:00+00 BC' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  ELSE value + pg_catalog.make_interval(days => days) END;
COMMIT;
