-- billing: psp-gateway.endpoints
-- masking.yaml:202
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0130' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0130 (
  topic text NOT NULL,
  url text NOT NULL,
  secret text NOT NULL,
  active boolean NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0130', '"psp-gateway".endpoints', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY "psp-gateway".endpoints IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0130');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0130', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY "psp-gateway".endpoints AS s CROSS JOIN LATERAL (SELECT s.secret::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0130 (topic, url, secret, active, understudy_equal)
  SELECT s.topic,
    s.url,
    s.secret,
    s.active,
    CASE WHEN s.secret::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.secret::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.topic,
        s.url,
        (CASE WHEN understudy.has_text(s.secret) THEN 'whsec_' || pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d3, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 40) WHEN s.secret IS NOT NULL THEN '' END)::text AS secret,
        s.secret AS understudy_o3,
        s.active
    FROM (
    SELECT s.topic,
        s.url,
        s.secret,
        s.active,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0130_3'), 'hex')), pg_catalog.convert_to(s.topic::text, 'UTF8')) AS understudy_d3
    FROM ONLY "psp-gateway".endpoints AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0130' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0130', '"psp-gateway".endpoints');
INSERT INTO "psp-gateway".endpoints (topic, url, secret, active)
SELECT topic, url, secret, active FROM understudy.stage_0130;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0130', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(secret) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0130 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('secret', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0130', '"psp-gateway".endpoints');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0130', '"psp-gateway".endpoints');
DROP TABLE IF EXISTS understudy.stage_0130;
SELECT understudy.step_done('0130');
COMMIT;
