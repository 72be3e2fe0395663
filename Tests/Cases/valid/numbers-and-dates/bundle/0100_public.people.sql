-- corpus: public.people
-- masking.yaml:3
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id integer NOT NULL,
  salary integer,
  income numeric(9,2),
  weight real,
  born date,
  age smallint,
  hired timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.people', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.people IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, salary, income, weight, born, age, hired, understudy_equal)
  SELECT s.id,
    s.salary,
    s.income,
    s.weight,
    s.born,
    s.age,
    s.hired,
    CASE WHEN s.salary::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.salary::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.income::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.income::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.weight::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.weight::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.born::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.born::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.age::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.age::text <> '' THEN 16 ELSE 0 END::bigint
      | CASE WHEN s.hired::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.hired::text <> '' AND (NOT pg_catalog.isfinite(s.understudy_o7)) IS NOT TRUE THEN 32 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN s.salary IS NOT NULL THEN LEAST(GREATEST(pg_catalog.round(s.salary::numeric / 1000) * 1000, -2147483000), 2147483000)::pg_catalog.int4 END)::integer AS salary,
        s.salary AS understudy_o2,
        (CASE WHEN s.income >= '50000'::pg_catalog."numeric" THEN '50000'::pg_catalog."numeric" WHEN s.income >= '20000'::pg_catalog."numeric" THEN '20000'::pg_catalog."numeric" WHEN s.income IS NOT NULL THEN '0'::pg_catalog."numeric" END)::numeric(9,2) AS income,
        s.income AS understudy_o3,
        ((CASE WHEN s.weight IS NULL OR s.weight::double precision IN ('NaN', 'Infinity', '-Infinity') THEN s.weight ELSE GREATEST(CASE WHEN pg_catalog.abs(s.weight::double precision) < 1e-36 THEN 0::double precision ELSE s.weight::double precision * (1 + CASE WHEN pg_catalog.abs(s.weight::double precision) > 1e37 THEN -pg_catalog.abs(understudy.noise(s.understudy_d4)) ELSE understudy.noise(s.understudy_d4) END * 10 / 100) END, 40::numeric) END)::pg_catalog.float4)::real AS weight,
        s.weight AS understudy_o4,
        (CASE WHEN s.born IS NULL OR NOT pg_catalog.isfinite(s.born) THEN s.born ELSE CASE WHEN s.born > '294275-01-01'::date THEN '294275-01-01'::date ELSE pg_catalog.date_trunc('year', GREATEST(s.born, '4700-01-01 BC'::pg_catalog.date)::timestamp)::date END END)::date AS born,
        s.born AS understudy_o5,
        (CASE WHEN s.age < '-32758'::bigint THEN s.age / 10 * 10 ELSE CASE WHEN s.age > 90 THEN 90 ELSE s.age - ((s.age % 10) + 10) % 10 END END::pg_catalog.int2)::smallint AS age,
        s.age AS understudy_o6,
        (understudy.shift_timestamptz(s.hired, (1 + (s.understudy_d7 & 2147483647) % 30)::integer * CASE WHEN s.understudy_d7 < 0 THEN -1 ELSE 1 END))::timestamp with time zone AS hired,
        s.hired AS understudy_o7
    FROM (
    SELECT s.id,
        s.salary,
        s.income,
        s.weight,
        s.born,
        s.age,
        s.hired,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_4'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d4,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_7'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d7
    FROM ONLY public.people AS s
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
SELECT understudy.swap_begin('0100', 'public.people');
INSERT INTO public.people (id, salary, income, weight, born, age, hired)
SELECT id, salary, income, weight, born, age, hired FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(salary) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(income) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(weight) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(born) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(age) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4,
    pg_catalog.count(hired) AS values_5, pg_catalog.count(*) FILTER (WHERE understudy_equal & 32 <> 0) AS equal_5
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('salary', t.values_0, t.equal_0),
    ('income', t.values_1, t.equal_1),
    ('weight', t.values_2, t.equal_2),
    ('born', t.values_3, t.equal_3),
    ('age', t.values_4, t.equal_4),
    ('hired', t.values_5, t.equal_5)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.people');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.people');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
