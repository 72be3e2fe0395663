-- support: public.requesters
-- masking.yaml:30
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0123' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0123 (
  id uuid NOT NULL,
  organisation_id uuid,
  email public.mail_address NOT NULL,
  name text,
  alias character varying(80),
  phone text,
  avatar bytea,
  locale character varying(10) NOT NULL,
  last_seen_ip inet,
  "externalIds" jsonb,
  is_suspended boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0123', 'public.requesters', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.requesters IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0123');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0123', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.requesters AS s CROSS JOIN LATERAL (SELECT s.email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.requesters AS s CROSS JOIN LATERAL (SELECT s.name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.requesters AS s CROSS JOIN LATERAL (SELECT s.alias::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 2::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(2, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.requesters AS s CROSS JOIN LATERAL (SELECT s.phone::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.numbers_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.requesters AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s."externalIds"::jsonb, '$."crm"."mail"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.requesters AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s."externalIds"::jsonb, '$."logins"[*]."subject"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.requesters AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s."externalIds"::jsonb, '$."logins"[*]."mail"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0123 (id, organisation_id, email, name, alias, phone, avatar, locale, last_seen_ip, "externalIds", is_suspended, created_at, updated_at, understudy_equal)
  SELECT s.id,
    s.organisation_id,
    s.email,
    s.name,
    s.alias,
    s.phone,
    s.avatar,
    s.locale,
    s.last_seen_ip,
    s."externalIds",
    s.is_suspended,
    s.created_at,
    s.updated_at,
    CASE WHEN s.email::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.email::text <> '' AND (pg_catalog.btrim(s.understudy_o3::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.name::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.name::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.alias::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.alias::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.phone::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.phone::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.avatar::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.avatar::text <> '' THEN 16 ELSE 0 END::bigint
      | CASE WHEN s.last_seen_ip::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.last_seen_ip::text <> '' THEN 32 ELSE 0 END::bigint
      | CASE WHEN s."externalIds"::text COLLATE "C" = s.understudy_o10::text COLLATE "C" AND s."externalIds"::text <> '' THEN 64 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.organisation_id,
        (CASE WHEN understudy.has_text(s.email::text) THEN understudy.email_with_name(s.understudy_d3) WHEN s.email IS NOT NULL THEN s.email::text END)::text AS email,
        s.email AS understudy_o3,
        (CASE WHEN understudy.has_text(s.name) THEN understudy.first_name_en(s.understudy_d4) || ' ' || understudy.last_name_en(s.understudy_d4 >> 32) WHEN s.name IS NOT NULL THEN '' END)::text AS name,
        s.name AS understudy_o4,
        (CASE WHEN understudy.has_text(s.alias::text) THEN '@' || pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.substring(s.understudy_d5, 1, 16), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 12) WHEN s.alias IS NOT NULL THEN '' END)::text AS alias,
        s.alias AS understudy_o5,
        (CASE WHEN understudy.has_text(s.phone) THEN understudy.phone_gb(s.understudy_d6) WHEN s.phone IS NOT NULL THEN '' END)::text AS phone,
        s.phone AS understudy_o6,
        (NULL::pg_catalog.bytea)::bytea AS avatar,
        s.avatar AS understudy_o7,
        s.locale,
        (CASE WHEN s.last_seen_ip IS NOT NULL THEN pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(s.last_seen_ip::inet) = 6, s.understudy_d9), pg_catalog.masklen(s.last_seen_ip::inet)) END)::inet AS last_seen_ip,
        s.last_seen_ip AS understudy_o9,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'crm' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'contact' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.other_digits(m3.value, m3.bits) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d10, pg_catalog.convert_to('$.crm.contact', 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END WHEN 'mail' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.email_with_name(m3.digest) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m3v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(o1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'logins' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE pg_catalog.jsonb_typeof(a2.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n3.key, n3.value), '{}'::jsonb) FROM (SELECT o3.key, CASE o3.key COLLATE "C" WHEN 'provider' THEN o3.value WHEN 'subject' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(m4.digest, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 32) WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value, understudy.prf(s.understudy_d10, pg_catalog.convert_to('$.logins[*].subject' || '/' || a2.number, 'UTF8')) AS digest FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END WHEN 'mail' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN understudy.email_with_name(m4.digest) WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m4v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END WHEN 'addresses' THEN CASE pg_catalog.jsonb_typeof(o3.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n4.value ORDER BY n4.number), '[]'::jsonb) FROM (SELECT a4.number, CASE WHEN pg_catalog.jsonb_typeof(a4.value) = 'null' THEN a4.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m5.value) THEN pg_catalog.host(understudy.documentation_address(pg_catalog.split_part(m5.value COLLATE "C", ':', 3) <> '', m5.bits)) WHEN m5.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(a4.value)) FROM (SELECT m5v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d10, pg_catalog.convert_to('$.logins[*].addresses[*]' || '/' || a2.number || '/' || a4.number, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT a4.value #>> '{}' AS value OFFSET 0) AS m5v OFFSET 0) AS m5) END AS value FROM pg_catalog.jsonb_array_elements(o3.value) WITH ORDINALITY AS a4(value, number) OFFSET 0) AS n4 WHERE n4.value IS NOT NULL) WHEN 'null' THEN o3.value ELSE 'null'::jsonb END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(a2.value) AS o3 OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN a2.value ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE 'null'::jsonb END, 'null'::jsonb) END FROM (SELECT s."externalIds"::jsonb AS value OFFSET 0) AS d0))::jsonb AS "externalIds",
        s."externalIds" AS understudy_o10,
        s.is_suspended,
        s.created_at,
        s.updated_at
    FROM (
    SELECT s.id,
        s.organisation_id,
        s.email,
        s.name,
        s.alias,
        s.phone,
        s.avatar,
        s.locale,
        s.last_seen_ip,
        s."externalIds",
        s.is_suspended,
        s.created_at,
        s.updated_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.email::text, E' \t\n\r')), 'UTF8')) AS understudy_d3,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0123_4'), 16))::bit(64)::bigint)) AS understudy_d4,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0123_5'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d5,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0123_6'), 16))::bit(64)::bigint)) AS understudy_d6,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0123_9'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d9,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0123_10'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d10
    FROM ONLY public.requesters AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0123' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0123', 'public.requesters');
INSERT INTO public.requesters (id, organisation_id, email, name, alias, phone, avatar, locale, last_seen_ip, "externalIds", is_suspended, created_at, updated_at)
SELECT id, organisation_id, email, name, alias, phone, avatar, locale, last_seen_ip, "externalIds", is_suspended, created_at, updated_at FROM understudy.stage_0123;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0123', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(email) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(name) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(alias) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(phone) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(avatar) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4,
    pg_catalog.count(last_seen_ip) AS values_5, pg_catalog.count(*) FILTER (WHERE understudy_equal & 32 <> 0) AS equal_5,
    pg_catalog.count("externalIds") AS values_6, pg_catalog.count(*) FILTER (WHERE understudy_equal & 64 <> 0) AS equal_6
  FROM understudy.stage_0123 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('email', t.values_0, t.equal_0),
    ('name', t.values_1, t.equal_1),
    ('alias', t.values_2, t.equal_2),
    ('phone', t.values_3, t.equal_3),
    ('avatar', t.values_4, t.equal_4),
    ('last_seen_ip', t.values_5, t.equal_5),
    ('externalIds', t.values_6, t.equal_6)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0123', 'public.requesters');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0123', 'public.requesters');
DROP TABLE IF EXISTS understudy.stage_0123;
SELECT understudy.step_done('0123');
COMMIT;
