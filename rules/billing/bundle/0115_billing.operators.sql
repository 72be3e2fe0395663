-- billing: billing.operators
-- masking.yaml:182
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0115' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0115 (
  id integer NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  may text[] NOT NULL,
  password_hash text NOT NULL,
  totp_secret text,
  api_key_digest bytea,
  signature_image bytea,
  understudy_equal bigint
);
SELECT understudy.begin_table('0115', 'billing.operators', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.operators IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0115');
WITH staged AS (
  INSERT INTO understudy.stage_0115 (id, email, name, may, password_hash, totp_secret, api_key_digest, signature_image, understudy_equal)
  SELECT s.id,
    s.email,
    s.name,
    s.may,
    s.password_hash,
    s.totp_secret,
    s.api_key_digest,
    s.signature_image,
    CASE WHEN s.password_hash::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.password_hash::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.totp_secret::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.totp_secret::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.api_key_digest::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.api_key_digest::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.signature_image::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.signature_image::text <> '' THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.email,
        s.name,
        s.may,
        (CASE WHEN s.password_hash IS NOT NULL THEN pg_catalog.current_setting('understudy.parameter.lower_password_hash')::pg_catalog.text END)::text AS password_hash,
        s.password_hash AS understudy_o5,
        (NULL::pg_catalog.text)::text AS totp_secret,
        s.totp_secret AS understudy_o6,
        (sha256(convert_to(('lower environments, operator '::text || s.id), 'UTF8'::name)))::bytea AS api_key_digest,
        s.api_key_digest AS understudy_o7,
        (NULL::pg_catalog.bytea)::bytea AS signature_image,
        s.signature_image AS understudy_o8
    FROM (
    SELECT s.id,
        s.email,
        s.name,
        s.may,
        s.password_hash,
        s.totp_secret,
        s.api_key_digest,
        s.signature_image
    FROM ONLY billing.operators AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0115' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0115', 'billing.operators');
INSERT INTO billing.operators (id, email, name, may, password_hash, totp_secret, api_key_digest, signature_image) OVERRIDING SYSTEM VALUE
SELECT id, email, name, may, password_hash, totp_secret, api_key_digest, signature_image FROM understudy.stage_0115;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0115', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(password_hash) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(totp_secret) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(api_key_digest) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(signature_image) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0115 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('password_hash', t.values_0, t.equal_0),
    ('totp_secret', t.values_1, t.equal_1),
    ('api_key_digest', t.values_2, t.equal_2),
    ('signature_image', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0115', 'billing.operators');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0115', 'billing.operators');
DROP TABLE IF EXISTS understudy.stage_0115;
SELECT understudy.step_done('0115');
COMMIT;
