-- corpus: public.ééééééééééééééééééééééééééééééée
-- masking.yaml:16
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0104' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0104 (
  id integer NOT NULL,
  "ççççççççççççççççççççççççççççççç_" text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0104', 'public."ééééééééééééééééééééééééééééééée"', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public."ééééééééééééééééééééééééééééééée" IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0104');
WITH staged AS (
  INSERT INTO understudy.stage_0104 (id, "ççççççççççççççççççççççççççççççç_", understudy_equal)
  SELECT s.id,
    s."ççççççççççççççççççççççççççççççç_",
    CASE WHEN NOT s.understudy_kept THEN CASE WHEN s."ççççççççççççççççççççççççççççççç_"::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s."ççççççççççççççççççççççççççççççç_"::text <> '' THEN 1 ELSE 0 END::bigint END AS understudy_equal
  FROM (
    SELECT s.id,
        CASE WHEN s.understudy_kept THEN s."ççççççççççççççççççççççççççççççç_" ELSE (CASE WHEN s."ççççççççççççççççççççççççççççççç_" IS NOT NULL THEN 'gone'::pg_catalog.text END)::text END AS "ççççççççççççççççççççççççççççççç_",
        s."ççççççççççççççççççççççççççççççç_" AS understudy_o2,
        s.understudy_kept
    FROM (
    SELECT s.id,
        s."ççççççççççççççççççççççççççççççç_",
        ((s."ççççççççççççççççççççççççççççççç_" = 'kept'::text)) IS TRUE AS understudy_kept
    FROM ONLY public."ééééééééééééééééééééééééééééééée" AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0104' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0104', 'public."ééééééééééééééééééééééééééééééée"');
INSERT INTO public."ééééééééééééééééééééééééééééééée" (id, "ççççççççççççççççççççççççççççççç_")
SELECT id, "ççççççççççççççççççççççççççççççç_" FROM understudy.stage_0104;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0104', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count("ççççççççççççççççççççççççççççççç_") AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(*) AS masked_rows
  FROM understudy.stage_0104 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('ççççççççççççççççççççççççççççççç_', t.values_0, t.equal_0),
    ('', t.masked_rows, 0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0104', 'public."ééééééééééééééééééééééééééééééée"');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0104', 'public."ééééééééééééééééééééééééééééééée"');
DROP TABLE IF EXISTS understudy.stage_0104;
SELECT understudy.step_done('0104');
COMMIT;
