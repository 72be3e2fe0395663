-- support: public.consents
-- masking.yaml:57
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0120' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0120 (
  id integer NOT NULL,
  requester_id uuid NOT NULL,
  purpose text NOT NULL,
  signed_name text NOT NULL,
  signed_from cidr,
  given_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0120', 'public.consents', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.consents IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0120');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0120', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY public.consents AS s CROSS JOIN LATERAL (SELECT s.signed_name::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0120 (id, requester_id, purpose, signed_name, signed_from, given_at, understudy_equal)
  SELECT s.id,
    s.requester_id,
    s.purpose,
    s.signed_name,
    s.signed_from,
    s.given_at,
    CASE WHEN s.signed_name::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.signed_name::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.signed_from::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.signed_from::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.requester_id,
        s.purpose,
        (CASE WHEN understudy.has_text(s.signed_name) THEN understudy.first_name_en(s.understudy_d4) || ' ' || understudy.last_name_en(s.understudy_d4 >> 32) WHEN s.signed_name IS NOT NULL THEN '' END)::text AS signed_name,
        s.signed_name AS understudy_o4,
        (CASE WHEN s.signed_from IS NOT NULL THEN pg_catalog.network(pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(s.signed_from::inet) = 6, s.understudy_d5), pg_catalog.masklen(s.signed_from::inet))) END)::cidr AS signed_from,
        s.signed_from AS understudy_o5,
        s.given_at
    FROM (
    SELECT s.id,
        s.requester_id,
        s.purpose,
        s.signed_name,
        s.signed_from,
        s.given_at,
        pg_catalog.hashtextextended(s.requester_id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0120_4'), 16))::bit(64)::bigint)) AS understudy_d4,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0120_5'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d5
    FROM ONLY public.consents AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0120' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0120', 'public.consents');
INSERT INTO public.consents (id, requester_id, purpose, signed_name, signed_from, given_at) OVERRIDING SYSTEM VALUE
SELECT id, requester_id, purpose, signed_name, signed_from, given_at FROM understudy.stage_0120;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0120', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(signed_name) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(signed_from) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0120 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('signed_name', t.values_0, t.equal_0),
    ('signed_from', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0120', 'public.consents');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0120', 'public.consents');
DROP TABLE IF EXISTS understudy.stage_0120;
SELECT understudy.step_done('0120');
COMMIT;
