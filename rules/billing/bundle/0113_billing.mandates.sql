-- billing: billing.mandates
-- masking.yaml:60
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0113' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0113 (
  id integer NOT NULL,
  reference character varying(35) NOT NULL,
  account_id bigint NOT NULL,
  bank_account_id integer,
  signed_on date NOT NULL,
  signed_by text NOT NULL,
  signed_from inet,
  signature bytea,
  revoked_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0113', 'billing.mandates', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.mandates IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0113');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0113', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.mandates AS s CROSS JOIN LATERAL (SELECT s.reference::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY billing.mandates AS s CROSS JOIN LATERAL (SELECT s.signed_by::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0113 (id, reference, account_id, bank_account_id, signed_on, signed_by, signed_from, signature, revoked_at, understudy_equal)
  SELECT s.id,
    s.reference,
    s.account_id,
    s.bank_account_id,
    s.signed_on,
    s.signed_by,
    s.signed_from,
    s.signature,
    s.revoked_at,
    CASE WHEN s.reference::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.reference::text <> '' AND (pg_catalog.btrim(s.understudy_o2::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.signed_by::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.signed_by::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.signed_from::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.signed_from::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.signature::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.signature::text <> '' THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN understudy.has_text(s.reference::text) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d2, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 30) WHEN s.reference IS NOT NULL THEN s.reference::text END)::text AS reference,
        s.reference AS understudy_o2,
        s.account_id,
        s.bank_account_id,
        s.signed_on,
        (CASE WHEN understudy.has_text(s.signed_by) THEN understudy.first_name_en(s.understudy_d6) || ' ' || understudy.last_name_en(s.understudy_d6 >> 32) WHEN s.signed_by IS NOT NULL THEN '' END)::text AS signed_by,
        s.signed_by AS understudy_o6,
        (CASE WHEN s.signed_from IS NOT NULL THEN pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(s.signed_from::inet) = 6, s.understudy_d7), pg_catalog.masklen(s.signed_from::inet)) END)::inet AS signed_from,
        s.signed_from AS understudy_o7,
        (NULL::pg_catalog.bytea)::bytea AS signature,
        s.signature AS understudy_o8,
        s.revoked_at
    FROM (
    SELECT s.id,
        s.reference,
        s.account_id,
        s.bank_account_id,
        s.signed_on,
        s.signed_by,
        s.signed_from,
        s.signature,
        s.revoked_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_column_20billing_2emandates_2ereference'), 'hex')), pg_catalog.convert_to(s.reference::text, 'UTF8')) AS understudy_d2,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0113_6'), 16))::bit(64)::bigint)) AS understudy_d6,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0113_7'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d7
    FROM ONLY billing.mandates AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0113' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0113', 'billing.mandates');
INSERT INTO billing.mandates (id, reference, account_id, bank_account_id, signed_on, signed_by, signed_from, signature, revoked_at) OVERRIDING SYSTEM VALUE
SELECT id, reference, account_id, bank_account_id, signed_on, signed_by, signed_from, signature, revoked_at FROM understudy.stage_0113;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0113', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(reference) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(signed_by) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(signed_from) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(signature) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0113 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('reference', t.values_0, t.equal_0),
    ('signed_by', t.values_1, t.equal_1),
    ('signed_from', t.values_2, t.equal_2),
    ('signature', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0113', 'billing.mandates');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0113', 'billing.mandates');
DROP TABLE IF EXISTS understudy.stage_0113;
SELECT understudy.step_done('0113');
COMMIT;
