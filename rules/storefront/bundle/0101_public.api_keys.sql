-- storefront: public.api_keys
-- masking.yaml:187
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0101' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0101 (
  id integer NOT NULL,
  customer_id bigint NOT NULL,
  label text NOT NULL,
  token text NOT NULL,
  key_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0101', 'public.api_keys', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.api_keys IN SHARE ROW EXCLUSIVE MODE;

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
        FROM ONLY public.api_keys AS s CROSS JOIN LATERAL (SELECT s.token::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0101 (id, customer_id, label, token, key_hash, scopes, created_at, revoked_at, understudy_equal)
  SELECT s.id,
    s.customer_id,
    s.label,
    s.token,
    s.key_hash,
    s.scopes,
    s.created_at,
    s.revoked_at,
    CASE WHEN s.token::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.token::text <> '' AND (pg_catalog.btrim(s.understudy_o4::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.key_hash::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.key_hash::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.customer_id,
        s.label,
        (CASE WHEN understudy.has_text(s.token) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d4, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 40) WHEN s.token IS NOT NULL THEN s.token END)::text AS token,
        s.token AS understudy_o4,
        (sha256(convert_to(('lower environments, key '::text || s.id), 'UTF8'::name)))::bytea AS key_hash,
        s.key_hash AS understudy_o5,
        s.scopes,
        s.created_at,
        s.revoked_at
    FROM (
    SELECT s.id,
        s.customer_id,
        s.label,
        s.token,
        s.key_hash,
        s.scopes,
        s.created_at,
        s.revoked_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0101_4'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d4
    FROM ONLY public.api_keys AS s
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
SELECT understudy.swap_begin('0101', 'public.api_keys');
INSERT INTO public.api_keys (id, customer_id, label, token, key_hash, scopes, created_at, revoked_at) OVERRIDING SYSTEM VALUE
SELECT id, customer_id, label, token, key_hash, scopes, created_at, revoked_at FROM understudy.stage_0101;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0101', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(token) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(key_hash) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0101 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('token', t.values_0, t.equal_0),
    ('key_hash', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0101', 'public.api_keys');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0101', 'public.api_keys');
DROP TABLE IF EXISTS understudy.stage_0101;
SELECT understudy.step_done('0101');
COMMIT;
