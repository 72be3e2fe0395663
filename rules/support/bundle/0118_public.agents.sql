-- support: public.agents
-- masking.yaml:65
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0118' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0118 (
  id integer NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  password_hash text NOT NULL,
  totp_secret text,
  signature text,
  team_lead_id integer,
  created_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0118', 'public.agents', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.agents IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0118');
WITH staged AS (
  INSERT INTO understudy.stage_0118 (id, email, name, role, password_hash, totp_secret, signature, team_lead_id, created_at, understudy_equal)
  SELECT s.id,
    s.email,
    s.name,
    s.role,
    s.password_hash,
    s.totp_secret,
    s.signature,
    s.team_lead_id,
    s.created_at,
    CASE WHEN s.password_hash::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.password_hash::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.totp_secret::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.totp_secret::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.email,
        s.name,
        s.role,
        (CASE WHEN s.password_hash IS NOT NULL THEN pg_catalog.current_setting('understudy.parameter.lower_password_hash')::pg_catalog.text END)::text AS password_hash,
        s.password_hash AS understudy_o5,
        (NULL::pg_catalog.text)::text AS totp_secret,
        s.totp_secret AS understudy_o6,
        s.signature,
        s.team_lead_id,
        s.created_at
    FROM (
    SELECT s.id,
        s.email,
        s.name,
        s.role,
        s.password_hash,
        s.totp_secret,
        s.signature,
        s.team_lead_id,
        s.created_at
    FROM ONLY public.agents AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0118' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0118', 'public.agents');
INSERT INTO public.agents (id, email, name, role, password_hash, totp_secret, signature, team_lead_id, created_at) OVERRIDING SYSTEM VALUE
SELECT id, email, name, role, password_hash, totp_secret, signature, team_lead_id, created_at FROM understudy.stage_0118;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0118', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(password_hash) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(totp_secret) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0118 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('password_hash', t.values_0, t.equal_0),
    ('totp_secret', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0118', 'public.agents');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0118', 'public.agents');
DROP TABLE IF EXISTS understudy.stage_0118;
SELECT understudy.step_done('0118');
COMMIT;
