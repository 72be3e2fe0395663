-- storefront: public.staff
-- masking.yaml:77
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0126' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0126 (
  id integer NOT NULL,
  email text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  phone text,
  password_hash text NOT NULL,
  role text NOT NULL,
  manager_id integer,
  created_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0126', 'public.staff', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.staff IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0126');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0126', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.staff AS s CROSS JOIN LATERAL (SELECT s.email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.staff AS s CROSS JOIN LATERAL (SELECT s.first_name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.staff AS s CROSS JOIN LATERAL (SELECT s.last_name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 2::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(2, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.staff AS s CROSS JOIN LATERAL (SELECT s.phone::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
          AND ((s.email ~~ '%@storefront.example'::text)) IS NOT TRUE
      ) AS v CROSS JOIN LATERAL understudy.numbers_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0126 (id, email, first_name, last_name, phone, password_hash, role, manager_id, created_at, understudy_equal)
  SELECT s.id,
    s.email,
    s.first_name,
    s.last_name,
    s.phone,
    s.password_hash,
    s.role,
    s.manager_id,
    s.created_at,
    CASE WHEN NOT s.understudy_kept THEN CASE WHEN s.email::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.email::text <> '' AND (pg_catalog.btrim(s.understudy_o2::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.first_name::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.first_name::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.last_name::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.last_name::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.phone::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.phone::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.password_hash::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.password_hash::text <> '' THEN 16 ELSE 0 END::bigint END AS understudy_equal
  FROM (
    SELECT s.id,
        CASE WHEN s.understudy_kept THEN s.email ELSE (CASE WHEN understudy.has_text(s.email) THEN understudy.email_with_name(s.understudy_d2) WHEN s.email IS NOT NULL THEN s.email END)::text END AS email,
        s.email AS understudy_o2,
        CASE WHEN s.understudy_kept THEN s.first_name ELSE (CASE WHEN understudy.has_text(s.first_name) THEN understudy.first_name_en(s.understudy_d3) WHEN s.first_name IS NOT NULL THEN '' END)::text END AS first_name,
        s.first_name AS understudy_o3,
        CASE WHEN s.understudy_kept THEN s.last_name ELSE (CASE WHEN understudy.has_text(s.last_name) THEN understudy.last_name_en(s.understudy_d4) WHEN s.last_name IS NOT NULL THEN '' END)::text END AS last_name,
        s.last_name AS understudy_o4,
        CASE WHEN s.understudy_kept THEN s.phone ELSE (CASE WHEN understudy.has_text(s.phone) THEN understudy.phone_gb(s.understudy_d5) WHEN s.phone IS NOT NULL THEN '' END)::text END AS phone,
        s.phone AS understudy_o5,
        CASE WHEN s.understudy_kept THEN s.password_hash ELSE (CASE WHEN s.password_hash IS NOT NULL THEN pg_catalog.current_setting('understudy.parameter.lower_password_hash')::pg_catalog.text END)::text END AS password_hash,
        s.password_hash AS understudy_o6,
        s.role,
        s.manager_id,
        s.created_at,
        s.understudy_kept
    FROM (
    SELECT s.id,
        s.email,
        s.first_name,
        s.last_name,
        s.phone,
        s.password_hash,
        s.role,
        s.manager_id,
        s.created_at,
        ((s.email ~~ '%@storefront.example'::text)) IS TRUE AS understudy_kept,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.email::text, E' \t\n\r')), 'UTF8')) AS understudy_d2,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0126_3'), 16))::bit(64)::bigint)) AS understudy_d3,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0126_4'), 16))::bit(64)::bigint)) AS understudy_d4,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0126_5'), 16))::bit(64)::bigint)) AS understudy_d5
    FROM ONLY public.staff AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0126' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0126', 'public.staff');
INSERT INTO public.staff (id, email, first_name, last_name, phone, password_hash, role, manager_id, created_at) OVERRIDING SYSTEM VALUE
SELECT id, email, first_name, last_name, phone, password_hash, role, manager_id, created_at FROM understudy.stage_0126;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0126', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(email) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(first_name) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(last_name) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(phone) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(password_hash) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4,
    pg_catalog.count(*) AS masked_rows
  FROM understudy.stage_0126 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('email', t.values_0, t.equal_0),
    ('first_name', t.values_1, t.equal_1),
    ('last_name', t.values_2, t.equal_2),
    ('phone', t.values_3, t.equal_3),
    ('password_hash', t.values_4, t.equal_4),
    ('', t.masked_rows, 0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0126', 'public.staff');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0126', 'public.staff');
DROP TABLE IF EXISTS understudy.stage_0126;
SELECT understudy.step_done('0126');
COMMIT;
