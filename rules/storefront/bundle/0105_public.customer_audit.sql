-- storefront: public.customer_audit
-- masking.yaml:44
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0105' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0105 (
  id bigint NOT NULL,
  customer_id bigint NOT NULL,
  operation text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  old_row jsonb NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0105', 'public.customer_audit', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.customer_audit IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0105');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0105', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.customer_audit AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.old_row::jsonb, '$."email"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.customer_audit AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.old_row::jsonb, '$."first_name"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.customer_audit AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.old_row::jsonb, '$."last_name"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 2::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(2, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.customer_audit AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.old_row::jsonb, '$."phone"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.numbers_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0105 (id, customer_id, operation, recorded_at, old_row, understudy_equal)
  SELECT s.id,
    s.customer_id,
    s.operation,
    s.recorded_at,
    s.old_row,
    CASE WHEN s.old_row::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.old_row::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.customer_id,
        s.operation,
        s.recorded_at,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'id' THEN o1.value WHEN 'status' THEN o1.value WHEN 'country_code' THEN o1.value WHEN 'created_at' THEN o1.value WHEN 'updated_at' THEN o1.value WHEN 'email' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN understudy.email_with_name(m2.digest) WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m2v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END WHEN 'first_name' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN understudy.first_name_en(m2.bits) WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, pg_catalog.hashtextextended('$.first_name', ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d5, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END WHEN 'last_name' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN understudy.last_name_en(m2.bits) WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, pg_catalog.hashtextextended('$.last_name', ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d5, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END WHEN 'phone' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN understudy.phone_gb(m2.bits) WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, pg_catalog.hashtextextended('$.phone', ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d5, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END WHEN 'notes' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN understudy.words_like(m2.value, m2.bits) WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d5, pg_catalog.convert_to('$.notes', 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE NULL::jsonb END, 'null'::jsonb) END FROM (SELECT s.old_row::jsonb AS value OFFSET 0) AS d0))::jsonb AS old_row,
        s.old_row AS understudy_o5
    FROM (
    SELECT s.id,
        s.customer_id,
        s.operation,
        s.recorded_at,
        s.old_row,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0105_5'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d5
    FROM ONLY public.customer_audit AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0105' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0105', 'public.customer_audit');
INSERT INTO public.customer_audit (id, customer_id, operation, recorded_at, old_row) OVERRIDING SYSTEM VALUE
SELECT id, customer_id, operation, recorded_at, old_row FROM understudy.stage_0105;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0105', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(old_row) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0105 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('old_row', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0105', 'public.customer_audit');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0105', 'public.customer_audit');
DROP TABLE IF EXISTS understudy.stage_0105;
SELECT understudy.step_done('0105');
COMMIT;
