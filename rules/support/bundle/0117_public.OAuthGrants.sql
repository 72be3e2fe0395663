-- support: public.OAuthGrants
-- masking.yaml:206
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0117' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0117 (
  "clientId" uuid NOT NULL,
  "requesterId" uuid NOT NULL,
  "Scopes" text[] NOT NULL,
  "refreshToken" text,
  "grantedAt" timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0117', 'public."OAuthGrants"', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public."OAuthGrants" IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0117');
WITH staged AS (
  INSERT INTO understudy.stage_0117 ("clientId", "requesterId", "Scopes", "refreshToken", "grantedAt", understudy_equal)
  SELECT s."clientId",
    s."requesterId",
    s."Scopes",
    s."refreshToken",
    s."grantedAt",
    CASE WHEN s."clientId"::text COLLATE "C" = s.understudy_o1::text COLLATE "C" AND s."clientId"::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s."refreshToken"::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s."refreshToken"::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT (CASE WHEN s."clientId" IS NOT NULL THEN understudy.uuid_of(s.understudy_d1) END)::uuid AS "clientId",
        s."clientId" AS understudy_o1,
        s."requesterId",
        s."Scopes",
        (NULL::pg_catalog.text)::text AS "refreshToken",
        s."refreshToken" AS understudy_o4,
        s."grantedAt"
    FROM (
    SELECT s."clientId",
        s."requesterId",
        s."Scopes",
        s."refreshToken",
        s."grantedAt",
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_column_20public_2e_4f_41uth_43lients_2eclient_49d'), 'hex')), pg_catalog.convert_to(s."clientId"::text, 'UTF8')) AS understudy_d1
    FROM ONLY public."OAuthGrants" AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0117' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0117', 'public."OAuthGrants"');
INSERT INTO public."OAuthGrants" ("clientId", "requesterId", "Scopes", "refreshToken", "grantedAt")
SELECT "clientId", "requesterId", "Scopes", "refreshToken", "grantedAt" FROM understudy.stage_0117;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0117', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count("clientId") AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count("refreshToken") AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0117 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('clientId', t.values_0, t.equal_0),
    ('refreshToken', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0117', 'public."OAuthGrants"');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0117', 'public."OAuthGrants"');
DROP TABLE IF EXISTS understudy.stage_0117;
SELECT understudy.step_done('0117');
COMMIT;
