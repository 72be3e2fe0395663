-- support: public.settings
-- masking.yaml:242
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0126' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0126 (
  name text NOT NULL,
  value text NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0126', 'public.settings', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.settings IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0126');
WITH staged AS (
  INSERT INTO understudy.stage_0126 (name, value, understudy_equal)
  SELECT s.name,
    s.value,
    0::bigint AS understudy_equal
  FROM (
    SELECT s.name,
        s.value
    FROM (
    SELECT s.name,
        s.value
    FROM ONLY public.settings AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0126' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0126', 'public.settings');
INSERT INTO public.settings (name, value)
SELECT name, value FROM understudy.stage_0126;
SELECT understudy.swap_end('0126', 'public.settings');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0126', 'public.settings');
DROP TABLE IF EXISTS understudy.stage_0126;
SELECT understudy.step_done('0126');
COMMIT;
