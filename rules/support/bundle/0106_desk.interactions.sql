-- support: desk.interactions
-- masking.yaml:155
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0106' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0106 (
  id bigint NOT NULL,
  ticket_id bigint,
  requester_id uuid,
  started_at timestamp with time zone NOT NULL,
  summary text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0106', 'desk.interactions', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY desk.interactions IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0106');
WITH staged AS (
  INSERT INTO understudy.stage_0106 (id, ticket_id, requester_id, started_at, summary, understudy_equal)
  SELECT s.id,
    s.ticket_id,
    s.requester_id,
    s.started_at,
    s.summary,
    CASE WHEN s.summary::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.summary::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.ticket_id,
        s.requester_id,
        s.started_at,
        (CASE WHEN understudy.has_text(s.summary) THEN understudy.words_like(s.summary, s.understudy_d5) WHEN s.summary IS NOT NULL THEN '' END)::text AS summary,
        s.summary AS understudy_o5
    FROM (
    SELECT s.id,
        s.ticket_id,
        s.requester_id,
        s.started_at,
        s.summary,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0106_5'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d5
    FROM ONLY desk.interactions AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0106' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0106', 'desk.interactions');
INSERT INTO desk.interactions (id, ticket_id, requester_id, started_at, summary)
SELECT id, ticket_id, requester_id, started_at, summary FROM understudy.stage_0106;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0106', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(summary) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0106 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('summary', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0106', 'desk.interactions');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0106', 'desk.interactions');
DROP TABLE IF EXISTS understudy.stage_0106;
SELECT understudy.step_done('0106');
COMMIT;
