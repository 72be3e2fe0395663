-- support: desk.maintenance_log
-- masking.yaml:239
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0108' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0108 (
  id bigint NOT NULL,
  job text NOT NULL,
  finished_at timestamp with time zone NOT NULL,
  touched bigint,
  understudy_equal bigint
);
SELECT understudy.begin_table('0108', 'desk.maintenance_log', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY desk.maintenance_log IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0108');
WITH staged AS (
  INSERT INTO understudy.stage_0108 (id, job, finished_at, touched, understudy_equal)
  SELECT s.id,
    s.job,
    s.finished_at,
    s.touched,
    0::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.job,
        s.finished_at,
        s.touched
    FROM (
    SELECT s.id,
        s.job,
        s.finished_at,
        s.touched
    FROM ONLY desk.maintenance_log AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0108' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0108', 'desk.maintenance_log');
INSERT INTO desk.maintenance_log (id, job, finished_at, touched) OVERRIDING SYSTEM VALUE
SELECT id, job, finished_at, touched FROM understudy.stage_0108;
SELECT understudy.swap_end('0108', 'desk.maintenance_log');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0108', 'desk.maintenance_log');
DROP TABLE IF EXISTS understudy.stage_0108;
SELECT understudy.step_done('0108');
COMMIT;
