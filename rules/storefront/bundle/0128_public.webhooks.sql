-- storefront: public.webhooks
-- masking.yaml:195
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0128' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0128 (
  id integer NOT NULL,
  customer_id bigint NOT NULL,
  url text NOT NULL,
  secret text NOT NULL,
  headers jsonb NOT NULL,
  active boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0128', 'public.webhooks', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.webhooks IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0128');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0128', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.webhooks AS s CROSS JOIN LATERAL (SELECT s.secret::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0128 (id, customer_id, url, secret, headers, active, created_at, understudy_equal)
  SELECT s.id,
    s.customer_id,
    s.url,
    s.secret,
    s.headers,
    s.active,
    s.created_at,
    CASE WHEN s.secret::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.secret::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.headers::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.headers::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.customer_id,
        s.url,
        (CASE WHEN understudy.has_text(s.secret) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d4, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 32) WHEN s.secret IS NOT NULL THEN '' END)::text AS secret,
        s.secret AS understudy_o4,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'Authorization' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN m2.value IS NOT NULL THEN 'Bearer none'::pg_catalog.text END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END ELSE o1.value END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE d0.value END, 'null'::jsonb) END FROM (SELECT s.headers::jsonb AS value OFFSET 0) AS d0))::jsonb AS headers,
        s.headers AS understudy_o5,
        s.active,
        s.created_at
    FROM (
    SELECT s.id,
        s.customer_id,
        s.url,
        s.secret,
        s.headers,
        s.active,
        s.created_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0128_4'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d4
    FROM ONLY public.webhooks AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0128' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0128', 'public.webhooks');
INSERT INTO public.webhooks (id, customer_id, url, secret, headers, active, created_at) OVERRIDING SYSTEM VALUE
SELECT id, customer_id, url, secret, headers, active, created_at FROM understudy.stage_0128;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0128', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(secret) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(headers) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0128 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('secret', t.values_0, t.equal_0),
    ('headers', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0128', 'public.webhooks');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0128', 'public.webhooks');
DROP TABLE IF EXISTS understudy.stage_0128;
SELECT understudy.step_done('0128');
COMMIT;
