-- storefront: public.payments
-- masking.yaml:130
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0118' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0118 (
  id uuid NOT NULL,
  order_id bigint NOT NULL,
  placed_at timestamp with time zone NOT NULL,
  method text NOT NULL,
  amount numeric(12,2) NOT NULL,
  holder_name text,
  iban character varying(34),
  card_last4 character(4),
  provider_token character varying(64),
  gift_card_code character varying(24),
  provider_response jsonb,
  paid_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0118', 'public.payments', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.payments IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0118');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0118', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.payments AS s CROSS JOIN LATERAL (SELECT s.holder_name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 4::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(4, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.payments AS s CROSS JOIN LATERAL (SELECT s.iban::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.accounts_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.payments AS s CROSS JOIN LATERAL (SELECT s.provider_token::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.payments AS s CROSS JOIN LATERAL (SELECT s.gift_card_code::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.payments AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.provider_response::jsonb, '$."token"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.payments AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.provider_response::jsonb, '$."payer"."name"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.payments AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.provider_response::jsonb, '$."payer"."email"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0118 (id, order_id, placed_at, method, amount, holder_name, iban, card_last4, provider_token, gift_card_code, provider_response, paid_at, understudy_equal)
  SELECT s.id,
    s.order_id,
    s.placed_at,
    s.method,
    s.amount,
    s.holder_name,
    s.iban,
    s.card_last4,
    s.provider_token,
    s.gift_card_code,
    s.provider_response,
    s.paid_at,
    CASE WHEN s.holder_name::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.holder_name::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.iban::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.iban::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.card_last4::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.card_last4::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.provider_token::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.provider_token::text <> '' AND (pg_catalog.btrim(s.understudy_o9::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.gift_card_code::text COLLATE "C" = s.understudy_o10::text COLLATE "C" AND s.gift_card_code::text <> '' AND (pg_catalog.btrim(s.understudy_o10::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 16 ELSE 0 END::bigint
      | CASE WHEN s.provider_response::text COLLATE "C" = s.understudy_o11::text COLLATE "C" AND s.provider_response::text <> '' THEN 32 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.order_id,
        s.placed_at,
        s.method,
        s.amount,
        (CASE WHEN understudy.has_text(s.holder_name) THEN understudy.first_name_en(s.understudy_d6) || ' ' || understudy.last_name_en(s.understudy_d6 >> 32) WHEN s.holder_name IS NOT NULL THEN '' END)::text AS holder_name,
        s.holder_name AS understudy_o6,
        (CASE WHEN understudy.has_text(s.iban::text) THEN CASE WHEN pg_catalog.length(s.iban::text) > 4 THEN pg_catalog.left(s.iban::text, 2) || pg_catalog.repeat('*', pg_catalog.length(s.iban::text) - 4) || pg_catalog.right(s.iban::text, 2) ELSE pg_catalog.repeat('*', pg_catalog.length(s.iban::text)) END WHEN s.iban IS NOT NULL THEN '' END)::text AS iban,
        s.iban AS understudy_o7,
        (CASE WHEN s.card_last4 IS NOT NULL THEN '4242'::pg_catalog.bpchar END)::text AS card_last4,
        s.card_last4 AS understudy_o8,
        (CASE WHEN understudy.has_text(s.provider_token::text) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d9, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 32) WHEN s.provider_token IS NOT NULL THEN s.provider_token::text END)::text AS provider_token,
        s.provider_token AS understudy_o9,
        (CASE WHEN understudy.has_text(s.gift_card_code::text) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d10, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 24) WHEN s.gift_card_code IS NOT NULL THEN s.gift_card_code::text END)::text AS gift_card_code,
        s.gift_card_code AS understudy_o10,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'token' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(m2.digest, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 32) WHEN m2.value IS NOT NULL THEN m2.value END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_payment_5ftoken'), 'hex')), pg_catalog.convert_to(m2v.value::text, 'UTF8')) AS digest FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END WHEN 'payer' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'name' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.first_name_en(m3.bits) || ' ' || understudy.last_name_en(m3.bits >> 32) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, pg_catalog.hashtextextended('$.payer.name', ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d11, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END WHEN 'email' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.email_with_name(m3.digest) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m3v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(o1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'status' THEN o1.value WHEN 'attempts' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE pg_catalog.jsonb_typeof(a2.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n3.key, n3.value), '{}'::jsonb) FROM (SELECT o3.key, CASE o3.key COLLATE "C" WHEN 'status' THEN o3.value ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(a2.value) AS o3 OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN a2.value ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE 'null'::jsonb END, 'null'::jsonb) END FROM (SELECT s.provider_response::jsonb AS value OFFSET 0) AS d0))::jsonb AS provider_response,
        s.provider_response AS understudy_o11,
        s.paid_at
    FROM (
    SELECT s.id,
        s.order_id,
        s.placed_at,
        s.method,
        s.amount,
        s.holder_name,
        s.iban,
        s.card_last4,
        s.provider_token,
        s.gift_card_code,
        s.provider_response,
        s.paid_at,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0118_6'), 16))::bit(64)::bigint)) AS understudy_d6,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_payment_5ftoken'), 'hex')), pg_catalog.convert_to(s.provider_token::text, 'UTF8')) AS understudy_d9,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_column_20public_2egift_5fcards_2ecode'), 'hex')), pg_catalog.convert_to(s.gift_card_code::text, 'UTF8')) AS understudy_d10,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0118_11'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d11
    FROM ONLY public.payments AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0118' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0118', 'public.payments');
INSERT INTO public.payments (id, order_id, placed_at, method, amount, holder_name, iban, card_last4, provider_token, gift_card_code, provider_response, paid_at)
SELECT id, order_id, placed_at, method, amount, holder_name, iban, card_last4, provider_token, gift_card_code, provider_response, paid_at FROM understudy.stage_0118;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0118', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(holder_name) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(iban) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(card_last4) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(provider_token) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(gift_card_code) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4,
    pg_catalog.count(provider_response) AS values_5, pg_catalog.count(*) FILTER (WHERE understudy_equal & 32 <> 0) AS equal_5
  FROM understudy.stage_0118 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('holder_name', t.values_0, t.equal_0),
    ('iban', t.values_1, t.equal_1),
    ('card_last4', t.values_2, t.equal_2),
    ('provider_token', t.values_3, t.equal_3),
    ('gift_card_code', t.values_4, t.equal_4),
    ('provider_response', t.values_5, t.equal_5)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0118', 'public.payments');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0118', 'public.payments');
DROP TABLE IF EXISTS understudy.stage_0118;
SELECT understudy.step_done('0118');
COMMIT;
