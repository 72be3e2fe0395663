-- billing: billing.subscriptions
-- masking.yaml:71
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0119' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0119 (
  id integer NOT NULL,
  account_id bigint NOT NULL,
  plan text NOT NULL,
  monthly billing.positive_amount NOT NULL,
  during daterange NOT NULL,
  paused datemultirange NOT NULL,
  volume billing.amount_multirange,
  cancelled_because text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0119', 'billing.subscriptions', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.subscriptions IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0119');
WITH staged AS (
  INSERT INTO understudy.stage_0119 (id, account_id, plan, monthly, during, paused, volume, cancelled_because, understudy_equal)
  SELECT s.id,
    s.account_id,
    s.plan,
    s.monthly,
    s.during,
    s.paused,
    s.volume,
    s.cancelled_because,
    CASE WHEN s.cancelled_because::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.cancelled_because::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.account_id,
        s.plan,
        s.monthly,
        s.during,
        s.paused,
        s.volume,
        (CASE WHEN understudy.has_text(s.cancelled_because) THEN understudy.words_like(s.cancelled_because, s.understudy_d8) WHEN s.cancelled_because IS NOT NULL THEN '' END)::text AS cancelled_because,
        s.cancelled_because AS understudy_o8
    FROM (
    SELECT s.id,
        s.account_id,
        s.plan,
        s.monthly,
        s.during,
        s.paused,
        s.volume,
        s.cancelled_because,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0119_8'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d8
    FROM ONLY billing.subscriptions AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0119' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0119', 'billing.subscriptions');
INSERT INTO billing.subscriptions (id, account_id, plan, monthly, during, paused, volume, cancelled_because) OVERRIDING SYSTEM VALUE
SELECT id, account_id, plan, monthly, during, paused, volume, cancelled_because FROM understudy.stage_0119;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0119', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(cancelled_because) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0119 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('cancelled_because', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0119', 'billing.subscriptions');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0119', 'billing.subscriptions');
DROP TABLE IF EXISTS understudy.stage_0119;
SELECT understudy.step_done('0119');
COMMIT;
