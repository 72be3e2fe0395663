-- support: public.requester_identities
-- masking.yaml:50
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0122' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0122 (
  id bigint NOT NULL,
  requester_id uuid NOT NULL,
  kind public.identity_kind NOT NULL,
  value text NOT NULL,
  verified_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0122', 'public.requester_identities', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.requester_identities IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0122');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0122', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.requester_identities AS s CROSS JOIN LATERAL (SELECT s.value::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0122 (id, requester_id, kind, value, verified_at, understudy_equal)
  SELECT s.id,
    s.requester_id,
    s.kind,
    s.value,
    s.verified_at,
    CASE WHEN s.value::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.value::text <> '' AND (pg_catalog.btrim(s.understudy_o4::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.requester_id,
        s.kind,
        (CASE WHEN understudy.has_text(s.value) THEN understudy.email_with_name(s.understudy_d4) WHEN s.value IS NOT NULL THEN s.value END)::text AS value,
        s.value AS understudy_o4,
        s.verified_at
    FROM (
    SELECT s.id,
        s.requester_id,
        s.kind,
        s.value,
        s.verified_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.value::text, E' \t\n\r')), 'UTF8')) AS understudy_d4
    FROM ONLY public.requester_identities AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0122' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0122', 'public.requester_identities');
INSERT INTO public.requester_identities (id, requester_id, kind, value, verified_at) OVERRIDING SYSTEM VALUE
SELECT id, requester_id, kind, value, verified_at FROM understudy.stage_0122;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0122', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(value) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0122 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('value', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0122', 'public.requester_identities');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0122', 'public.requester_identities');
DROP TABLE IF EXISTS understudy.stage_0122;
SELECT understudy.step_done('0122');
COMMIT;
