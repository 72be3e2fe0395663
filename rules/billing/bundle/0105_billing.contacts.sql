-- billing: billing.contacts
-- masking.yaml:36
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0105' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0105 (
  account_id bigint NOT NULL,
  "position" smallint NOT NULL,
  full_name text NOT NULL,
  email text,
  phone text,
  born_on date,
  receives text[] NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0105', 'billing.contacts', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.contacts IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0105');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0105', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY billing.contacts AS s CROSS JOIN LATERAL (SELECT s.full_name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.contacts AS s CROSS JOIN LATERAL (SELECT s.email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 2::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(2, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.contacts AS s CROSS JOIN LATERAL (SELECT s.phone::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.numbers_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0105 (account_id, "position", full_name, email, phone, born_on, receives, understudy_equal)
  SELECT s.account_id,
    s."position",
    s.full_name,
    s.email,
    s.phone,
    s.born_on,
    s.receives,
    CASE WHEN s.full_name::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.full_name::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.email::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.email::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.phone::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.phone::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.born_on::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.born_on::text <> '' AND (NOT pg_catalog.isfinite(s.understudy_o6)) IS NOT TRUE THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.account_id,
        s."position",
        (CASE WHEN understudy.has_text(s.full_name) THEN understudy.first_name_en(s.understudy_d3) || ' ' || understudy.last_name_en(s.understudy_d3 >> 32) WHEN s.full_name IS NOT NULL THEN '' END)::text AS full_name,
        s.full_name AS understudy_o3,
        (CASE WHEN understudy.has_text(s.email) THEN understudy.email_with_name(s.understudy_d4) WHEN s.email IS NOT NULL THEN '' END)::text AS email,
        s.email AS understudy_o4,
        (CASE WHEN understudy.has_text(s.phone) THEN understudy.phone_gb(s.understudy_d5) WHEN s.phone IS NOT NULL THEN '' END)::text AS phone,
        s.phone AS understudy_o5,
        (understudy.shift_date(s.born_on, (1 + (s.understudy_d6 & 2147483647) % 180)::integer * CASE WHEN s.understudy_d6 < 0 THEN -1 ELSE 1 END))::date AS born_on,
        s.born_on AS understudy_o6,
        s.receives
    FROM (
    SELECT s.account_id,
        s."position",
        s.full_name,
        s.email,
        s.phone,
        s.born_on,
        s.receives,
        pg_catalog.hashtextextended(coalesce(pg_catalog.octet_length(s.account_id::text)::text || ':' || s.account_id::text, '-') || coalesce(pg_catalog.octet_length(s."position"::text)::text || ':' || s."position"::text, '-'), (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0105_3'), 16))::bit(64)::bigint)) AS understudy_d3,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.email::text, E' \t\n\r')), 'UTF8')) AS understudy_d4,
        pg_catalog.hashtextextended(coalesce(pg_catalog.octet_length(s.account_id::text)::text || ':' || s.account_id::text, '-') || coalesce(pg_catalog.octet_length(s."position"::text)::text || ':' || s."position"::text, '-'), (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0105_5'), 16))::bit(64)::bigint)) AS understudy_d5,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0105_6'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.account_id::text)::text || ':' || s.account_id::text, '-') || coalesce(pg_catalog.octet_length(s."position"::text)::text || ':' || s."position"::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d6
    FROM ONLY billing.contacts AS s
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
SELECT understudy.swap_begin('0105', 'billing.contacts');
INSERT INTO billing.contacts (account_id, "position", full_name, email, phone, born_on, receives)
SELECT account_id, "position", full_name, email, phone, born_on, receives FROM understudy.stage_0105;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0105', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(full_name) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(email) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(phone) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(born_on) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0105 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('full_name', t.values_0, t.equal_0),
    ('email', t.values_1, t.equal_1),
    ('phone', t.values_2, t.equal_2),
    ('born_on', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0105', 'billing.contacts');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0105', 'billing.contacts');
DROP TABLE IF EXISTS understudy.stage_0105;
SELECT understudy.step_done('0105');
COMMIT;
