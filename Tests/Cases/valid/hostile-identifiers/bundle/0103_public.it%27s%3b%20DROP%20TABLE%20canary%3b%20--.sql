-- corpus: public.it's; DROP TABLE canary; --
-- masking.yaml:4
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0103' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0103 (
  id integer NOT NULL,
  "$$ or $catalog$" text,
  "a\b%s:'id'" text,
  "line
break \gexec" text,
  ":connection" text,
  understudy_equal integer,
  s integer,
  understudy__equal bigint
);
SELECT understudy.begin_table('0103', 'public."it''s; DROP TABLE canary; --"', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public."it's; DROP TABLE canary; --" IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0103');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0103', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public."it's; DROP TABLE canary; --" AS s CROSS JOIN LATERAL (SELECT s."a\b%s:'id'"::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0103 (id, "$$ or $catalog$", "a\b%s:'id'", "line
break \gexec", ":connection", understudy_equal, s, understudy__equal)
  SELECT s.id,
    s."$$ or $catalog$",
    s."a\b%s:'id'",
    s."line
break \gexec",
    ((s."a\b%s:'id'" || 's'::text))::text AS ":connection",
    s.understudy_equal,
    s.s,
    CASE WHEN s."$$ or $catalog$"::text COLLATE "C" = s.understudy__o2::text COLLATE "C" AND s."$$ or $catalog$"::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s."a\b%s:'id'"::text COLLATE "C" = s.understudy__o3::text COLLATE "C" AND s."a\b%s:'id'"::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s."line
break \gexec"::text COLLATE "C" = s.understudy__o4::text COLLATE "C" AND s."line
break \gexec"::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.understudy_equal::text COLLATE "C" = s.understudy__o6::text COLLATE "C" AND s.understudy_equal::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.s::text COLLATE "C" = s.understudy__o7::text COLLATE "C" AND s.s::text <> '' THEN 16 ELSE 0 END::bigint AS understudy__equal
  FROM (
    SELECT s.id,
        (CASE WHEN s."$$ or $catalog$" IS NOT NULL THEN 'ok'::pg_catalog.text END)::text AS "$$ or $catalog$",
        s."$$ or $catalog$" AS understudy__o2,
        (CASE WHEN understudy.has_text(s."a\b%s:'id'") THEN understudy.first_name_en(s.understudy__d3) WHEN s."a\b%s:'id'" IS NOT NULL THEN '' END)::text AS "a\b%s:'id'",
        s."a\b%s:'id'" AS understudy__o3,
        (CASE WHEN understudy.has_text(s."line
break \gexec") THEN understudy.words_like(s."line
break \gexec", s.understudy__d4) WHEN s."line
break \gexec" IS NOT NULL THEN '' END)::text AS "line
break \gexec",
        s."line
break \gexec" AS understudy__o4,
        (CASE WHEN s.understudy_equal IS NOT NULL THEN '7'::pg_catalog.int4 END)::integer AS understudy_equal,
        s.understudy_equal AS understudy__o6,
        (CASE WHEN s.s IS NOT NULL THEN '8'::pg_catalog.int4 END)::integer AS s,
        s.s AS understudy__o7
    FROM (
    SELECT s.id,
        s."$$ or $catalog$",
        s."a\b%s:'id'",
        s."line
break \gexec",
        s.":connection",
        s.understudy_equal,
        s.s,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0103_3'), 16))::bit(64)::bigint)) AS understudy__d3,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0103_4'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy__d4
    FROM ONLY public."it's; DROP TABLE canary; --" AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0103' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0103', 'public."it''s; DROP TABLE canary; --"');
INSERT INTO public."it's; DROP TABLE canary; --" (id, "$$ or $catalog$", "a\b%s:'id'", "line
break \gexec", ":connection", understudy_equal, s)
SELECT id, "$$ or $catalog$", "a\b%s:'id'", "line
break \gexec", ":connection", understudy_equal, s FROM understudy.stage_0103;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0103', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count("$$ or $catalog$") AS values_0, pg_catalog.count(*) FILTER (WHERE understudy__equal & 1 <> 0) AS equal_0,
    pg_catalog.count("a\b%s:'id'") AS values_1, pg_catalog.count(*) FILTER (WHERE understudy__equal & 2 <> 0) AS equal_1,
    pg_catalog.count("line
break \gexec") AS values_2, pg_catalog.count(*) FILTER (WHERE understudy__equal & 4 <> 0) AS equal_2,
    pg_catalog.count(understudy_equal) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy__equal & 8 <> 0) AS equal_3,
    pg_catalog.count(s) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy__equal & 16 <> 0) AS equal_4
  FROM understudy.stage_0103 WHERE understudy__equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('$$ or $catalog$', t.values_0, t.equal_0),
    (E'a\\b%s:''id''', t.values_1, t.equal_1),
    (E'line
break \\gexec', t.values_2, t.equal_2),
    ('understudy_equal', t.values_3, t.equal_3),
    ('s', t.values_4, t.equal_4)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0103', 'public."it''s; DROP TABLE canary; --"');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0103', 'public."it''s; DROP TABLE canary; --"');
DROP TABLE IF EXISTS understudy.stage_0103;
SELECT understudy.step_done('0103');
COMMIT;
