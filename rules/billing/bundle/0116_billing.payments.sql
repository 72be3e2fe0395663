-- billing: billing.payments
-- masking.yaml:125
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0116' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0116 (
  id uuid NOT NULL,
  account_id bigint NOT NULL,
  method billing.payment_method NOT NULL,
  amount billing.positive_amount NOT NULL,
  currency billing.currency NOT NULL,
  payer_name text,
  payer_iban billing.iban,
  psp_token character varying(64),
  remittance text,
  received_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0116', 'billing.payments', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.payments IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0116');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0116', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY billing.payments AS s CROSS JOIN LATERAL (SELECT s.payer_name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 4::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(4, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.payments AS s CROSS JOIN LATERAL (SELECT s.payer_iban::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.accounts_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.payments AS s CROSS JOIN LATERAL (SELECT s.psp_token::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0116 (id, account_id, method, amount, currency, payer_name, payer_iban, psp_token, remittance, received_at, understudy_equal)
  SELECT s.id,
    s.account_id,
    s.method,
    s.amount,
    s.currency,
    s.payer_name,
    s.payer_iban,
    s.psp_token,
    s.remittance,
    s.received_at,
    CASE WHEN s.payer_name::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.payer_name::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.payer_iban::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.payer_iban::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.psp_token::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.psp_token::text <> '' AND (pg_catalog.btrim(s.understudy_o8::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.remittance::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.remittance::text <> '' THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.account_id,
        s.method,
        s.amount,
        s.currency,
        (CASE WHEN understudy.has_text(s.payer_name) THEN understudy.first_name_en(s.understudy_d6) || ' ' || understudy.last_name_en(s.understudy_d6 >> 32) WHEN s.payer_name IS NOT NULL THEN '' END)::text AS payer_name,
        s.payer_name AS understudy_o6,
        (CASE WHEN understudy.has_text(s.payer_iban::text) THEN understudy.in_form(s.payer_iban::text, understudy.iban_of(pg_catalog.upper(pg_catalog.left(pg_catalog.ltrim(s.payer_iban::text), 2) COLLATE "C"), s.understudy_d7)) WHEN s.payer_iban IS NOT NULL THEN '' END)::text AS payer_iban,
        s.payer_iban AS understudy_o7,
        (CASE WHEN understudy.has_text(s.psp_token::text) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d8, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 32) WHEN s.psp_token IS NOT NULL THEN s.psp_token::text END)::text AS psp_token,
        s.psp_token AS understudy_o8,
        (CASE WHEN understudy.has_text(s.remittance) THEN understudy.words_like(s.remittance, s.understudy_d9) WHEN s.remittance IS NOT NULL THEN '' END)::text AS remittance,
        s.remittance AS understudy_o9,
        s.received_at
    FROM (
    SELECT s.id,
        s.account_id,
        s.method,
        s.amount,
        s.currency,
        s.payer_name,
        s.payer_iban,
        s.psp_token,
        s.remittance,
        s.received_at,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0116_6'), 16))::bit(64)::bigint)) AS understudy_d6,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_bank_5faccount'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.payer_iban::text, E' \t\n\r')), 'UTF8')) AS understudy_d7,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_payment_5ftoken'), 'hex')), pg_catalog.convert_to(s.psp_token::text, 'UTF8')) AS understudy_d8,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0116_9'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d9
    FROM ONLY billing.payments AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0116' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0116', 'billing.payments');
INSERT INTO billing.payments (id, account_id, method, amount, currency, payer_name, payer_iban, psp_token, remittance, received_at)
SELECT id, account_id, method, amount, currency, payer_name, payer_iban, psp_token, remittance, received_at FROM understudy.stage_0116;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0116', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(payer_name) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(payer_iban) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(psp_token) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(remittance) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0116 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('payer_name', t.values_0, t.equal_0),
    ('payer_iban', t.values_1, t.equal_1),
    ('psp_token', t.values_2, t.equal_2),
    ('remittance', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0116', 'billing.payments');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0116', 'billing.payments');
DROP TABLE IF EXISTS understudy.stage_0116;
SELECT understudy.step_done('0116');
COMMIT;
