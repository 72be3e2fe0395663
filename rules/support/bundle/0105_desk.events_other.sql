-- support: desk.events_other
-- masking.yaml:181
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0105' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0105 (
  id bigint NOT NULL,
  kind text NOT NULL,
  happened_at timestamp with time zone NOT NULL,
  ticket_id bigint,
  actor text,
  ip inet,
  payload jsonb,
  understudy_equal bigint
);
SELECT understudy.begin_table('0105', 'desk.events_other', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY desk.events_other IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0105');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0105', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.events_other AS s CROSS JOIN LATERAL (SELECT s.actor::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.events_other AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.payload::jsonb, '$."by"."mail"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY desk.events_other AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.payload::jsonb, '$."by"."name"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.events_other AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.payload::jsonb, '$."mails"[*]') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.events_other AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.payload::jsonb, '$."tried"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0105 (id, kind, happened_at, ticket_id, actor, ip, payload, understudy_equal)
  SELECT s.id,
    s.kind,
    s.happened_at,
    s.ticket_id,
    s.actor,
    s.ip,
    s.payload,
    CASE WHEN s.actor::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.actor::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.ip::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.ip::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.payload::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.payload::text <> '' THEN 4 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.kind,
        s.happened_at,
        s.ticket_id,
        (CASE WHEN understudy.has_text(s.actor) THEN understudy.email_with_name(s.understudy_d5) WHEN s.actor IS NOT NULL THEN '' END)::text AS actor,
        s.actor AS understudy_o5,
        (CASE WHEN s.ip IS NOT NULL THEN pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(s.ip::inet) = 6, s.understudy_d6), pg_catalog.masklen(s.ip::inet)) END)::inet AS ip,
        s.ip AS understudy_o6,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'by' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'mail' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.email_with_name(m3.digest) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m3v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END WHEN 'name' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.first_name_en(m3.bits) || ' ' || understudy.last_name_en(m3.bits >> 32) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, pg_catalog.hashtextextended('$.by.name', ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d7, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(o1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'changes' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE pg_catalog.jsonb_typeof(a2.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n3.key, n3.value), '{}'::jsonb) FROM (SELECT o3.key, CASE o3.key COLLATE "C" WHEN 'field' THEN o3.value ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(a2.value) AS o3 OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN a2.value ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'into' THEN o1.value WHEN 'mails' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE WHEN pg_catalog.jsonb_typeof(a2.value) = 'null' THEN a2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.email_with_name(m3.digest) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(a2.value)) FROM (SELECT m3v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m3v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT a2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'tried' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN understudy.email_with_name(m2.digest) WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(m2v.value::text, E' \t\n\r')), 'UTF8')) AS digest FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE 'null'::jsonb END, 'null'::jsonb) END FROM (SELECT s.payload::jsonb AS value OFFSET 0) AS d0))::jsonb AS payload,
        s.payload AS understudy_o7
    FROM (
    SELECT s.id,
        s.kind,
        s.happened_at,
        s.ticket_id,
        s.actor,
        s.ip,
        s.payload,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.actor::text, E' \t\n\r')), 'UTF8')) AS understudy_d5,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0105_6'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.kind::text)::text || ':' || s.kind::text, '-') || coalesce(pg_catalog.octet_length(s.id::text)::text || ':' || s.id::text, '-') || coalesce(pg_catalog.octet_length(s.happened_at::text)::text || ':' || s.happened_at::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d6,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0105_7'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.kind::text)::text || ':' || s.kind::text, '-') || coalesce(pg_catalog.octet_length(s.id::text)::text || ':' || s.id::text, '-') || coalesce(pg_catalog.octet_length(s.happened_at::text)::text || ':' || s.happened_at::text, '-'), 'UTF8')) AS understudy_d7
    FROM ONLY desk.events_other AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0105' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0105', 'desk.events_other');
INSERT INTO desk.events_other (id, kind, happened_at, ticket_id, actor, ip, payload)
SELECT id, kind, happened_at, ticket_id, actor, ip, payload FROM understudy.stage_0105;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0105', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(actor) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(ip) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(payload) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2
  FROM understudy.stage_0105 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('actor', t.values_0, t.equal_0),
    ('ip', t.values_1, t.equal_1),
    ('payload', t.values_2, t.equal_2)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0105', 'desk.events_other');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0105', 'desk.events_other');
DROP TABLE IF EXISTS understudy.stage_0105;
SELECT understudy.step_done('0105');
COMMIT;
