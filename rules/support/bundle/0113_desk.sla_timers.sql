-- support: desk.sla_timers
-- masking.yaml:147
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0113' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0113 (
  ticket_id bigint NOT NULL,
  policy_id smallint NOT NULL,
  metric text NOT NULL,
  running tstzrange NOT NULL,
  paused interval NOT NULL,
  note text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0113', 'desk.sla_timers', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY desk.sla_timers IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0113');
WITH staged AS (
  INSERT INTO understudy.stage_0113 (ticket_id, policy_id, metric, running, paused, note, understudy_equal)
  SELECT s.ticket_id,
    s.policy_id,
    s.metric,
    s.running,
    s.paused,
    s.note,
    CASE WHEN s.note::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.note::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.ticket_id,
        s.policy_id,
        s.metric,
        s.running,
        s.paused,
        (CASE WHEN understudy.has_text(s.note) THEN understudy.words_like(s.note, s.understudy_d7) WHEN s.note IS NOT NULL THEN '' END)::text AS note,
        s.note AS understudy_o7
    FROM (
    SELECT s.ticket_id,
        s.policy_id,
        s.metric,
        s.running,
        s.paused,
        s.note,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0113_7'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.ticket_id::text)::text || ':' || s.ticket_id::text, '-') || coalesce(pg_catalog.octet_length(s.metric::text)::text || ':' || s.metric::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d7
    FROM ONLY desk.sla_timers AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0113' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0113', 'desk.sla_timers');
INSERT INTO desk.sla_timers (ticket_id, policy_id, metric, running, paused, note)
SELECT ticket_id, policy_id, metric, running, paused, note FROM understudy.stage_0113;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0113', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(note) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0113 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('note', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0113', 'desk.sla_timers');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0113', 'desk.sla_timers');
DROP TABLE IF EXISTS understudy.stage_0113;
SELECT understudy.step_done('0113');
COMMIT;
