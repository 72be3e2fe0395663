-- corpus: public.nulls
-- masking.yaml:4
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0103' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0103 (
  id integer NOT NULL,
  email text,
  born date,
  tags text[],
  understudy_equal bigint
);
SELECT understudy.begin_table('0103', 'public.nulls', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.nulls IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0103');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0103', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.nulls AS s CROSS JOIN LATERAL (SELECT s.email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0103 (id, email, born, tags, understudy_equal)
  SELECT s.id,
    s.email,
    s.born,
    s.tags,
    CASE WHEN s.email::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.email::text <> '' AND (pg_catalog.btrim(s.understudy_o2::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.born::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.born::text <> '' AND (NOT pg_catalog.isfinite(s.understudy_o3)) IS NOT TRUE THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.tags::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.tags::text <> '' THEN 4 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN understudy.has_text(s.email) THEN understudy.email_with_name(s.understudy_d2) WHEN s.email IS NOT NULL THEN s.email END)::text AS email,
        s.email AS understudy_o2,
        (understudy.shift_date(s.born, (1 + (s.understudy_d3 & 2147483647) % 9)::integer * CASE WHEN s.understudy_d3 < 0 THEN -1 ELSE 1 END))::date AS born,
        s.born AS understudy_o3,
        (CASE WHEN pg_catalog.cardinality(s.tags) > 0 THEN (SELECT understudy.array_in_shape(pg_catalog.array_agg((CASE WHEN understudy.has_text(e.value) THEN '[redacted]'::text WHEN e.value IS NOT NULL THEN '' END)::pg_catalog.text ORDER BY e.number), pg_catalog.array_dims(s.tags)) FROM (SELECT ev.value, ev.number FROM pg_catalog.unnest(s.tags) WITH ORDINALITY AS ev(value, number) OFFSET 0) AS e) ELSE s.tags::pg_catalog.text[] END)::text[] AS tags,
        s.tags AS understudy_o4
    FROM (
    SELECT s.id,
        s.email,
        s.born,
        s.tags,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0103_2'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d2,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0103_3'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d3
    FROM ONLY public.nulls AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0103' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0103', 'public.nulls');
INSERT INTO public.nulls (id, email, born, tags)
SELECT id, email, born, tags FROM understudy.stage_0103;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0103', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(email) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(born) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(tags) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2
  FROM understudy.stage_0103 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('email', t.values_0, t.equal_0),
    ('born', t.values_1, t.equal_1),
    ('tags', t.values_2, t.equal_2)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0103', 'public.nulls');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0103', 'public.nulls');
DROP TABLE IF EXISTS understudy.stage_0103;
SELECT understudy.step_done('0103');
COMMIT;
