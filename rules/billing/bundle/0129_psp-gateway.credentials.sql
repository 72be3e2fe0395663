-- billing: psp-gateway.credentials
-- masking.yaml:193
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0129' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0129 (
  provider text NOT NULL,
  environment text NOT NULL,
  merchant_id text NOT NULL,
  api_key text NOT NULL,
  webhook_secret text,
  client_certificate text,
  rotated_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0129', '"psp-gateway".credentials', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY "psp-gateway".credentials IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0129');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0129', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY "psp-gateway".credentials AS s CROSS JOIN LATERAL (SELECT s.webhook_secret::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0129 (provider, environment, merchant_id, api_key, webhook_secret, client_certificate, rotated_at, understudy_equal)
  SELECT s.provider,
    s.environment,
    s.merchant_id,
    s.api_key,
    s.webhook_secret,
    s.client_certificate,
    s.rotated_at,
    CASE WHEN s.api_key::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.api_key::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.webhook_secret::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.webhook_secret::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.client_certificate::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.client_certificate::text <> '' THEN 4 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.provider,
        s.environment,
        s.merchant_id,
        (CASE WHEN s.api_key IS NOT NULL THEN pg_catalog.current_setting('understudy.parameter.payment_test_key')::pg_catalog.text END)::text AS api_key,
        s.api_key AS understudy_o4,
        (CASE WHEN understudy.has_text(s.webhook_secret) THEN 'whsec_' || pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d5, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 40) WHEN s.webhook_secret IS NOT NULL THEN '' END)::text AS webhook_secret,
        s.webhook_secret AS understudy_o5,
        (NULL::pg_catalog.text)::text AS client_certificate,
        s.client_certificate AS understudy_o6,
        s.rotated_at
    FROM (
    SELECT s.provider,
        s.environment,
        s.merchant_id,
        s.api_key,
        s.webhook_secret,
        s.client_certificate,
        s.rotated_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0129_5'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.provider::text)::text || ':' || s.provider::text, '-') || coalesce(pg_catalog.octet_length(s.environment::text)::text || ':' || s.environment::text, '-'), 'UTF8')) AS understudy_d5
    FROM ONLY "psp-gateway".credentials AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0129' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0129', '"psp-gateway".credentials');
INSERT INTO "psp-gateway".credentials (provider, environment, merchant_id, api_key, webhook_secret, client_certificate, rotated_at)
SELECT provider, environment, merchant_id, api_key, webhook_secret, client_certificate, rotated_at FROM understudy.stage_0129;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0129', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(api_key) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(webhook_secret) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(client_certificate) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2
  FROM understudy.stage_0129 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('api_key', t.values_0, t.equal_0),
    ('webhook_secret', t.values_1, t.equal_1),
    ('client_certificate', t.values_2, t.equal_2)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0129', '"psp-gateway".credentials');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0129', '"psp-gateway".credentials');
DROP TABLE IF EXISTS understudy.stage_0129;
SELECT understudy.step_done('0129');
COMMIT;
