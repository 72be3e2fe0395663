-- billing: billing.accounts
-- masking.yaml:16
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id bigint NOT NULL,
  storefront_id bigint,
  kind billing.account_kind NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  billing_address billing.postal_address NOT NULL,
  delivery_addresses billing.postal_address[] NOT NULL,
  phone character varying(24),
  language character varying(5) NOT NULL,
  currency billing.currency NOT NULL,
  credit_limit billing.positive_amount,
  features bit(8) NOT NULL,
  dunning_blocked daterange,
  notes text,
  created_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'billing.accounts', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.accounts IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0100', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.accounts AS s CROSS JOIN LATERAL (SELECT s.email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY billing.accounts AS s CROSS JOIN LATERAL (SELECT s.name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 2::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(2, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.accounts AS s CROSS JOIN LATERAL (SELECT s.phone::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.numbers_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, storefront_id, kind, email, name, billing_address, delivery_addresses, phone, language, currency, credit_limit, features, dunning_blocked, notes, created_at, closed_at, understudy_equal)
  SELECT s.id,
    s.storefront_id,
    s.kind,
    s.email,
    s.name,
    s.billing_address,
    s.delivery_addresses,
    s.phone,
    s.language,
    s.currency,
    s.credit_limit,
    s.features,
    s.dunning_blocked,
    s.notes,
    s.created_at,
    s.closed_at,
    CASE WHEN s.email::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.email::text <> '' AND (pg_catalog.btrim(s.understudy_o4::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.name::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.name::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.billing_address::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.billing_address::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.delivery_addresses::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.delivery_addresses::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.phone::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.phone::text <> '' THEN 16 ELSE 0 END::bigint
      | CASE WHEN s.credit_limit::text COLLATE "C" = s.understudy_o11::text COLLATE "C" AND s.credit_limit::text <> '' THEN 32 ELSE 0 END::bigint
      | CASE WHEN s.notes::text COLLATE "C" = s.understudy_o14::text COLLATE "C" AND s.notes::text <> '' THEN 64 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.storefront_id,
        s.kind,
        (CASE WHEN understudy.has_text(s.email) THEN understudy.email_with_name(s.understudy_d4) WHEN s.email IS NOT NULL THEN s.email END)::text AS email,
        s.email AS understudy_o4,
        (CASE WHEN understudy.has_text(s.name) THEN understudy.first_name_en(s.understudy_d5) || ' ' || understudy.last_name_en(s.understudy_d5 >> 32) WHEN s.name IS NOT NULL THEN '' END)::text AS name,
        s.name AS understudy_o5,
        (ROW(('Debtor '::text || s.id), (s.id || ' Example Street'::text), '00000'::character varying(12), 'Example Town'::text, (s.billing_address).country)::billing.postal_address)::billing.postal_address AS billing_address,
        s.billing_address AS understudy_o6,
        (CASE
            WHEN (cardinality(s.delivery_addresses) > 0) THEN ARRAY[ROW(('Receiver '::text || s.id), (s.id || ' Example Street'::text), '00000'::character varying(12), 'Example Town'::text, s.delivery_addresses[1].country)::billing.postal_address]
            ELSE s.delivery_addresses
        END)::billing.postal_address[] AS delivery_addresses,
        s.delivery_addresses AS understudy_o7,
        (CASE WHEN understudy.has_text(s.phone::text) THEN understudy.phone_gb(s.understudy_d8) WHEN s.phone IS NOT NULL THEN '' END)::text AS phone,
        s.phone AS understudy_o8,
        s.language,
        s.currency,
        ((CASE WHEN s.credit_limit IS NULL OR s.credit_limit IN ('NaN', 'Infinity', '-Infinity') THEN s.credit_limit ELSE GREATEST(LEAST(GREATEST(pg_catalog.round(s.credit_limit + (CASE WHEN pg_catalog.abs(s.credit_limit) > 1e1000 THEN -pg_catalog.abs(understudy.noise(s.understudy_d11)) ELSE understudy.noise(s.understudy_d11) END)::numeric * s.credit_limit * 25e-2, pg_catalog.scale(s.credit_limit)), -pg_catalog.rpad('9', pg_catalog.length(pg_catalog.trunc(pg_catalog.abs(s.credit_limit))::text), '9')::numeric), pg_catalog.rpad('9', pg_catalog.length(pg_catalog.trunc(pg_catalog.abs(s.credit_limit))::text), '9')::numeric), 0::numeric) END)::pg_catalog."numeric")::billing.positive_amount AS credit_limit,
        s.credit_limit AS understudy_o11,
        s.features,
        s.dunning_blocked,
        (CASE WHEN understudy.has_text(s.notes) THEN understudy.words_like(s.notes, s.understudy_d14) WHEN s.notes IS NOT NULL THEN '' END)::text AS notes,
        s.notes AS understudy_o14,
        s.created_at,
        s.closed_at
    FROM (
    SELECT s.id,
        s.storefront_id,
        s.kind,
        s.email,
        s.name,
        s.billing_address,
        s.delivery_addresses,
        s.phone,
        s.language,
        s.currency,
        s.credit_limit,
        s.features,
        s.dunning_blocked,
        s.notes,
        s.created_at,
        s.closed_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.email::text, E' \t\n\r')), 'UTF8')) AS understudy_d4,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_5'), 16))::bit(64)::bigint)) AS understudy_d5,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_8'), 16))::bit(64)::bigint)) AS understudy_d8,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_11'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d11,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_14'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d14
    FROM ONLY billing.accounts AS s
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
SELECT understudy.swap_begin('0100', 'billing.accounts');
INSERT INTO billing.accounts (id, storefront_id, kind, email, name, billing_address, delivery_addresses, phone, language, currency, credit_limit, features, dunning_blocked, notes, created_at, closed_at) OVERRIDING SYSTEM VALUE
SELECT id, storefront_id, kind, email, name, billing_address, delivery_addresses, phone, language, currency, credit_limit, features, dunning_blocked, notes, created_at, closed_at FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(email) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(name) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(billing_address) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(delivery_addresses) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(phone) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4,
    pg_catalog.count(credit_limit) AS values_5, pg_catalog.count(*) FILTER (WHERE understudy_equal & 32 <> 0) AS equal_5,
    pg_catalog.count(notes) AS values_6, pg_catalog.count(*) FILTER (WHERE understudy_equal & 64 <> 0) AS equal_6
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('email', t.values_0, t.equal_0),
    ('name', t.values_1, t.equal_1),
    ('billing_address', t.values_2, t.equal_2),
    ('delivery_addresses', t.values_3, t.equal_3),
    ('phone', t.values_4, t.equal_4),
    ('credit_limit', t.values_5, t.equal_5),
    ('notes', t.values_6, t.equal_6)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'billing.accounts');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'billing.accounts');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
