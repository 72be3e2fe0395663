-- corpus: public.visits
-- masking.yaml:3
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  at timestamp with time zone,
  ip inet,
  who text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.visits', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.visits IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0100', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.visits AS s CROSS JOIN LATERAL (SELECT s.who::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0100 (at, ip, who, understudy_equal)
  SELECT s.at,
    s.ip,
    s.who,
    CASE WHEN s.ip::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.ip::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.who::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.who::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.at,
        (CASE WHEN s.ip IS NOT NULL THEN pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(s.ip::inet) = 6, s.understudy_d2), pg_catalog.masklen(s.ip::inet)) END)::inet AS ip,
        s.ip AS understudy_o2,
        (CASE WHEN understudy.has_text(s.who) THEN understudy.first_name_en(s.understudy_d3) || ' ' || understudy.last_name_en(s.understudy_d3 >> 32) WHEN s.who IS NOT NULL THEN '' END)::text AS who,
        s.who AS understudy_o3
    FROM (
    SELECT s.at,
        s.ip,
        s.who,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_2'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.at::text)::text || ':' || s.at::text, '-') || coalesce(pg_catalog.octet_length(s.ip::text)::text || ':' || s.ip::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d2,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_3'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.at::text)::text || ':' || s.at::text, '-') || coalesce(pg_catalog.octet_length(s.ip::text)::text || ':' || s.ip::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d3
    FROM ONLY public.visits AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0100' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0100', 'public.visits');
INSERT INTO public.visits (at, ip, who)
SELECT at, ip, who FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(ip) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(who) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('ip', t.values_0, t.equal_0),
    ('who', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.visits');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.visits');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
