-- corpus: public.people
-- masking.yaml:3
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id integer NOT NULL,
  phone text,
  code text,
  born date,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.people', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.people IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, phone, code, born, understudy_equal)
  SELECT s.id,
    s.phone,
    s.code,
    s.born,
    CASE WHEN s.phone::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.phone::text <> '' AND (s.understudy_o2::text COLLATE "C" !~ '[0-9]') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.code::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.code::text <> '' AND (s.understudy_o3::text COLLATE "C" !~ '[0-9]' OR pg_catalog.btrim(s.understudy_o3::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.born::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.born::text <> '' AND (NOT pg_catalog.isfinite(s.understudy_o4)) IS NOT TRUE THEN 4 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN understudy.has_text(s.phone) THEN understudy.other_digits(s.phone, s.understudy_d2) WHEN s.phone IS NOT NULL THEN '' END)::text AS phone,
        s.phone AS understudy_o2,
        (understudy.permute_digits(s.code, s.understudy_d3))::text AS code,
        s.code AS understudy_o3,
        (understudy.shift_date(s.born, (1 + (s.understudy_d4 & 2147483647) % 9)::integer * CASE WHEN s.understudy_d4 < 0 THEN -1 ELSE 1 END))::date AS born,
        s.born AS understudy_o4
    FROM (
    SELECT s.id,
        s.phone,
        s.code,
        s.born,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_2'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d2,
        (SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_3'), 'hex')) AS understudy_d3,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_4'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d4
    FROM ONLY public.people AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0100' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0100', 'public.people');
INSERT INTO public.people (id, phone, code, born)
SELECT id, phone, code, born FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(phone) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(code) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(born) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('phone', t.values_0, t.equal_0),
    ('code', t.values_1, t.equal_1),
    ('born', t.values_2, t.equal_2)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.people');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.people');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
