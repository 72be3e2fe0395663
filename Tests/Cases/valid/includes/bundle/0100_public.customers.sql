-- corpus: public.customers
-- masking.yaml:4
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id integer NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.customers', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.customers IN SHARE ROW EXCLUSIVE MODE;

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
        FROM ONLY public.customers AS s CROSS JOIN LATERAL (SELECT s.email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.customers AS s CROSS JOIN LATERAL (SELECT s.name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, email, name, understudy_equal)
  SELECT s.id,
    s.email,
    s.name,
    CASE WHEN s.email::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.email::text <> '' AND (pg_catalog.btrim(s.understudy_o2::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.name::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.name::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN understudy.has_text(s.email) THEN understudy.email_with_name(s.understudy_d2) WHEN s.email IS NOT NULL THEN s.email END)::text AS email,
        s.email AS understudy_o2,
        (CASE WHEN understudy.has_text(s.name) THEN understudy.first_name_en(s.understudy_d3) || ' ' || understudy.last_name_en(s.understudy_d3 >> 32) WHEN s.name IS NOT NULL THEN '' END)::text AS name,
        s.name AS understudy_o3
    FROM (
    SELECT s.id,
        s.email,
        s.name,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_address'), 'hex')), pg_catalog.convert_to(s.email::text, 'UTF8')) AS understudy_d2,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_3'), 16))::bit(64)::bigint)) AS understudy_d3
    FROM ONLY public.customers AS s
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
SELECT understudy.swap_begin('0100', 'public.customers');
INSERT INTO public.customers (id, email, name)
SELECT id, email, name FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(email) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(name) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('email', t.values_0, t.equal_0),
    ('name', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.customers');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.customers');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
