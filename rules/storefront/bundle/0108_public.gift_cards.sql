-- storefront: public.gift_cards
-- masking.yaml:122
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0108' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0108 (
  code character varying(24) NOT NULL,
  issued_to_email text,
  issued_to_name text,
  balance numeric(10,2) NOT NULL,
  expires_on date NOT NULL,
  created_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0108', 'public.gift_cards', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.gift_cards IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0108');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0108', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.gift_cards AS s CROSS JOIN LATERAL (SELECT s.code::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.gift_cards AS s CROSS JOIN LATERAL (SELECT s.issued_to_email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.gift_cards AS s CROSS JOIN LATERAL (SELECT s.issued_to_name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0108 (code, issued_to_email, issued_to_name, balance, expires_on, created_at, understudy_equal)
  SELECT s.code,
    s.issued_to_email,
    s.issued_to_name,
    s.balance,
    s.expires_on,
    s.created_at,
    CASE WHEN s.code::text COLLATE "C" = s.understudy_o1::text COLLATE "C" AND s.code::text <> '' AND (pg_catalog.btrim(s.understudy_o1::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.issued_to_email::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.issued_to_email::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.issued_to_name::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.issued_to_name::text <> '' THEN 4 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT (CASE WHEN understudy.has_text(s.code::text) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d1, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 24) WHEN s.code IS NOT NULL THEN s.code::text END)::text AS code,
        s.code AS understudy_o1,
        (CASE WHEN understudy.has_text(s.issued_to_email) THEN understudy.email_with_name(s.understudy_d2) WHEN s.issued_to_email IS NOT NULL THEN '' END)::text AS issued_to_email,
        s.issued_to_email AS understudy_o2,
        (CASE WHEN understudy.has_text(s.issued_to_name) THEN understudy.first_name_en(s.understudy_d3) || ' ' || understudy.last_name_en(s.understudy_d3 >> 32) WHEN s.issued_to_name IS NOT NULL THEN '' END)::text AS issued_to_name,
        s.issued_to_name AS understudy_o3,
        s.balance,
        s.expires_on,
        s.created_at
    FROM (
    SELECT s.code,
        s.issued_to_email,
        s.issued_to_name,
        s.balance,
        s.expires_on,
        s.created_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_column_20public_2egift_5fcards_2ecode'), 'hex')), pg_catalog.convert_to(s.code::text, 'UTF8')) AS understudy_d1,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.issued_to_email::text, E' \t\n\r')), 'UTF8')) AS understudy_d2,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0108_3'), 'hex')), pg_catalog.convert_to(s.code::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d3
    FROM ONLY public.gift_cards AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0108' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0108', 'public.gift_cards');
INSERT INTO public.gift_cards (code, issued_to_email, issued_to_name, balance, expires_on, created_at)
SELECT code, issued_to_email, issued_to_name, balance, expires_on, created_at FROM understudy.stage_0108;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0108', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(code) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(issued_to_email) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(issued_to_name) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2
  FROM understudy.stage_0108 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('code', t.values_0, t.equal_0),
    ('issued_to_email', t.values_1, t.equal_1),
    ('issued_to_name', t.values_2, t.equal_2)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0108', 'public.gift_cards');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0108', 'public.gift_cards');
DROP TABLE IF EXISTS understudy.stage_0108;
SELECT understudy.step_done('0108');
COMMIT;
