-- corpus: public.addresses
-- masking.yaml:4
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id integer NOT NULL,
  customer integer,
  town text,
  street text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.addresses', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.addresses IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, customer, town, street, understudy_equal)
  SELECT s.id,
    s.customer,
    s.town,
    s.street,
    CASE WHEN s.town::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.town::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.street::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.street::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.customer,
        (CASE WHEN understudy.has_text(s.town) THEN understudy.city_en(s.understudy_d3) WHEN s.town IS NOT NULL THEN '' END)::text AS town,
        s.town AS understudy_o3,
        (CASE WHEN understudy.has_text(s.street) THEN (1 + (s.understudy_d4 >> 32 & 2147483647) % 199)::text || ' ' || understudy.street_en(s.understudy_d4) WHEN s.street IS NOT NULL THEN '' END)::text AS street,
        s.street AS understudy_o4
    FROM (
    SELECT s.id,
        s.customer,
        s.town,
        s.street,
        pg_catalog.hashtextextended(coalesce(pg_catalog.octet_length(s.customer::text)::text || ':' || s.customer::text, '-'), (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_3'), 16))::bit(64)::bigint)) AS understudy_d3,
        pg_catalog.hashtextextended(coalesce(pg_catalog.octet_length(s.customer::text)::text || ':' || s.customer::text, '-'), (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_4'), 16))::bit(64)::bigint)) AS understudy_d4
    FROM ONLY public.addresses AS s
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
SELECT understudy.swap_begin('0100', 'public.addresses');
INSERT INTO public.addresses (id, customer, town, street)
SELECT id, customer, town, street FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(town) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(street) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('town', t.values_0, t.equal_0),
    ('street', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.addresses');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.addresses');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
