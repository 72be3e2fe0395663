-- support: public.api_tokens
-- masking.yaml:212
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0119' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0119 (
  id integer NOT NULL,
  agent_id integer,
  "clientId" uuid,
  label text NOT NULL,
  token_digest bytea NOT NULL,
  last_four character(4) NOT NULL,
  allowed_networks cidr[] NOT NULL,
  created_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0119', 'public.api_tokens', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.api_tokens IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0119');
WITH staged AS (
  INSERT INTO understudy.stage_0119 (id, agent_id, "clientId", label, token_digest, last_four, allowed_networks, created_at, revoked_at, understudy_equal)
  SELECT s.id,
    s.agent_id,
    s."clientId",
    s.label,
    s.token_digest,
    s.last_four,
    s.allowed_networks,
    s.created_at,
    s.revoked_at,
    CASE WHEN s."clientId"::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s."clientId"::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.token_digest::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.token_digest::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.last_four::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.last_four::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.allowed_networks::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.allowed_networks::text <> '' THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.agent_id,
        (CASE WHEN s."clientId" IS NOT NULL THEN understudy.uuid_of(s.understudy_d3) END)::uuid AS "clientId",
        s."clientId" AS understudy_o3,
        s.label,
        (sha256(convert_to(('lower environments, token '::text || s.id), 'UTF8'::name)))::bytea AS token_digest,
        s.token_digest AS understudy_o5,
        (CASE WHEN s.last_four IS NOT NULL THEN '0000'::pg_catalog.bpchar END)::text AS last_four,
        s.last_four AS understudy_o6,
        (CASE WHEN pg_catalog.cardinality(s.allowed_networks) > 0 THEN (SELECT understudy.array_in_shape(pg_catalog.array_agg((CASE WHEN e.value IS NOT NULL THEN pg_catalog.network(pg_catalog.set_masklen(understudy.documentation_address(pg_catalog.family(e.value::inet) = 6, e.bits), pg_catalog.masklen(e.value::inet))) END)::pg_catalog.cidr ORDER BY e.number), pg_catalog.array_dims(s.allowed_networks)) FROM (SELECT ev.value, ev.number, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d7, pg_catalog.convert_to(ev.number::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM pg_catalog.unnest(s.allowed_networks) WITH ORDINALITY AS ev(value, number) OFFSET 0) AS e) ELSE s.allowed_networks::pg_catalog.cidr[] END)::cidr[] AS allowed_networks,
        s.allowed_networks AS understudy_o7,
        s.created_at,
        s.revoked_at
    FROM (
    SELECT s.id,
        s.agent_id,
        s."clientId",
        s.label,
        s.token_digest,
        s.last_four,
        s.allowed_networks,
        s.created_at,
        s.revoked_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_column_20public_2e_4f_41uth_43lients_2eclient_49d'), 'hex')), pg_catalog.convert_to(s."clientId"::text, 'UTF8')) AS understudy_d3,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0119_7'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d7
    FROM ONLY public.api_tokens AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0119' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0119', 'public.api_tokens');
INSERT INTO public.api_tokens (id, agent_id, "clientId", label, token_digest, last_four, allowed_networks, created_at, revoked_at) OVERRIDING SYSTEM VALUE
SELECT id, agent_id, "clientId", label, token_digest, last_four, allowed_networks, created_at, revoked_at FROM understudy.stage_0119;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0119', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count("clientId") AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(token_digest) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(last_four) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(allowed_networks) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0119 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('clientId', t.values_0, t.equal_0),
    ('token_digest', t.values_1, t.equal_1),
    ('last_four', t.values_2, t.equal_2),
    ('allowed_networks', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0119', 'public.api_tokens');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0119', 'public.api_tokens');
DROP TABLE IF EXISTS understudy.stage_0119;
SELECT understudy.step_done('0119');
COMMIT;
