-- support: desk.tickets
-- masking.yaml:76
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0115' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0115 (
  id bigint NOT NULL,
  number bigint NOT NULL,
  requester_id uuid NOT NULL,
  organisation_id uuid,
  assignee_id integer,
  merged_into bigint,
  subject text NOT NULL,
  status desk.ticket_status NOT NULL,
  priority desk.priority_level NOT NULL,
  channel desk.channel NOT NULL,
  tags desk.tag[] NOT NULL,
  cc text[] NOT NULL,
  custom_fields jsonb NOT NULL,
  via_ip inet,
  last_words text,
  search tsvector,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  solved_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0115', 'desk.tickets', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY desk.tickets IN SHARE ROW EXCLUSIVE MODE;

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
        FROM ONLY desk.tickets AS s CROSS JOIN LATERAL (SELECT v.value::text AS value FROM pg_catalog.unnest(s.cc) AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY desk.tickets AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.custom_fields::jsonb, '$."Serial/No"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY desk.tickets AS s CROSS JOIN LATERAL (SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(s.custom_fields::jsonb, '$.*."person"') AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0115 (id, number, requester_id, organisation_id, assignee_id, merged_into, subject, status, priority, channel, tags, cc, custom_fields, via_ip, last_words, search, created_at, updated_at, solved_at, understudy_equal)
  SELECT s.id,
    s.number,
    s.requester_id,
    s.organisation_id,
    s.assignee_id,
    s.merged_into,
    s.subject,
    s.status,
    s.priority,
    s.channel,
    s.tags,
    s.cc,
    s.custom_fields,
    s.via_ip,
    s.last_words,
    ((setweight(to_tsvector('simple'::regconfig, s.subject), 'A'::"char") || to_tsvector('simple'::regconfig, COALESCE(s.last_words, ''::text))))::tsvector AS search,
    s.created_at,
    s.updated_at,
    s.solved_at,
    CASE WHEN s.subject::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.subject::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.tags::text COLLATE "C" = s.understudy_o11::text COLLATE "C" AND s.tags::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.cc::text COLLATE "C" = s.understudy_o12::text COLLATE "C" AND s.cc::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.custom_fields::text COLLATE "C" = s.understudy_o13::text COLLATE "C" AND s.custom_fields::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.via_ip::text COLLATE "C" = s.understudy_o14::text COLLATE "C" AND s.via_ip::text <> '' THEN 16 ELSE 0 END::bigint
      | CASE WHEN s.last_words::text COLLATE "C" = s.understudy_o15::text COLLATE "C" AND s.last_words::text <> '' THEN 32 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.number,
        s.requester_id,
        s.organisation_id,
        s.assignee_id,
        s.merged_into,
        (CASE WHEN understudy.has_text(s.subject) THEN understudy.words_like(s.subject, s.understudy_d7) WHEN s.subject IS NOT NULL THEN '' END)::text AS subject,
        s.subject AS understudy_o7,
        s.status,
        s.priority,
        s.channel,
        (CASE WHEN pg_catalog.cardinality(s.tags) > 0 THEN (SELECT understudy.array_in_shape(pg_catalog.array_agg((CASE WHEN understudy.has_text(e.value::text) THEN CASE (e.bits & 2147483647) % 3 WHEN 0 THEN 'question'::pg_catalog."varchar" WHEN 1 THEN 'complaint'::pg_catalog."varchar" WHEN 2 THEN 'praise'::pg_catalog."varchar" END WHEN e.value IS NOT NULL THEN '' END)::pg_catalog."varchar" ORDER BY e.number), pg_catalog.array_dims(s.tags)) FROM (SELECT ev.value, ev.number, pg_catalog.hashtextextended(ev.number::text, s.understudy_d11) AS bits FROM pg_catalog.unnest(s.tags) WITH ORDINALITY AS ev(value, number) OFFSET 0) AS e) ELSE s.tags::pg_catalog."varchar"[] END)::desk.tag[] AS tags,
        s.tags AS understudy_o11,
        (CASE WHEN pg_catalog.cardinality(s.cc) > 0 THEN (SELECT understudy.array_in_shape(pg_catalog.array_agg((CASE WHEN understudy.has_text(e.value) THEN understudy.email_with_name(e.digest) WHEN e.value IS NOT NULL THEN '' END)::pg_catalog.text ORDER BY e.number), pg_catalog.array_dims(s.cc)) FROM (SELECT ev.value, ev.number, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(ev.value::text::text, E' \t\n\r')), 'UTF8')) AS digest FROM pg_catalog.unnest(s.cc) WITH ORDINALITY AS ev(value, number) OFFSET 0) AS e) ELSE s.cc::pg_catalog.text[] END)::text[] AS cc,
        s.cc AS understudy_o12,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'Order no.' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN understudy.other_digits(m2.value, m2.bits) WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d13, pg_catalog.convert_to('$.Order no.', 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END WHEN 'Serial/No' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN pg_catalog.left(pg_catalog.encode(pg_catalog.substring(m2.digest, 1, 16), 'hex'), 32) WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value, understudy.prf(s.understudy_d13, pg_catalog.convert_to('$.Serial/No', 'UTF8')) AS digest FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END WHEN 'amount' THEN o1.value WHEN 'vip' THEN o1.value ELSE CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'person' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.first_name_en(m3.bits) || ' ' || understudy.last_name_en(m3.bits >> 32) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value, pg_catalog.hashtextextended('$.*.person' || '/' || o1.key, ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d13, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END WHEN 'lines' THEN CASE pg_catalog.jsonb_typeof(o2.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n3.value ORDER BY n3.number), '[]'::jsonb) FROM (SELECT a3.number, CASE WHEN pg_catalog.jsonb_typeof(a3.value) = 'null' THEN a3.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m4.value) THEN understudy.sentence(m4.bits) || CASE WHEN (m4.bits >> 48 & 32767) % 3 >= 1 THEN ' ' || understudy.sentence(m4.bits >> 16) ELSE '' END || CASE WHEN (m4.bits >> 48 & 32767) % 3 >= 2 THEN ' ' || understudy.sentence(m4.bits >> 32) ELSE '' END WHEN m4.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(a3.value)) FROM (SELECT m4v.value, pg_catalog.hashtextextended('$.*.lines[*]' || '/' || o1.key || '/' || a3.number, ('x' || pg_catalog.encode(pg_catalog.substring(s.understudy_d13, 1, 8), 'hex'))::bit(64)::bigint) AS bits FROM (SELECT a3.value #>> '{}' AS value OFFSET 0) AS m4v OFFSET 0) AS m4) END AS value FROM pg_catalog.jsonb_array_elements(o2.value) WITH ORDINALITY AS a3(value, number) OFFSET 0) AS n3 WHERE n3.value IS NOT NULL) WHEN 'null' THEN o2.value ELSE NULL::jsonb END ELSE NULL::jsonb END AS value FROM pg_catalog.jsonb_each(o1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE NULL::jsonb END END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE NULL::jsonb END, 'null'::jsonb) END FROM (SELECT s.custom_fields::jsonb AS value OFFSET 0) AS d0))::jsonb AS custom_fields,
        s.custom_fields AS understudy_o13,
        (CASE WHEN s.via_ip IS NOT NULL THEN pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(s.via_ip::inet) = 6, s.understudy_d14), pg_catalog.masklen(s.via_ip::inet)) END)::inet AS via_ip,
        s.via_ip AS understudy_o14,
        (CASE WHEN understudy.has_text(s.last_words) THEN understudy.words_like(s.last_words, s.understudy_d15) WHEN s.last_words IS NOT NULL THEN '' END)::text AS last_words,
        s.last_words AS understudy_o15,
        s.created_at,
        s.updated_at,
        s.solved_at
    FROM (
    SELECT s.id,
        s.number,
        s.requester_id,
        s.organisation_id,
        s.assignee_id,
        s.merged_into,
        s.subject,
        s.status,
        s.priority,
        s.channel,
        s.tags,
        s.cc,
        s.custom_fields,
        s.via_ip,
        s.last_words,
        s.search,
        s.created_at,
        s.updated_at,
        s.solved_at,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0115_7'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d7,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0115_11'), 16))::bit(64)::bigint)) AS understudy_d11,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0115_13'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d13,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0115_14'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d14,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0115_15'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d15
    FROM ONLY desk.tickets AS s
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
SELECT understudy.swap_begin('0115', 'desk.tickets');
INSERT INTO desk.tickets (id, number, requester_id, organisation_id, assignee_id, merged_into, subject, status, priority, channel, tags, cc, custom_fields, via_ip, last_words, search, created_at, updated_at, solved_at) OVERRIDING SYSTEM VALUE
SELECT id, number, requester_id, organisation_id, assignee_id, merged_into, subject, status, priority, channel, tags, cc, custom_fields, via_ip, last_words, search, created_at, updated_at, solved_at FROM understudy.stage_0115;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0115', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(subject) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(tags) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(cc) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(custom_fields) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(via_ip) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4,
    pg_catalog.count(last_words) AS values_5, pg_catalog.count(*) FILTER (WHERE understudy_equal & 32 <> 0) AS equal_5
  FROM understudy.stage_0115 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('subject', t.values_0, t.equal_0),
    ('tags', t.values_1, t.equal_1),
    ('cc', t.values_2, t.equal_2),
    ('custom_fields', t.values_3, t.equal_3),
    ('via_ip', t.values_4, t.equal_4),
    ('last_words', t.values_5, t.equal_5)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0115', 'desk.tickets');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0115', 'desk.tickets');
DROP TABLE IF EXISTS understudy.stage_0115;
SELECT understudy.step_done('0115');
COMMIT;
