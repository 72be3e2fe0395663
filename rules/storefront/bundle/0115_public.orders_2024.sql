-- storefront: public.orders_2024
-- masking.yaml:99
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0115' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0115 (
  id bigint NOT NULL,
  placed_at timestamp with time zone NOT NULL,
  customer_id bigint NOT NULL,
  shipping_address_id bigint,
  contact_email public.email_address,
  status public.order_status NOT NULL,
  currency public.currency_code NOT NULL,
  total numeric(12,2) NOT NULL,
  client_ip inet,
  "deliveryNote" text,
  updated_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0115', 'public.orders_2024', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.orders_2024 IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0115');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0115', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.orders_2024 AS s CROSS JOIN LATERAL (SELECT s.contact_email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0115 (id, placed_at, customer_id, shipping_address_id, contact_email, status, currency, total, client_ip, "deliveryNote", updated_at, understudy_equal)
  SELECT s.id,
    s.placed_at,
    s.customer_id,
    s.shipping_address_id,
    s.contact_email,
    s.status,
    s.currency,
    s.total,
    s.client_ip,
    s."deliveryNote",
    s.updated_at,
    CASE WHEN s.contact_email::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.contact_email::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.client_ip::text COLLATE "C" = s.understudy_o10::text COLLATE "C" AND s.client_ip::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s."deliveryNote"::text COLLATE "C" = s.understudy_o11::text COLLATE "C" AND s."deliveryNote"::text <> '' THEN 4 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.placed_at,
        s.customer_id,
        s.shipping_address_id,
        (CASE WHEN understudy.has_text(s.contact_email::text) THEN understudy.email_with_name(s.understudy_d6) WHEN s.contact_email IS NOT NULL THEN '' END)::text AS contact_email,
        s.contact_email AS understudy_o6,
        s.status,
        s.currency,
        s.total,
        (CASE WHEN s.client_ip IS NOT NULL THEN pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(s.client_ip::inet) = 6, s.understudy_d10), pg_catalog.masklen(s.client_ip::inet)) END)::inet AS client_ip,
        s.client_ip AS understudy_o10,
        (CASE WHEN understudy.has_text(s."deliveryNote") THEN understudy.words_like(s."deliveryNote", s.understudy_d11) WHEN s."deliveryNote" IS NOT NULL THEN '' END)::text AS "deliveryNote",
        s."deliveryNote" AS understudy_o11,
        s.updated_at
    FROM (
    SELECT s.id,
        s.placed_at,
        s.customer_id,
        s.shipping_address_id,
        s.contact_email,
        s.status,
        s.currency,
        s.total,
        s.client_ip,
        s."deliveryNote",
        s.updated_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.contact_email::text, E' \t\n\r')), 'UTF8')) AS understudy_d6,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0115_10'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.id::text)::text || ':' || s.id::text, '-') || coalesce(pg_catalog.octet_length(s.placed_at::text)::text || ':' || s.placed_at::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d10,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0115_11'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.id::text)::text || ':' || s.id::text, '-') || coalesce(pg_catalog.octet_length(s.placed_at::text)::text || ':' || s.placed_at::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d11
    FROM ONLY public.orders_2024 AS s
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
SELECT understudy.swap_begin('0115', 'public.orders_2024');
INSERT INTO public.orders_2024 (id, placed_at, customer_id, shipping_address_id, contact_email, status, currency, total, client_ip, "deliveryNote", updated_at)
SELECT id, placed_at, customer_id, shipping_address_id, contact_email, status, currency, total, client_ip, "deliveryNote", updated_at FROM understudy.stage_0115;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0115', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(contact_email) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(client_ip) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count("deliveryNote") AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2
  FROM understudy.stage_0115 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('contact_email', t.values_0, t.equal_0),
    ('client_ip', t.values_1, t.equal_1),
    ('deliveryNote', t.values_2, t.equal_2)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0115', 'public.orders_2024');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0115', 'public.orders_2024');
DROP TABLE IF EXISTS understudy.stage_0115;
SELECT understudy.step_done('0115');
COMMIT;
