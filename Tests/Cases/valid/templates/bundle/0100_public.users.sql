-- corpus: public.users
-- masking.yaml:3
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id integer NOT NULL,
  login text,
  card character varying(7),
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.users', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.users IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, login, card, understudy_equal)
  SELECT s.id,
    s.login,
    s.card,
    CASE WHEN s.login::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.login::text <> '' AND (pg_catalog.btrim(s.understudy_o2::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.card::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.card::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN understudy.has_text(s.login) THEN '{user}-' || pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(pg_catalog.sha256(pg_catalog.substring(s.understudy_d2, 1, 16) || pg_catalog.int4send(1)), 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 26) WHEN s.login IS NOT NULL THEN s.login END)::text AS login,
        s.login AS understudy_o2,
        (CASE WHEN understudy.has_text(s.card::text) THEN pg_catalog.left(pg_catalog.translate(pg_catalog.encode(pg_catalog.substring(pg_catalog.sha256(pg_catalog.substring(s.understudy_d3, 1, 16) || pg_catalog.int4send(0)), 1, 16), 'hex'), 'abcdef', '012345'), 4) || '-' || pg_catalog.left(pg_catalog.upper(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.substring(pg_catalog.sha256(pg_catalog.substring(s.understudy_d3, 1, 16) || pg_catalog.int4send(2)), 1, 16), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 2) WHEN s.card IS NOT NULL THEN '' END)::text AS card,
        s.card AS understudy_o3
    FROM (
    SELECT s.id,
        s.login,
        s.card,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_2'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d2,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_3'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d3
    FROM ONLY public.users AS s
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
SELECT understudy.swap_begin('0100', 'public.users');
INSERT INTO public.users (id, login, card)
SELECT id, login, card FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(login) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(card) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('login', t.values_0, t.equal_0),
    ('card', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.users');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.users');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
