-- corpus: public.staff
-- masking.yaml:4
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0101' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0101 (
  id integer NOT NULL,
  name text,
  badge text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0101', 'public.staff', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.staff IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0101');
WITH staged AS (
  INSERT INTO understudy.stage_0101 (id, name, badge, understudy_equal)
  SELECT s.id,
    s.name,
    s.badge,
    CASE WHEN s.name::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.name::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.badge::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.badge::text <> '' AND (s.understudy_o3::text COLLATE "C" !~ '[0-9]') IS NOT TRUE THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN s.name IS NOT NULL THEN 'somebody'::pg_catalog.text END)::text AS name,
        s.name AS understudy_o2,
        (CASE WHEN understudy.has_text(s.badge) THEN understudy.other_digits(s.badge, s.understudy_d3) WHEN s.badge IS NOT NULL THEN '' END)::text AS badge,
        s.badge AS understudy_o3
    FROM (
    SELECT s.id,
        s.name,
        s.badge,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0101_3'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d3
    FROM ONLY public.staff AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0101' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0101', 'public.staff');
INSERT INTO public.staff (id, name, badge)
SELECT id, name, badge FROM understudy.stage_0101;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0101', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(name) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(badge) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0101 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('name', t.values_0, t.equal_0),
    ('badge', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0101', 'public.staff');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0101', 'public.staff');
DROP TABLE IF EXISTS understudy.stage_0101;
SELECT understudy.step_done('0101');
COMMIT;
