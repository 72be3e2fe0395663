-- corpus: public.people
-- masking.yaml:8
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0101' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0101 (
  id integer NOT NULL,
  email text,
  name text,
  accent text,
  lines text,
  mixed text,
  drawn text,
  told text,
  town text,
  computed text,
  body jsonb,
  "'; DROP TABLE canary; --" text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0101', 'public.people', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.people IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0101');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0101', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.people AS s CROSS JOIN LATERAL (SELECT s.email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND (((s.name = 'x''; DROP TABLE canary; --'::text) OR (s.name = ''' or 1=1; --'::text))) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0101 (id, email, name, accent, lines, mixed, drawn, told, town, computed, body, "'; DROP TABLE canary; --", understudy_equal)
  SELECT s.id,
    s.email,
    s.name,
    s.accent,
    s.lines,
    s.mixed,
    s.drawn,
    s.told,
    s.town,
    s.computed,
    s.body,
    s."'; DROP TABLE canary; --",
    CASE WHEN NOT s.understudy_kept THEN CASE WHEN s.email::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.email::text <> '' AND (pg_catalog.btrim(s.understudy_o2::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.name::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.name::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.accent::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.accent::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.lines::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.lines::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.mixed::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.mixed::text <> '' THEN 16 ELSE 0 END::bigint
      | CASE WHEN s.drawn::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.drawn::text <> '' THEN 32 ELSE 0 END::bigint
      | CASE WHEN s.told::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.told::text <> '' THEN 64 ELSE 0 END::bigint
      | CASE WHEN s.town::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.town::text <> '' THEN 128 ELSE 0 END::bigint
      | CASE WHEN s.computed::text COLLATE "C" = s.understudy_o10::text COLLATE "C" AND s.computed::text <> '' THEN 256 ELSE 0 END::bigint
      | CASE WHEN s.body::text COLLATE "C" = s.understudy_o11::text COLLATE "C" AND s.body::text <> '' THEN 512 ELSE 0 END::bigint END AS understudy_equal
  FROM (
    SELECT s.id,
        CASE WHEN s.understudy_kept THEN s.email ELSE (CASE WHEN understudy.has_text(s.email) THEN understudy.email_with_name(s.understudy_d2) WHEN s.email IS NOT NULL THEN s.email END)::text END AS email,
        s.email AS understudy_o2,
        CASE WHEN s.understudy_kept THEN s.name ELSE (CASE WHEN understudy.has_text(s.name) THEN CASE (s.understudy_d3 & 2147483647) % 4 WHEN 0 THEN '''; DROP TABLE canary; --'::pg_catalog.text WHEN 1 THEN E'\\''; DROP TABLE canary; --'::pg_catalog.text WHEN 2 THEN '$$ $catalog$ $body$'::pg_catalog.text WHEN 3 THEN ':''id'' :id :"id" %s %1$s {x}'::pg_catalog.text END WHEN s.name IS NOT NULL THEN '' END)::text END AS name,
        s.name AS understudy_o3,
        CASE WHEN s.understudy_kept THEN s.accent ELSE (CASE WHEN s.accent IS NOT NULL THEN 'x''́; DROP TABLE canary; --'::pg_catalog.text END)::text END AS accent,
        s.accent AS understudy_o4,
        CASE WHEN s.understudy_kept THEN s.lines ELSE (CASE WHEN s.lines IS NOT NULL THEN E'a
\\gexec
\\! touch /tmp/understudy-injected
''
;DROP TABLE canary;'::pg_catalog.text END)::text END AS lines,
        s.lines AS understudy_o5,
        CASE WHEN s.understudy_kept THEN s.mixed ELSE (CASE WHEN s.mixed IS NOT NULL THEN E'\\́'' || (SELECT 1/0) || ''‍ ’ ＇ ‘'::pg_catalog.text END)::text END AS mixed,
        s.mixed AS understudy_o6,
        CASE WHEN s.understudy_kept THEN s.drawn ELSE (CASE WHEN understudy.has_text(s.drawn) THEN '''; ' || pg_catalog.left(pg_catalog.translate(pg_catalog.encode(pg_catalog.substring(pg_catalog.sha256(pg_catalog.substring(s.understudy_d7, 1, 16) || pg_catalog.int4send(1)), 1, 16), 'hex'), 'abcdef', '012345'), 4) || E' \\'' $$ {} ''́' WHEN s.drawn IS NOT NULL THEN '' END)::text END AS drawn,
        s.drawn AS understudy_o7,
        CASE WHEN s.understudy_kept THEN s.told ELSE (CASE WHEN s.told IS NOT NULL THEN pg_catalog.current_setting('understudy.parameter.told')::pg_catalog.text END)::text END AS told,
        s.told AS understudy_o8,
        CASE WHEN s.understudy_kept THEN s.town ELSE (CASE WHEN understudy.has_text(s.town) THEN understudy.dictionary_838759b751a94ef9(s.understudy_d9) WHEN s.town IS NOT NULL THEN '' END)::text END AS town,
        s.town AS understudy_o9,
        CASE WHEN s.understudy_kept THEN s.computed ELSE (((s.id || '\ '' " $$ :id %s'::text) || ' ''; DROP TABLE canary; -- '::text))::text END AS computed,
        s.computed AS understudy_o10,
        CASE WHEN s.understudy_kept THEN s.body ELSE ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN E'it''s; \\ :id' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n2.key, n2.value), '{}'::jsonb) FROM (SELECT o2.key, CASE o2.key COLLATE "C" WHEN 'a' THEN CASE WHEN pg_catalog.jsonb_typeof(o2.value) = 'null' THEN o2.value ELSE (SELECT understudy.json_value((CASE WHEN m3.value IS NOT NULL THEN E'''́"; \\'::pg_catalog.text END)::text, pg_catalog.jsonb_typeof(o2.value)) FROM (SELECT m3v.value FROM (SELECT o2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END ELSE o2.value END AS value FROM pg_catalog.jsonb_each(o1.value) AS o2 OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE o1.value END WHEN E'\\u0301' THEN CASE WHEN pg_catalog.jsonb_typeof(o1.value) = 'null' THEN o1.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m2.value) THEN '[redacted]'::text WHEN m2.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(o1.value)) FROM (SELECT m2v.value FROM (SELECT o1.value #>> '{}' AS value OFFSET 0) AS m2v OFFSET 0) AS m2) END ELSE o1.value END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE d0.value END, 'null'::jsonb) END FROM (SELECT s.body::jsonb AS value OFFSET 0) AS d0))::jsonb END AS body,
        s.body AS understudy_o11,
        s."'; DROP TABLE canary; --",
        s.understudy_kept
    FROM (
    SELECT s.id,
        s.email,
        s.name,
        s.accent,
        s.lines,
        s.mixed,
        s.drawn,
        s.told,
        s.town,
        s.computed,
        s.body,
        s."'; DROP TABLE canary; --",
        (((s.name = 'x''; DROP TABLE canary; --'::text) OR (s.name = ''' or 1=1; --'::text))) IS TRUE AS understudy_kept,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_x_27_3b_20_44_52_4f_50_20_54_41_42_4c_45_20canary_3b_20_2d_2d'), 'hex')), pg_catalog.convert_to(s.email::text, 'UTF8')) AS understudy_d2,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0101_3'), 16))::bit(64)::bigint)) AS understudy_d3,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0101_7'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d7,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0101_9'), 16))::bit(64)::bigint)) AS understudy_d9
    FROM ONLY public.people AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0101' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0101', 'public.people');
INSERT INTO public.people (id, email, name, accent, lines, mixed, drawn, told, town, computed, body, "'; DROP TABLE canary; --")
SELECT id, email, name, accent, lines, mixed, drawn, told, town, computed, body, "'; DROP TABLE canary; --" FROM understudy.stage_0101;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0101', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(email) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(name) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(accent) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(lines) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(mixed) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4,
    pg_catalog.count(drawn) AS values_5, pg_catalog.count(*) FILTER (WHERE understudy_equal & 32 <> 0) AS equal_5,
    pg_catalog.count(told) AS values_6, pg_catalog.count(*) FILTER (WHERE understudy_equal & 64 <> 0) AS equal_6,
    pg_catalog.count(town) AS values_7, pg_catalog.count(*) FILTER (WHERE understudy_equal & 128 <> 0) AS equal_7,
    pg_catalog.count(computed) AS values_8, pg_catalog.count(*) FILTER (WHERE understudy_equal & 256 <> 0) AS equal_8,
    pg_catalog.count(body) AS values_9, pg_catalog.count(*) FILTER (WHERE understudy_equal & 512 <> 0) AS equal_9,
    pg_catalog.count(*) AS masked_rows
  FROM understudy.stage_0101 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('email', t.values_0, t.equal_0),
    ('name', t.values_1, t.equal_1),
    ('accent', t.values_2, t.equal_2),
    ('lines', t.values_3, t.equal_3),
    ('mixed', t.values_4, t.equal_4),
    ('drawn', t.values_5, t.equal_5),
    ('told', t.values_6, t.equal_6),
    ('town', t.values_7, t.equal_7),
    ('computed', t.values_8, t.equal_8),
    ('body', t.values_9, t.equal_9),
    ('', t.masked_rows, 0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0101', 'public.people');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0101', 'public.people');
DROP TABLE IF EXISTS understudy.stage_0101;
SELECT understudy.step_done('0101');
COMMIT;
