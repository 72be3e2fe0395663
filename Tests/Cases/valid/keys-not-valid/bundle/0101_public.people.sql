-- corpus: public.people
-- masking.yaml:3
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0101' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0101 (
  login text NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0101', 'public.people', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.people IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0101');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0101', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.people AS s CROSS JOIN LATERAL (SELECT s.login::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0101 (login, understudy_equal)
  SELECT s.login,
    CASE WHEN s.login::text COLLATE "C" = s.understudy_o1::text COLLATE "C" AND s.login::text <> '' AND (pg_catalog.btrim(s.understudy_o1::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT (CASE WHEN understudy.has_text(s.login) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d1, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 26) WHEN s.login IS NOT NULL THEN s.login END)::text AS login,
        s.login AS understudy_o1
    FROM (
    SELECT s.login,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_column_20public_2epeople_2elogin'), 'hex')), pg_catalog.convert_to(s.login::text, 'UTF8')) AS understudy_d1
    FROM ONLY public.people AS s
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
SELECT understudy.swap_begin('0101', 'public.people');
INSERT INTO public.people (login)
SELECT login FROM understudy.stage_0101;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0101', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(login) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0101 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('login', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0101', 'public.people');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0101', 'public.people');
DROP TABLE IF EXISTS understudy.stage_0101;
SELECT understudy.step_done('0101');
COMMIT;
