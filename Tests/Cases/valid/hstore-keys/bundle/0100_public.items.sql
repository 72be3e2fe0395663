-- corpus: public.items
-- masking.yaml:3
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id integer NOT NULL,
  attributes public.hstore,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.items', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.items IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0100', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.items AS s CROSS JOIN LATERAL (SELECT e.value FROM public.each(s.attributes) AS e(key, value) WHERE e.key COLLATE "C" = 'owner') AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, attributes, understudy_equal)
  SELECT s.id,
    s.attributes,
    CASE WHEN s.attributes::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.attributes::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN s.attributes IS NOT NULL THEN coalesce((SELECT public.hstore(pg_catalog.array_agg(n.key), pg_catalog.array_agg(n.value)) FROM (SELECT e.key, (CASE e.key COLLATE "C" WHEN 'colour' THEN e.value WHEN 'owner' THEN CASE WHEN e.value IS NOT NULL THEN (SELECT (CASE WHEN understudy.has_text(m.value) THEN understudy.first_name_en(m.bits) || ' ' || understudy.last_name_en(m.bits >> 32) WHEN m.value IS NOT NULL THEN '' END)::text FROM (SELECT mv.value, pg_catalog.hashtextextended(e.key, ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d2, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT e.value AS value OFFSET 0) AS mv OFFSET 0) AS m) END ELSE NULL END)::text AS value FROM public.each(s.attributes) AS e(key, value) WHERE e.key COLLATE "C" IN ('colour', 'owner') OFFSET 0) AS n), ''::public.hstore) END)::public.hstore AS attributes,
        s.attributes AS understudy_o2
    FROM (
    SELECT s.id,
        s.attributes,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_2'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d2
    FROM ONLY public.items AS s
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
SELECT understudy.swap_begin('0100', 'public.items');
INSERT INTO public.items (id, attributes)
SELECT id, attributes FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(attributes) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('attributes', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.items');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.items');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
