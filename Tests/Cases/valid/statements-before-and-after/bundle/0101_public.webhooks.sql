-- corpus: public.webhooks
-- masking.yaml:3
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0101' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0101 (
  id integer NOT NULL,
  url text NOT NULL,
  active boolean,
  owner text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0101', 'public.webhooks', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.webhooks IN SHARE ROW EXCLUSIVE MODE;

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
        FROM ONLY public.webhooks AS s CROSS JOIN LATERAL (SELECT s.owner::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0101 (id, url, active, owner, understudy_equal)
  SELECT s.id,
    s.url,
    s.active,
    s.owner,
    CASE WHEN s.owner::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.owner::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.url,
        s.active,
        (CASE WHEN understudy.has_text(s.owner) THEN understudy.first_name_en(s.understudy_d4) || ' ' || understudy.last_name_en(s.understudy_d4 >> 32) WHEN s.owner IS NOT NULL THEN '' END)::text AS owner,
        s.owner AS understudy_o4
    FROM (
    SELECT s.id,
        s.url,
        s.active,
        s.owner,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0101_4'), 16))::bit(64)::bigint)) AS understudy_d4
    FROM ONLY public.webhooks AS s
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
SELECT understudy.swap_begin('0101', 'public.webhooks');
INSERT INTO public.webhooks (id, url, active, owner)
SELECT id, url, active, owner FROM understudy.stage_0101;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0101', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(owner) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0101 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('owner', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0101', 'public.webhooks');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0101', 'public.webhooks');
DROP TABLE IF EXISTS understudy.stage_0101;
SELECT understudy.step_done('0101');
COMMIT;
