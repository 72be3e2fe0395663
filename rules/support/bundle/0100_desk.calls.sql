-- support: desk.calls
-- masking.yaml:160
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id bigint NOT NULL,
  ticket_id bigint,
  requester_id uuid,
  started_at timestamp with time zone NOT NULL,
  summary text,
  caller_number text,
  duration interval,
  recording oid,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'desk.calls', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY desk.calls IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0100', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 2::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(2, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.calls AS s CROSS JOIN LATERAL (SELECT s.caller_number::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.numbers_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, ticket_id, requester_id, started_at, summary, caller_number, duration, recording, understudy_equal)
  SELECT s.id,
    s.ticket_id,
    s.requester_id,
    s.started_at,
    s.summary,
    s.caller_number,
    s.duration,
    s.recording,
    CASE WHEN s.summary::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.summary::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.caller_number::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.caller_number::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.ticket_id,
        s.requester_id,
        s.started_at,
        (CASE WHEN understudy.has_text(s.summary) THEN understudy.words_like(s.summary, s.understudy_d5) WHEN s.summary IS NOT NULL THEN '' END)::text AS summary,
        s.summary AS understudy_o5,
        (CASE WHEN understudy.has_text(s.caller_number) THEN understudy.phone_gb(s.understudy_d6) WHEN s.caller_number IS NOT NULL THEN '' END)::text AS caller_number,
        s.caller_number AS understudy_o6,
        s.duration,
        s.recording
    FROM (
    SELECT s.id,
        s.ticket_id,
        s.requester_id,
        s.started_at,
        s.summary,
        s.caller_number,
        s.duration,
        s.recording,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_5'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d5,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_6'), 16))::bit(64)::bigint)) AS understudy_d6
    FROM ONLY desk.calls AS s
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
SELECT understudy.swap_begin('0100', 'desk.calls');
INSERT INTO desk.calls (id, ticket_id, requester_id, started_at, summary, caller_number, duration, recording)
SELECT id, ticket_id, requester_id, started_at, summary, caller_number, duration, recording FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(summary) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(caller_number) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('summary', t.values_0, t.equal_0),
    ('caller_number', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'desk.calls');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'desk.calls');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
