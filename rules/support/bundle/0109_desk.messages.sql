-- support: desk.messages
-- masking.yaml:104
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0109' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0109 (
  id uuid NOT NULL,
  ticket_id bigint NOT NULL,
  author_id uuid,
  agent_id integer,
  "fromAddress" public.mail_address,
  is_public boolean NOT NULL,
  body text NOT NULL,
  body_html text,
  headers jsonb,
  created_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0109', 'desk.messages', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY desk.messages IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0109');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0109', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.messages AS s CROSS JOIN LATERAL (SELECT s."fromAddress"::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.messages AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.headers::jsonb, '$."message-id"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY desk.messages AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.headers::jsonb, '$."from"."name"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.messages AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.headers::jsonb, '$."from"."mail"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY desk.messages AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.headers::jsonb, '$."to"[*]."name"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.messages AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.headers::jsonb, '$."to"[*]."mail"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.messages AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.headers::jsonb, '$."cc"[*]') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY desk.messages AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.headers::jsonb, '$."authors"[*]."name"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.messages AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.headers::jsonb, '$."authors"[*]."mail"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0109 (id, ticket_id, author_id, agent_id, "fromAddress", is_public, body, body_html, headers, created_at, understudy_equal)
  SELECT s.id,
    s.ticket_id,
    s.author_id,
    s.agent_id,
    s."fromAddress",
    s.is_public,
    s.body,
    s.body_html,
    s.headers,
    s.created_at,
    CASE WHEN s."fromAddress"::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s."fromAddress"::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.body::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.body::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.body_html::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.body_html::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.headers::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.headers::text <> '' THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.ticket_id,
        s.author_id,
        s.agent_id,
        (CASE WHEN understudy.has_text(s."fromAddress"::text) THEN understudy.email_with_name(s.understudy_d5) WHEN s."fromAddress" IS NOT NULL THEN '' END)::text AS "fromAddress",
        s."fromAddress" AS understudy_o5,
        s.is_public,
        (CASE WHEN understudy.has_text(s.body) THEN understudy.words_like(s.body, s.understudy_d7) WHEN s.body IS NOT NULL THEN '' END)::text AS body,
        s.body AS understudy_o7,
        (CASE WHEN understudy.has_text(s.body_html) THEN understudy.words_like(s.body_html, s.understudy_d8) WHEN s.body_html IS NOT NULL THEN '' END)::text AS body_html,
        s.body_html AS understudy_o8,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'message-id' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN pg_catalog.left(pg_catalog.encode(pg_catalog.substring(m2.digest, 1, 16), 'hex'), 32) WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, understudy.prf(s.understudy_d9, pg_catalog.convert_to('$.message-id', 'UTF8')) AS digest FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END WHEN 'from' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'name' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.first_name_en(m3.bits) || ' ' || understudy.last_name_en(m3.bits >> 32) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, pg_catalog.hashtextextended('$.from.name', ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d9, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END WHEN 'mail' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.email_with_name(m3.digest) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m3v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(o1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'to' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE pg_catalog.jsonb_typeof(a2.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n3.key, n3.value), '{}'::jsonb) FROM (SELECT o3.key, CASE o3.key COLLATE "C" WHEN 'name' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN understudy.first_name_en(m4.bits) || ' ' || understudy.last_name_en(m4.bits >> 32) WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value, pg_catalog.hashtextextended('$.to[*].name' || '/' || a2.number, ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d9, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END WHEN 'mail' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN understudy.email_with_name(m4.digest) WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m4v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(a2.value) AS o3 OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN a2.value ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'cc' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE WHEN pg_catalog.jsonb_typeof(a2.value) = 'null' THEN a2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.email_with_name(m3.digest) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(a2.value)) FROM (SELECT m3v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m3v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT a2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'received' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE pg_catalog.jsonb_typeof(a2.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n3.key, n3.value), '{}'::jsonb) FROM (SELECT o3.key, CASE o3.key COLLATE "C" WHEN 'by' THEN o3.value WHEN 'ip' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN pg_catalog.host(understudy.documentation_address(pg_catalog.split_part(m4.value COLLATE "C", ':', 3) <> '', m4.bits)) WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d9, pg_catalog.convert_to('$.received[*].ip' || '/' || a2.number, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(a2.value) AS o3 OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN a2.value ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'spam' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'score' THEN o2.value WHEN 'tests' THEN CASE pg_catalog.jsonb_typeof(o2.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n3.value ORDER BY n3.number), '[]'::jsonb) FROM (SELECT a3.number, a3.value AS value FROM pg_catalog.jsonb_array_elements(o2.value) WITH ORDINALITY AS a3(value, number) OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN o2.value ELSE 'null'::jsonb END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(o1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'authors' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE pg_catalog.jsonb_typeof(a2.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n3.key, n3.value), '{}'::jsonb) FROM (SELECT o3.key, CASE o3.key COLLATE "C" WHEN 'name' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN understudy.first_name_en(m4.bits) || ' ' || understudy.last_name_en(m4.bits >> 32) WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value, pg_catalog.hashtextextended('$.authors[*].name' || '/' || a2.number, ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d9, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END WHEN 'mail' THEN CASE WHEN pg_catalog.jsonb_typeof(o3.value) = 'null' THEN o3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN understudy.email_with_name(m4.digest) WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o3.value)) FROM (SELECT m4v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m4v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END WHEN 'edits' THEN CASE pg_catalog.jsonb_typeof(o3.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n4.value ORDER BY n4.number), '[]'::jsonb) FROM (SELECT a4.number, CASE pg_catalog.jsonb_typeof(a4.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n5.key, n5.value), '{}'::jsonb) FROM (SELECT o5.key, CASE o5.key COLLATE "C" WHEN 'at' THEN o5.value WHEN 'ip' THEN CASE WHEN pg_catalog.jsonb_typeof(o5.value) = 'null' THEN o5.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m6.value) THEN pg_catalog.host(understudy.documentation_address(pg_catalog.split_part(m6.value COLLATE "C", ':', 3) <> '', m6.bits)) WHEN m6.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o5.value)) FROM (SELECT m6v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d9, pg_catalog.convert_to('$.authors[*].edits[*].ip' || '/' || a2.number || '/' || a4.number, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT o5.value #>> '{}' AS value OFFSET 0) AS m6v OFFSET 0) AS m6) END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(a4.value) AS o5 OFFSET 0) AS n5 WHERE n5.value IS NOT NULL) WHEN 'null' THEN a4.value ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_array_elements(o3.value) WITH ORDINALITY AS a4(value, number) OFFSET 0) AS n4 WHERE n4.value IS NOT NULL) WHEN 'null' THEN o3.value ELSE 'null'::jsonb END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(a2.value) AS o3 OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN a2.value ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE 'null'::jsonb END, 'null'::jsonb) END FROM (SELECT s.headers::jsonb AS value OFFSET 0) AS d0))::jsonb AS headers,
        s.headers AS understudy_o9,
        s.created_at
    FROM (
    SELECT s.id,
        s.ticket_id,
        s.author_id,
        s.agent_id,
        s."fromAddress",
        s.is_public,
        s.body,
        s.body_html,
        s.headers,
        s.created_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s."fromAddress"::text, E' \t\n\r')), 'UTF8')) AS understudy_d5,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0109_7'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d7,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0109_8'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d8,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0109_9'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d9
    FROM ONLY desk.messages AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0109' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0109', 'desk.messages');
INSERT INTO desk.messages (id, ticket_id, author_id, agent_id, "fromAddress", is_public, body, body_html, headers, created_at)
SELECT id, ticket_id, author_id, agent_id, "fromAddress", is_public, body, body_html, headers, created_at FROM understudy.stage_0109;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0109', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count("fromAddress") AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(body) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(body_html) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(headers) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0109 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('fromAddress', t.values_0, t.equal_0),
    ('body', t.values_1, t.equal_1),
    ('body_html', t.values_2, t.equal_2),
    ('headers', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0109', 'desk.messages');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0109', 'desk.messages');
DROP TABLE IF EXISTS understudy.stage_0109;
SELECT understudy.step_done('0109');
COMMIT;
