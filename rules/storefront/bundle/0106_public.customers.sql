-- storefront: public.customers
-- masking.yaml:11
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0106' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0106 (
  id bigint NOT NULL,
  public_id uuid NOT NULL,
  email text NOT NULL,
  username text NOT NULL,
  salutation text,
  first_name text NOT NULL,
  last_name text NOT NULL,
  phone character varying(24),
  date_of_birth date,
  loyalty_card character(19),
  country_code character(2) NOT NULL,
  status public.customer_status NOT NULL,
  last_ip inet,
  password_hash text NOT NULL,
  totp_secret text,
  reset_token text,
  referral_code text NOT NULL,
  notes text,
  search tsvector,
  preferences jsonb NOT NULL,
  tags text[] NOT NULL,
  marketing_consent boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0106', 'public.customers', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.customers IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0106');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0106', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.customers AS s CROSS JOIN LATERAL (SELECT s.email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.customers AS s CROSS JOIN LATERAL (SELECT s.first_name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.customers AS s CROSS JOIN LATERAL (SELECT s.last_name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 2::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(2, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.customers AS s CROSS JOIN LATERAL (SELECT s.phone::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.numbers_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.customers AS s CROSS JOIN LATERAL (SELECT s.referral_code::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.customers AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.preferences::jsonb, '$."contact"."email"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 2::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(2, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.customers AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.preferences::jsonb, '$."contact"."phone"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.numbers_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0106 (id, public_id, email, username, salutation, first_name, last_name, phone, date_of_birth, loyalty_card, country_code, status, last_ip, password_hash, totp_secret, reset_token, referral_code, notes, search, preferences, tags, marketing_consent, created_at, updated_at, closed_at, understudy_equal)
  SELECT s.id,
    s.public_id,
    s.email,
    s.username,
    s.salutation,
    s.first_name,
    s.last_name,
    s.phone,
    s.date_of_birth,
    s.loyalty_card,
    s.country_code,
    s.status,
    s.last_ip,
    s.password_hash,
    s.totp_secret,
    s.reset_token,
    s.referral_code,
    s.notes,
    CASE WHEN s.understudy_kept THEN s.understudy_o20 ELSE (to_tsvector('simple'::regconfig, ((((s.first_name || ' '::text) || s.last_name) || ' '::text) || COALESCE(s.notes, ''::text))))::tsvector END AS search,
    s.preferences,
    s.tags,
    s.marketing_consent,
    s.created_at,
    s.updated_at,
    s.closed_at,
    CASE WHEN NOT s.understudy_kept THEN CASE WHEN s.public_id::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.public_id::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.email::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.email::text <> '' AND (pg_catalog.btrim(s.understudy_o3::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.username::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.username::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.salutation::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.salutation::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.first_name::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.first_name::text <> '' THEN 16 ELSE 0 END::bigint
      | CASE WHEN s.last_name::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.last_name::text <> '' THEN 32 ELSE 0 END::bigint
      | CASE WHEN s.phone::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.phone::text <> '' THEN 64 ELSE 0 END::bigint
      | CASE WHEN s.date_of_birth::text COLLATE "C" = s.understudy_o10::text COLLATE "C" AND s.date_of_birth::text <> '' AND (NOT pg_catalog.isfinite(s.understudy_o10)) IS NOT TRUE THEN 128 ELSE 0 END::bigint
      | CASE WHEN s.loyalty_card::text COLLATE "C" = s.understudy_o11::text COLLATE "C" AND s.loyalty_card::text <> '' AND (s.understudy_o11::text COLLATE "C" !~ '[0-9]') IS NOT TRUE THEN 256 ELSE 0 END::bigint
      | CASE WHEN s.last_ip::text COLLATE "C" = s.understudy_o14::text COLLATE "C" AND s.last_ip::text <> '' THEN 512 ELSE 0 END::bigint
      | CASE WHEN s.password_hash::text COLLATE "C" = s.understudy_o15::text COLLATE "C" AND s.password_hash::text <> '' THEN 1024 ELSE 0 END::bigint
      | CASE WHEN s.totp_secret::text COLLATE "C" = s.understudy_o16::text COLLATE "C" AND s.totp_secret::text <> '' THEN 2048 ELSE 0 END::bigint
      | CASE WHEN s.reset_token::text COLLATE "C" = s.understudy_o17::text COLLATE "C" AND s.reset_token::text <> '' AND (pg_catalog.btrim(s.understudy_o17::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 4096 ELSE 0 END::bigint
      | CASE WHEN s.referral_code::text COLLATE "C" = s.understudy_o18::text COLLATE "C" AND s.referral_code::text <> '' AND (pg_catalog.btrim(s.understudy_o18::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 8192 ELSE 0 END::bigint
      | CASE WHEN s.notes::text COLLATE "C" = s.understudy_o19::text COLLATE "C" AND s.notes::text <> '' THEN 16384 ELSE 0 END::bigint
      | CASE WHEN s.preferences::text COLLATE "C" = s.understudy_o21::text COLLATE "C" AND s.preferences::text <> '' THEN 32768 ELSE 0 END::bigint
      | CASE WHEN s.tags::text COLLATE "C" = s.understudy_o22::text COLLATE "C" AND s.tags::text <> '' THEN 65536 ELSE 0 END::bigint END AS understudy_equal
  FROM (
    SELECT s.id,
        CASE WHEN s.understudy_kept THEN s.public_id ELSE (CASE WHEN s.public_id IS NOT NULL THEN understudy.uuid_of(s.understudy_d2) END)::uuid END AS public_id,
        s.public_id AS understudy_o2,
        CASE WHEN s.understudy_kept THEN s.email ELSE (CASE WHEN understudy.has_text(s.email) THEN understudy.email_with_name(s.understudy_d3) WHEN s.email IS NOT NULL THEN s.email END)::text END AS email,
        s.email AS understudy_o3,
        CASE WHEN s.understudy_kept THEN s.username ELSE (('user-'::text || s.id))::text END AS username,
        s.username AS understudy_o4,
        CASE WHEN s.understudy_kept THEN s.salutation ELSE (CASE WHEN understudy.has_text(s.salutation) THEN CASE (s.understudy_d5 & 2147483647) % 3 WHEN 0 THEN 'Ms'::pg_catalog.text WHEN 1 THEN 'Mr'::pg_catalog.text WHEN 2 THEN 'Mx'::pg_catalog.text END WHEN s.salutation IS NOT NULL THEN '' END)::text END AS salutation,
        s.salutation AS understudy_o5,
        CASE WHEN s.understudy_kept THEN s.first_name ELSE (CASE WHEN understudy.has_text(s.first_name) THEN understudy.first_name_en(s.understudy_d6) WHEN s.first_name IS NOT NULL THEN '' END)::text END AS first_name,
        s.first_name AS understudy_o6,
        CASE WHEN s.understudy_kept THEN s.last_name ELSE (CASE WHEN understudy.has_text(s.last_name) THEN understudy.last_name_en(s.understudy_d7) WHEN s.last_name IS NOT NULL THEN '' END)::text END AS last_name,
        s.last_name AS understudy_o7,
        CASE WHEN s.understudy_kept THEN s.phone ELSE (CASE WHEN understudy.has_text(s.phone::text) THEN understudy.phone_gb(s.understudy_d9) WHEN s.phone IS NOT NULL THEN '' END)::text END AS phone,
        s.phone AS understudy_o9,
        CASE WHEN s.understudy_kept THEN s.date_of_birth ELSE (understudy.shift_date(s.date_of_birth, (1 + (s.understudy_d10 & 2147483647) % 180)::integer * CASE WHEN s.understudy_d10 < 0 THEN -1 ELSE 1 END))::date END AS date_of_birth,
        s.date_of_birth AS understudy_o10,
        CASE WHEN s.understudy_kept THEN s.loyalty_card ELSE (CASE WHEN understudy.has_text(s.loyalty_card::text) THEN understudy.other_digits(s.loyalty_card::text, s.understudy_d11) WHEN s.loyalty_card IS NOT NULL THEN '' END)::text END AS loyalty_card,
        s.loyalty_card AS understudy_o11,
        s.country_code,
        s.status,
        CASE WHEN s.understudy_kept THEN s.last_ip ELSE (CASE WHEN s.last_ip IS NOT NULL THEN pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(s.last_ip::inet) = 6, s.understudy_d14), pg_catalog.masklen(s.last_ip::inet)) END)::inet END AS last_ip,
        s.last_ip AS understudy_o14,
        CASE WHEN s.understudy_kept THEN s.password_hash ELSE (CASE WHEN s.password_hash IS NOT NULL THEN pg_catalog.current_setting('understudy.parameter.lower_password_hash')::pg_catalog.text END)::text END AS password_hash,
        s.password_hash AS understudy_o15,
        CASE WHEN s.understudy_kept THEN s.totp_secret ELSE (NULL::pg_catalog.text)::text END AS totp_secret,
        s.totp_secret AS understudy_o16,
        CASE WHEN s.understudy_kept THEN s.reset_token ELSE (NULL::pg_catalog.text)::text END AS reset_token,
        s.reset_token AS understudy_o17,
        CASE WHEN s.understudy_kept THEN s.referral_code ELSE (CASE WHEN understudy.has_text(s.referral_code) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.substring(s.understudy_d18, 1, 16), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 20) WHEN s.referral_code IS NOT NULL THEN s.referral_code END)::text END AS referral_code,
        s.referral_code AS understudy_o18,
        CASE WHEN s.understudy_kept THEN s.notes ELSE (CASE WHEN understudy.has_text(s.notes) THEN understudy.words_like(s.notes, s.understudy_d19) WHEN s.notes IS NOT NULL THEN '' END)::text END AS notes,
        s.notes AS understudy_o19,
        s.search AS understudy_o20,
        CASE WHEN s.understudy_kept THEN s.preferences ELSE ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'contact' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'email' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.email_with_name(m3.digest) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m3v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END WHEN 'phone' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.phone_gb(m3.bits) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, pg_catalog.hashtextextended('$.contact.phone', ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d21, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END ELSE o2.value END AS value FROM pg_catalog.jsonb_each(o1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE o1.value END WHEN 'devices' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE pg_catalog.jsonb_typeof(a2.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n3.key, n3.value), '{}'::jsonb) FROM (SELECT o3.key, CASE o3.key COLLATE "C" WHEN 'ip' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN pg_catalog.host(understudy.documentation_address(pg_catalog.split_part(m4.value COLLATE "C", ':', 3) <> '', m4.bits)) WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d21, pg_catalog.convert_to('$.devices[*].ip' || '/' || a2.number, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END WHEN 'name' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN m4.value IS NOT NULL THEN 'device'::pg_catalog.text END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END ELSE o3.value END AS value FROM pg_catalog.jsonb_each(a2.value) AS o3 OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN a2.value ELSE a2.value END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE o1.value END ELSE o1.value END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE d0.value END, 'null'::jsonb) END FROM (SELECT s.preferences::jsonb AS value OFFSET 0) AS d0))::jsonb END AS preferences,
        s.preferences AS understudy_o21,
        CASE WHEN s.understudy_kept THEN s.tags ELSE (CASE WHEN pg_catalog.cardinality(s.tags) > 0 THEN (SELECT understudy.array_in_shape(pg_catalog.array_agg((CASE WHEN understudy.has_text(e.value) THEN CASE (e.bits & 2147483647) % 5 WHEN 0 THEN 'first order'::pg_catalog.text WHEN 1 THEN 'returning'::pg_catalog.text WHEN 2 THEN 'wholesale'::pg_catalog.text WHEN 3 THEN 'press'::pg_catalog.text WHEN 4 THEN 'dormant'::pg_catalog.text END WHEN e.value IS NOT NULL THEN '' END)::pg_catalog.text ORDER BY e.number), pg_catalog.array_dims(s.tags)) FROM (SELECT ev.value, ev.number, pg_catalog.hashtextextended(ev.number::text, s.understudy_d22) AS bits FROM pg_catalog.unnest(s.tags) WITH ORDINALITY AS ev(value, number) OFFSET 0) AS e) ELSE s.tags::pg_catalog.text[] END)::text[] END AS tags,
        s.tags AS understudy_o22,
        s.marketing_consent,
        s.created_at,
        s.updated_at,
        s.closed_at,
        s.understudy_kept
    FROM (
    SELECT s.id,
        s.public_id,
        s.email,
        s.username,
        s.salutation,
        s.first_name,
        s.last_name,
        s.phone,
        s.date_of_birth,
        s.loyalty_card,
        s.country_code,
        s.status,
        s.last_ip,
        s.password_hash,
        s.totp_secret,
        s.reset_token,
        s.referral_code,
        s.notes,
        s.search,
        s.preferences,
        s.tags,
        s.marketing_consent,
        s.created_at,
        s.updated_at,
        s.closed_at,
        ((s.email ~~ '%@storefront.example'::text)) IS TRUE AS understudy_kept,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0106_2'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d2,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.email::text, E' \t\n\r')), 'UTF8')) AS understudy_d3,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0106_5'), 16))::bit(64)::bigint)) AS understudy_d5,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0106_6'), 16))::bit(64)::bigint)) AS understudy_d6,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0106_7'), 16))::bit(64)::bigint)) AS understudy_d7,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0106_9'), 16))::bit(64)::bigint)) AS understudy_d9,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0106_10'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d10,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0106_11'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d11,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0106_14'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d14,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0106_18'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d18,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0106_19'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d19,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0106_21'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d21,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0106_22'), 16))::bit(64)::bigint)) AS understudy_d22
    FROM ONLY public.customers AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0106' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0106', 'public.customers');
INSERT INTO public.customers (id, public_id, email, username, salutation, first_name, last_name, phone, date_of_birth, loyalty_card, country_code, status, last_ip, password_hash, totp_secret, reset_token, referral_code, notes, search, preferences, tags, marketing_consent, created_at, updated_at, closed_at) OVERRIDING SYSTEM VALUE
SELECT id, public_id, email, username, salutation, first_name, last_name, phone, date_of_birth, loyalty_card, country_code, status, last_ip, password_hash, totp_secret, reset_token, referral_code, notes, search, preferences, tags, marketing_consent, created_at, updated_at, closed_at FROM understudy.stage_0106;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0106', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(public_id) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(email) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(username) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(salutation) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(first_name) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4,
    pg_catalog.count(last_name) AS values_5, pg_catalog.count(*) FILTER (WHERE understudy_equal & 32 <> 0) AS equal_5,
    pg_catalog.count(phone) AS values_6, pg_catalog.count(*) FILTER (WHERE understudy_equal & 64 <> 0) AS equal_6,
    pg_catalog.count(date_of_birth) AS values_7, pg_catalog.count(*) FILTER (WHERE understudy_equal & 128 <> 0) AS equal_7,
    pg_catalog.count(loyalty_card) AS values_8, pg_catalog.count(*) FILTER (WHERE understudy_equal & 256 <> 0) AS equal_8,
    pg_catalog.count(last_ip) AS values_9, pg_catalog.count(*) FILTER (WHERE understudy_equal & 512 <> 0) AS equal_9,
    pg_catalog.count(password_hash) AS values_10, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1024 <> 0) AS equal_10,
    pg_catalog.count(totp_secret) AS values_11, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2048 <> 0) AS equal_11,
    pg_catalog.count(reset_token) AS values_12, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4096 <> 0) AS equal_12,
    pg_catalog.count(referral_code) AS values_13, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8192 <> 0) AS equal_13,
    pg_catalog.count(notes) AS values_14, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16384 <> 0) AS equal_14,
    pg_catalog.count(preferences) AS values_15, pg_catalog.count(*) FILTER (WHERE understudy_equal & 32768 <> 0) AS equal_15,
    pg_catalog.count(tags) AS values_16, pg_catalog.count(*) FILTER (WHERE understudy_equal & 65536 <> 0) AS equal_16,
    pg_catalog.count(*) AS masked_rows
  FROM understudy.stage_0106 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('public_id', t.values_0, t.equal_0),
    ('email', t.values_1, t.equal_1),
    ('username', t.values_2, t.equal_2),
    ('salutation', t.values_3, t.equal_3),
    ('first_name', t.values_4, t.equal_4),
    ('last_name', t.values_5, t.equal_5),
    ('phone', t.values_6, t.equal_6),
    ('date_of_birth', t.values_7, t.equal_7),
    ('loyalty_card', t.values_8, t.equal_8),
    ('last_ip', t.values_9, t.equal_9),
    ('password_hash', t.values_10, t.equal_10),
    ('totp_secret', t.values_11, t.equal_11),
    ('reset_token', t.values_12, t.equal_12),
    ('referral_code', t.values_13, t.equal_13),
    ('notes', t.values_14, t.equal_14),
    ('preferences', t.values_15, t.equal_15),
    ('tags', t.values_16, t.equal_16),
    ('', t.masked_rows, 0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0106', 'public.customers');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0106', 'public.customers');
DROP TABLE IF EXISTS understudy.stage_0106;
SELECT understudy.step_done('0106');
COMMIT;
