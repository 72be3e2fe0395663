-- corpus: public.profiles
-- masking.yaml:4
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id integer NOT NULL,
  body jsonb,
  raw json,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.profiles', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.profiles IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0100', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.profiles AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.body::jsonb, '$."email"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.profiles AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(understudy.read_json(s.raw::text), '$[*]."name"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, body, raw, understudy_equal)
  SELECT s.id,
    s.body,
    s.raw,
    CASE WHEN s.body::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.body::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.raw::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.raw::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'email' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN understudy.email_with_name(m2.digest) WHEN m2.value IS NOT NULL THEN m2.value END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_address'), 'hex')), pg_catalog.convert_to(m2v.value::text, 'UTF8')) AS digest FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END WHEN 'phones' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE pg_catalog.jsonb_typeof(a2.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n3.key, n3.value), '{}'::jsonb) FROM (SELECT o3.key, CASE o3.key COLLATE "C" WHEN 'number' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN m4.value IS NOT NULL THEN 'none'::pg_catalog.text END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_each(a2.value) AS o3 OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN a2.value ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE NULL::jsonb END WHEN 'odd key' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN '[redacted]'::text WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END WHEN 'age' THEN o1.value ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE NULL::jsonb END, 'null'::jsonb) END FROM (SELECT s.body::jsonb AS value OFFSET 0) AS d0))::jsonb AS body,
        s.body AS understudy_o2,
        (((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n1.value ORDER BY n1.number), '[]'::jsonb) FROM (SELECT a1.number, CASE pg_catalog.jsonb_typeof(a1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'name' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.first_name_en(m3.bits) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, pg_catalog.hashtextextended('$[*].name' || '/' || a1.number, ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d3, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END ELSE o2.value END AS value FROM pg_catalog.jsonb_each(a1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN a1.value ELSE a1.value END AS value FROM pg_catalog.jsonb_array_elements(d0.value) WITH ORDINALITY AS a1(value, number) OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE d0.value END, 'null'::jsonb) END FROM (SELECT understudy.read_json(s.raw::text) AS value OFFSET 0) AS d0))::json)::json AS raw,
        s.raw AS understudy_o3
    FROM (
    SELECT s.id,
        s.body,
        s.raw,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_3'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d3
    FROM ONLY public.profiles AS s
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
SELECT understudy.swap_begin('0100', 'public.profiles');
INSERT INTO public.profiles (id, body, raw)
SELECT id, body, raw FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(body) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(raw) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('body', t.values_0, t.equal_0),
    ('raw', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.profiles');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.profiles');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
