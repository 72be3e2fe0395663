-- support: public.organisations
-- masking.yaml:12
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0121' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0121 (
  id uuid NOT NULL,
  name text NOT NULL,
  "domainNames" text[] NOT NULL,
  "billingContact" public.mail_address,
  notes text,
  settings jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0121', 'public.organisations', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.organisations IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0121');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0121', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.organisations AS s CROSS JOIN LATERAL (SELECT s."billingContact"::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.organisations AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.settings::jsonb, '$."sso"."secret"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.organisations AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.settings::jsonb, '$."contacts"[*]."name"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.organisations AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.settings::jsonb, '$."contacts"[*]."mail"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 2::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(2, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.organisations AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.settings::jsonb, '$."contacts"[*]."phones"[*]') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.numbers_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0121 (id, name, "domainNames", "billingContact", notes, settings, created_at, updated_at, understudy_equal)
  SELECT s.id,
    s.name,
    s."domainNames",
    s."billingContact",
    s.notes,
    s.settings,
    s.created_at,
    s.updated_at,
    CASE WHEN s.name::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.name::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s."domainNames"::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s."domainNames"::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s."billingContact"::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s."billingContact"::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.notes::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.notes::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.settings::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.settings::text <> '' THEN 16 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (('Organisation '::text || "left"((s.id)::text, 8)))::text AS name,
        s.name AS understudy_o2,
        (CASE WHEN pg_catalog.cardinality(s."domainNames") > 0 THEN (SELECT understudy.array_in_shape(pg_catalog.array_agg((CASE WHEN e.value IS NOT NULL THEN 'example.org'::pg_catalog.text END)::pg_catalog.text ORDER BY e.number), pg_catalog.array_dims(s."domainNames")) FROM (SELECT ev.value, ev.number FROM pg_catalog.unnest(s."domainNames") WITH ORDINALITY AS ev(value, number) OFFSET 0) AS e) ELSE s."domainNames"::pg_catalog.text[] END)::text[] AS "domainNames",
        s."domainNames" AS understudy_o3,
        (CASE WHEN understudy.has_text(s."billingContact"::text) THEN understudy.email_with_name(s.understudy_d4) WHEN s."billingContact" IS NOT NULL THEN '' END)::text AS "billingContact",
        s."billingContact" AS understudy_o4,
        (CASE WHEN understudy.has_text(s.notes) THEN understudy.words_like(s.notes, s.understudy_d5) WHEN s.notes IS NOT NULL THEN '' END)::text AS notes,
        s.notes AS understudy_o5,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'plan' THEN o1.value WHEN 'sso' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'issuer' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN m3.value IS NOT NULL THEN 'https://login.invalid/'::pg_catalog.text END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END WHEN 'secret' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(m3.digest, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 40) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, understudy.prf(s.understudy_d6, pg_catalog.convert_to('$.sso.secret', 'UTF8')) AS digest FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_each(o1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE NULL::jsonb END WHEN 'contacts' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE pg_catalog.jsonb_typeof(a2.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n3.key, n3.value), '{}'::jsonb) FROM (SELECT o3.key, CASE o3.key COLLATE "C" WHEN 'name' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN understudy.first_name_en(m4.bits) || ' ' || understudy.last_name_en(m4.bits >> 32) WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value, pg_catalog.hashtextextended('$.contacts[*].name' || '/' || a2.number, ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d6, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END WHEN 'mail' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN understudy.email_with_name(m4.digest) WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m4v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END WHEN 'phones' THEN CASE pg_catalog.jsonb_typeof(o3.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n4.value ORDER BY n4.number), '[]'::jsonb) FROM (SELECT a4.number, CASE WHEN pg_catalog.jsonb_typeof(a4.value) = 'null' THEN a4.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m5.value) THEN understudy.phone_de(m5.bits) WHEN m5.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(a4.value)) FROM (SELECT m5v.value, pg_catalog.hashtextextended('$.contacts[*].phones[*]' || '/' || a2.number || '/' || a4.number, ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d6, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT a4.value #>> '{}' AS value OFFSET 0) AS m5v OFFSET 0) AS m5) END AS value FROM pg_catalog.jsonb_array_elements(o3.value) WITH ORDINALITY AS a4(value, number) OFFSET 0) AS n4 WHERE n4.value IS NOT NULL) WHEN 'null' THEN o3.value ELSE NULL::jsonb END ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_each(a2.value) AS o3 OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN a2.value ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE NULL::jsonb END ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE NULL::jsonb END, 'null'::jsonb) END FROM (SELECT s.settings::jsonb AS value OFFSET 0) AS d0))::jsonb AS settings,
        s.settings AS understudy_o6,
        s.created_at,
        s.updated_at
    FROM (
    SELECT s.id,
        s.name,
        s."domainNames",
        s."billingContact",
        s.notes,
        s.settings,
        s.created_at,
        s.updated_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s."billingContact"::text, E' \t\n\r')), 'UTF8')) AS understudy_d4,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0121_5'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d5,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0121_6'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d6
    FROM ONLY public.organisations AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0121' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0121', 'public.organisations');
INSERT INTO public.organisations (id, name, "domainNames", "billingContact", notes, settings, created_at, updated_at)
SELECT id, name, "domainNames", "billingContact", notes, settings, created_at, updated_at FROM understudy.stage_0121;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0121', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(name) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count("domainNames") AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count("billingContact") AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(notes) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(settings) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4
  FROM understudy.stage_0121 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('name', t.values_0, t.equal_0),
    ('domainNames', t.values_1, t.equal_1),
    ('billingContact', t.values_2, t.equal_2),
    ('notes', t.values_3, t.equal_3),
    ('settings', t.values_4, t.equal_4)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0121', 'public.organisations');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0121', 'public.organisations');
DROP TABLE IF EXISTS understudy.stage_0121;
SELECT understudy.step_done('0121');
COMMIT;
