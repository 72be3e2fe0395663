-- support: public.OAuthClients
-- masking.yaml:197
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0116' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0116 (
  "clientId" uuid NOT NULL,
  name text NOT NULL,
  "clientSecret" text NOT NULL,
  "redirectUris" text[] NOT NULL,
  "ownerEmail" text,
  "createdAt" timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0116', 'public."OAuthClients"', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public."OAuthClients" IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0116');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0116', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public."OAuthClients" AS s CROSS JOIN LATERAL (SELECT s."clientSecret"::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public."OAuthClients" AS s CROSS JOIN LATERAL (SELECT s."ownerEmail"::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0116 ("clientId", name, "clientSecret", "redirectUris", "ownerEmail", "createdAt", understudy_equal)
  SELECT s."clientId",
    s.name,
    s."clientSecret",
    s."redirectUris",
    s."ownerEmail",
    s."createdAt",
    CASE WHEN s."clientId"::text COLLATE "C" = s.understudy_o1::text COLLATE "C" AND s."clientId"::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s."clientSecret"::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s."clientSecret"::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s."redirectUris"::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s."redirectUris"::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s."ownerEmail"::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s."ownerEmail"::text <> '' THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT (CASE WHEN s."clientId" IS NOT NULL THEN understudy.uuid_of(s.understudy_d1) END)::uuid AS "clientId",
        s."clientId" AS understudy_o1,
        s.name,
        (CASE WHEN understudy.has_text(s."clientSecret") THEN 'oas_' || pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d3, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 40) WHEN s."clientSecret" IS NOT NULL THEN '' END)::text AS "clientSecret",
        s."clientSecret" AS understudy_o3,
        (CASE WHEN pg_catalog.cardinality(s."redirectUris") > 0 THEN (SELECT understudy.array_in_shape(pg_catalog.array_agg((CASE WHEN e.value IS NOT NULL THEN 'https://client.invalid/back'::pg_catalog.text END)::pg_catalog.text ORDER BY e.number), pg_catalog.array_dims(s."redirectUris")) FROM (SELECT ev.value, ev.number FROM pg_catalog.unnest(s."redirectUris") WITH ORDINALITY AS ev(value, number) OFFSET 0) AS e) ELSE s."redirectUris"::pg_catalog.text[] END)::text[] AS "redirectUris",
        s."redirectUris" AS understudy_o4,
        (CASE WHEN understudy.has_text(s."ownerEmail") THEN understudy.email_with_name(s.understudy_d5) WHEN s."ownerEmail" IS NOT NULL THEN '' END)::text AS "ownerEmail",
        s."ownerEmail" AS understudy_o5,
        s."createdAt"
    FROM (
    SELECT s."clientId",
        s.name,
        s."clientSecret",
        s."redirectUris",
        s."ownerEmail",
        s."createdAt",
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_column_20public_2e_4f_41uth_43lients_2eclient_49d'), 'hex')), pg_catalog.convert_to(s."clientId"::text, 'UTF8')) AS understudy_d1,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0116_3'), 'hex')), pg_catalog.convert_to(s."clientId"::text, 'UTF8')) AS understudy_d3,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s."ownerEmail"::text, E' \t\n\r')), 'UTF8')) AS understudy_d5
    FROM ONLY public."OAuthClients" AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0116' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0116', 'public."OAuthClients"');
INSERT INTO public."OAuthClients" ("clientId", name, "clientSecret", "redirectUris", "ownerEmail", "createdAt")
SELECT "clientId", name, "clientSecret", "redirectUris", "ownerEmail", "createdAt" FROM understudy.stage_0116;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0116', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count("clientId") AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count("clientSecret") AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count("redirectUris") AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count("ownerEmail") AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0116 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('clientId', t.values_0, t.equal_0),
    ('clientSecret', t.values_1, t.equal_1),
    ('redirectUris', t.values_2, t.equal_2),
    ('ownerEmail', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0116', 'public."OAuthClients"');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0116', 'public."OAuthClients"');
DROP TABLE IF EXISTS understudy.stage_0116;
SELECT understudy.step_done('0116');
COMMIT;
