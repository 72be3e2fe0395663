-- support: desk.chats
-- masking.yaml:168
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0101' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0101 (
  id bigint NOT NULL,
  ticket_id bigint,
  requester_id uuid,
  started_at timestamp with time zone NOT NULL,
  summary text,
  visitor_ip inet,
  transcript jsonb NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0101', 'desk.chats', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY desk.chats IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0101');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0101', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY desk.chats AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.transcript::jsonb, '$[*]."name"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0101 (id, ticket_id, requester_id, started_at, summary, visitor_ip, transcript, understudy_equal)
  SELECT s.id,
    s.ticket_id,
    s.requester_id,
    s.started_at,
    s.summary,
    s.visitor_ip,
    s.transcript,
    CASE WHEN s.summary::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.summary::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.visitor_ip::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.visitor_ip::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.transcript::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.transcript::text <> '' THEN 4 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.ticket_id,
        s.requester_id,
        s.started_at,
        (CASE WHEN understudy.has_text(s.summary) THEN understudy.words_like(s.summary, s.understudy_d5) WHEN s.summary IS NOT NULL THEN '' END)::text AS summary,
        s.summary AS understudy_o5,
        (CASE WHEN s.visitor_ip IS NOT NULL THEN pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(s.visitor_ip::inet) = 6, s.understudy_d6), pg_catalog.masklen(s.visitor_ip::inet)) END)::inet AS visitor_ip,
        s.visitor_ip AS understudy_o6,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n1.value ORDER BY n1.number), '[]'::jsonb) FROM (SELECT a1.number, CASE pg_catalog.jsonb_typeof(a1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'who' THEN o2.value WHEN 'at' THEN o2.value WHEN 'name' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.first_name_en(m3.bits) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, pg_catalog.hashtextextended('$[*].name' || '/' || a1.number, ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d7, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END WHEN 'text' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.words_like(m3.value, m3.bits) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d7, pg_catalog.convert_to('$[*].text' || '/' || a1.number, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_each(a1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN a1.value ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_array_elements(d0.value) WITH ORDINALITY AS a1(value, number) OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE NULL::jsonb END, 'null'::jsonb) END FROM (SELECT s.transcript::jsonb AS value OFFSET 0) AS d0))::jsonb AS transcript,
        s.transcript AS understudy_o7
    FROM (
    SELECT s.id,
        s.ticket_id,
        s.requester_id,
        s.started_at,
        s.summary,
        s.visitor_ip,
        s.transcript,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0101_5'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d5,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0101_6'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d6,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0101_7'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d7
    FROM ONLY desk.chats AS s
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
SELECT understudy.swap_begin('0101', 'desk.chats');
INSERT INTO desk.chats (id, ticket_id, requester_id, started_at, summary, visitor_ip, transcript)
SELECT id, ticket_id, requester_id, started_at, summary, visitor_ip, transcript FROM understudy.stage_0101;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0101', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(summary) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(visitor_ip) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(transcript) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2
  FROM understudy.stage_0101 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('summary', t.values_0, t.equal_0),
    ('visitor_ip', t.values_1, t.equal_1),
    ('transcript', t.values_2, t.equal_2)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0101', 'desk.chats');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0101', 'desk.chats');
DROP TABLE IF EXISTS understudy.stage_0101;
SELECT understudy.step_done('0101');
COMMIT;
