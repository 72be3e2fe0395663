-- corpus: public.events
-- masking.yaml:3
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id integer NOT NULL,
  payload jsonb,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.events', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.events IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, payload, understudy_equal)
  SELECT s.id,
    s.payload,
    CASE WHEN s.payload::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.payload::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'kind' THEN o1.value ELSE (SELECT pg_catalog.string_agg(CASE WHEN r2.scalar IS NULL THEN r2.markup ELSE (CASE WHEN pg_catalog.jsonb_typeof(r2.scalar) = 'null' THEN r2.scalar ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.words_like(m3.value, m3.bits) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(r2.scalar)) FROM (SELECT m3v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d2, pg_catalog.convert_to('$.?..' || '/' || o1.key || '/' || r2.number::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT r2.scalar #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END)::text END, '' ORDER BY r2.number)::jsonb FROM understudy.json_scalars(o1.value) AS r2(number, markup, scalar)) END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE (SELECT pg_catalog.string_agg(CASE WHEN r1.scalar IS NULL THEN r1.markup ELSE (CASE WHEN pg_catalog.jsonb_typeof(r1.scalar) = 'null' THEN r1.scalar ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN understudy.words_like(m2.value, m2.bits) WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(r1.scalar)) FROM (SELECT m2v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d2, pg_catalog.convert_to('$..' || '/' || r1.number::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT r1.scalar #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END)::text END, '' ORDER BY r1.number)::jsonb FROM understudy.json_scalars(d0.value) AS r1(number, markup, scalar)) END, 'null'::jsonb) END FROM (SELECT s.payload::jsonb AS value OFFSET 0) AS d0))::jsonb AS payload,
        s.payload AS understudy_o2
    FROM (
    SELECT s.id,
        s.payload,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_2'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d2
    FROM ONLY public.events AS s
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
SELECT understudy.swap_begin('0100', 'public.events');
INSERT INTO public.events (id, payload)
SELECT id, payload FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(payload) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('payload', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.events');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.events');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
