-- corpus: public.staff
-- masking.yaml:3
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  login text NOT NULL,
  boss text,
  name text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.staff', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.staff IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0100', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.staff AS s CROSS JOIN LATERAL (SELECT s.login::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.staff AS s CROSS JOIN LATERAL (SELECT s.boss::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.staff AS s CROSS JOIN LATERAL (SELECT s.name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0100 (login, boss, name, understudy_equal)
  SELECT s.login,
    s.boss,
    s.name,
    CASE WHEN s.login::text COLLATE "C" = s.understudy_o1::text COLLATE "C" AND s.login::text <> '' AND (pg_catalog.btrim(s.understudy_o1::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.boss::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.boss::text <> '' AND (pg_catalog.btrim(s.understudy_o2::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.name::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.name::text <> '' THEN 4 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT (CASE WHEN understudy.has_text(s.login) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d1, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 26) WHEN s.login IS NOT NULL THEN s.login END)::text AS login,
        s.login AS understudy_o1,
        (CASE WHEN understudy.has_text(s.boss) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d2, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 26) WHEN s.boss IS NOT NULL THEN s.boss END)::text AS boss,
        s.boss AS understudy_o2,
        (CASE WHEN understudy.has_text(s.name) THEN understudy.first_name_en(s.understudy_d3) WHEN s.name IS NOT NULL THEN '' END)::text AS name,
        s.name AS understudy_o3
    FROM (
    SELECT s.login,
        s.boss,
        s.name,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_column_20public_2estaff_2elogin'), 'hex')), pg_catalog.convert_to(s.login::text, 'UTF8')) AS understudy_d1,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_column_20public_2estaff_2elogin'), 'hex')), pg_catalog.convert_to(s.boss::text, 'UTF8')) AS understudy_d2,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_3'), 'hex')), pg_catalog.convert_to(s.login::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d3
    FROM ONLY public.staff AS s
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
SELECT understudy.swap_begin('0100', 'public.staff');
INSERT INTO public.staff (login, boss, name)
SELECT login, boss, name FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(login) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(boss) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(name) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('login', t.values_0, t.equal_0),
    ('boss', t.values_1, t.equal_1),
    ('name', t.values_2, t.equal_2)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.staff');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.staff');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
