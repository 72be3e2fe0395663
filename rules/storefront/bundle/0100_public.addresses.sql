-- storefront: public.addresses
-- masking.yaml:62
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id bigint NOT NULL,
  customer_id bigint NOT NULL,
  label text NOT NULL,
  recipient text NOT NULL,
  company text,
  street text NOT NULL,
  city text NOT NULL,
  postal_code character varying(10) NOT NULL,
  country_code character(2) NOT NULL,
  phone text,
  delivery_note text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.addresses', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.addresses IN SHARE ROW EXCLUSIVE MODE;

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
        FROM ONLY public.addresses AS s CROSS JOIN LATERAL (SELECT s.recipient::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 2::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(2, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.addresses AS s CROSS JOIN LATERAL (SELECT s.phone::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.numbers_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, customer_id, label, recipient, company, street, city, postal_code, country_code, phone, delivery_note, created_at, updated_at, understudy_equal)
  SELECT s.id,
    s.customer_id,
    s.label,
    s.recipient,
    s.company,
    s.street,
    s.city,
    s.postal_code,
    s.country_code,
    s.phone,
    s.delivery_note,
    s.created_at,
    s.updated_at,
    CASE WHEN s.recipient::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.recipient::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.company::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.company::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.street::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.street::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.city::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.city::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.postal_code::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.postal_code::text <> '' AND (s.understudy_o8::text COLLATE "C" !~ '[0-9]') IS NOT TRUE THEN 16 ELSE 0 END::bigint
      | CASE WHEN s.phone::text COLLATE "C" = s.understudy_o10::text COLLATE "C" AND s.phone::text <> '' THEN 32 ELSE 0 END::bigint
      | CASE WHEN s.delivery_note::text COLLATE "C" = s.understudy_o11::text COLLATE "C" AND s.delivery_note::text <> '' THEN 64 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.customer_id,
        s.label,
        (CASE WHEN understudy.has_text(s.recipient) THEN understudy.first_name_en(s.understudy_d4) || ' ' || understudy.last_name_en(s.understudy_d4 >> 32) WHEN s.recipient IS NOT NULL THEN '' END)::text AS recipient,
        s.recipient AS understudy_o4,
        (CASE WHEN s.company IS NOT NULL THEN 'Example Trading Ltd'::pg_catalog.text END)::text AS company,
        s.company AS understudy_o5,
        (CASE WHEN understudy.has_text(s.street) THEN (1 + (s.understudy_d6 >> 32 & 2147483647) % 199)::text || ' ' || understudy.street_en(s.understudy_d6) WHEN s.street IS NOT NULL THEN '' END)::text AS street,
        s.street AS understudy_o6,
        (CASE WHEN understudy.has_text(s.city) THEN understudy.city_en(s.understudy_d7) WHEN s.city IS NOT NULL THEN '' END)::text AS city,
        s.city AS understudy_o7,
        (CASE WHEN understudy.has_text(s.postal_code::text) THEN understudy.other_digits(s.postal_code::text, s.understudy_d8) WHEN s.postal_code IS NOT NULL THEN '' END)::text AS postal_code,
        s.postal_code AS understudy_o8,
        s.country_code,
        (CASE WHEN understudy.has_text(s.phone) THEN understudy.phone_gb(s.understudy_d10) WHEN s.phone IS NOT NULL THEN '' END)::text AS phone,
        s.phone AS understudy_o10,
        (CASE WHEN understudy.has_text(s.delivery_note) THEN understudy.words_like(s.delivery_note, s.understudy_d11) WHEN s.delivery_note IS NOT NULL THEN '' END)::text AS delivery_note,
        s.delivery_note AS understudy_o11,
        s.created_at,
        s.updated_at
    FROM (
    SELECT s.id,
        s.customer_id,
        s.label,
        s.recipient,
        s.company,
        s.street,
        s.city,
        s.postal_code,
        s.country_code,
        s.phone,
        s.delivery_note,
        s.created_at,
        s.updated_at,
        pg_catalog.hashtextextended(s.customer_id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_4'), 16))::bit(64)::bigint)) AS understudy_d4,
        pg_catalog.hashtextextended(s.customer_id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_6'), 16))::bit(64)::bigint)) AS understudy_d6,
        pg_catalog.hashtextextended(s.customer_id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_7'), 16))::bit(64)::bigint)) AS understudy_d7,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_8'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d8,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_10'), 16))::bit(64)::bigint)) AS understudy_d10,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_11'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d11
    FROM ONLY public.addresses AS s
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
SELECT understudy.swap_begin('0100', 'public.addresses');
INSERT INTO public.addresses (id, customer_id, label, recipient, company, street, city, postal_code, country_code, phone, delivery_note, created_at, updated_at) OVERRIDING SYSTEM VALUE
SELECT id, customer_id, label, recipient, company, street, city, postal_code, country_code, phone, delivery_note, created_at, updated_at FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(recipient) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(company) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(street) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(city) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(postal_code) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4,
    pg_catalog.count(phone) AS values_5, pg_catalog.count(*) FILTER (WHERE understudy_equal & 32 <> 0) AS equal_5,
    pg_catalog.count(delivery_note) AS values_6, pg_catalog.count(*) FILTER (WHERE understudy_equal & 64 <> 0) AS equal_6
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('recipient', t.values_0, t.equal_0),
    ('company', t.values_1, t.equal_1),
    ('street', t.values_2, t.equal_2),
    ('city', t.values_3, t.equal_3),
    ('postal_code', t.values_4, t.equal_4),
    ('phone', t.values_5, t.equal_5),
    ('delivery_note', t.values_6, t.equal_6)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.addresses');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.addresses');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
