-- storefront: public.reviews
-- masking.yaml:149
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0121' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0121 (
  id bigint NOT NULL,
  sku text NOT NULL,
  customer_id bigint,
  rating public.stars NOT NULL,
  signed_as text,
  body text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0121', 'public.reviews', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.reviews IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0121');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0121', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.reviews AS s CROSS JOIN LATERAL (SELECT s.signed_as::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0121 (id, sku, customer_id, rating, signed_as, body, created_at, understudy_equal)
  SELECT s.id,
    s.sku,
    s.customer_id,
    s.rating,
    s.signed_as,
    s.body,
    s.created_at,
    CASE WHEN s.signed_as::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.signed_as::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.body::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.body::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.sku,
        s.customer_id,
        s.rating,
        (CASE WHEN understudy.has_text(s.signed_as) THEN understudy.first_name_en(s.understudy_d5) WHEN s.signed_as IS NOT NULL THEN '' END)::text AS signed_as,
        s.signed_as AS understudy_o5,
        (CASE WHEN understudy.has_text(s.body) THEN understudy.words_like(s.body, s.understudy_d6) WHEN s.body IS NOT NULL THEN '' END)::text AS body,
        s.body AS understudy_o6,
        s.created_at
    FROM (
    SELECT s.id,
        s.sku,
        s.customer_id,
        s.rating,
        s.signed_as,
        s.body,
        s.created_at,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0121_5'), 16))::bit(64)::bigint)) AS understudy_d5,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0121_6'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d6
    FROM ONLY public.reviews AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0121' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0121', 'public.reviews');
INSERT INTO public.reviews (id, sku, customer_id, rating, signed_as, body, created_at) OVERRIDING SYSTEM VALUE
SELECT id, sku, customer_id, rating, signed_as, body, created_at FROM understudy.stage_0121;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0121', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(signed_as) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(body) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0121 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('signed_as', t.values_0, t.equal_0),
    ('body', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0121', 'public.reviews');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0121', 'public.reviews');
DROP TABLE IF EXISTS understudy.stage_0121;
SELECT understudy.step_done('0121');
COMMIT;
