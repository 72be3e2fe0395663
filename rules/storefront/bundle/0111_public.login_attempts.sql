-- storefront: public.login_attempts
-- masking.yaml:176
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0111' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0111 (
  customer_id bigint NOT NULL,
  attempted_at timestamp with time zone NOT NULL,
  ip inet NOT NULL,
  device_fingerprint text,
  user_agent text,
  succeeded boolean NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0111', 'public.login_attempts', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.login_attempts IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0111');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0111', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.login_attempts AS s CROSS JOIN LATERAL (SELECT s.device_fingerprint::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0111 (customer_id, attempted_at, ip, device_fingerprint, user_agent, succeeded, understudy_equal)
  SELECT s.customer_id,
    s.attempted_at,
    s.ip,
    s.device_fingerprint,
    s.user_agent,
    s.succeeded,
    CASE WHEN s.ip::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.ip::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.device_fingerprint::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.device_fingerprint::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.customer_id,
        s.attempted_at,
        (CASE WHEN s.ip IS NOT NULL THEN pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(s.ip::inet) = 6, s.understudy_d3), pg_catalog.masklen(s.ip::inet)) END)::inet AS ip,
        s.ip AS understudy_o3,
        (CASE WHEN understudy.has_text(s.device_fingerprint) THEN pg_catalog.left(pg_catalog.encode(pg_catalog.substring(s.understudy_d4, 1, 16), 'hex'), 32) WHEN s.device_fingerprint IS NOT NULL THEN '' END)::text AS device_fingerprint,
        s.device_fingerprint AS understudy_o4,
        s.user_agent,
        s.succeeded
    FROM (
    SELECT s.customer_id,
        s.attempted_at,
        s.ip,
        s.device_fingerprint,
        s.user_agent,
        s.succeeded,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0111_3'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.customer_id::text)::text || ':' || s.customer_id::text, '-') || coalesce(pg_catalog.octet_length(s.attempted_at::text)::text || ':' || s.attempted_at::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d3,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0111_4'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.customer_id::text)::text || ':' || s.customer_id::text, '-') || coalesce(pg_catalog.octet_length(s.attempted_at::text)::text || ':' || s.attempted_at::text, '-'), 'UTF8')) AS understudy_d4
    FROM ONLY public.login_attempts AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0111' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0111', 'public.login_attempts');
INSERT INTO public.login_attempts (customer_id, attempted_at, ip, device_fingerprint, user_agent, succeeded)
SELECT customer_id, attempted_at, ip, device_fingerprint, user_agent, succeeded FROM understudy.stage_0111;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0111', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(ip) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(device_fingerprint) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0111 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('ip', t.values_0, t.equal_0),
    ('device_fingerprint', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0111', 'public.login_attempts');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0111', 'public.login_attempts');
DROP TABLE IF EXISTS understudy.stage_0111;
SELECT understudy.step_done('0111');
COMMIT;
