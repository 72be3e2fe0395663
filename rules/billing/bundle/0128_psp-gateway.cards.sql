-- billing: psp-gateway.cards
-- masking.yaml:154
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0128' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0128 (
  id uuid NOT NULL,
  account_id bigint NOT NULL,
  holder text NOT NULL,
  number "psp-gateway".card_number NOT NULL,
  brand text NOT NULL,
  expires_on date NOT NULL,
  token character varying(64),
  fingerprint bytea NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0128', '"psp-gateway".cards', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY "psp-gateway".cards IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0128');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0128', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY "psp-gateway".cards AS s CROSS JOIN LATERAL (SELECT s.holder::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 4::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(4, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY "psp-gateway".cards AS s CROSS JOIN LATERAL (SELECT s.number::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.accounts_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY "psp-gateway".cards AS s CROSS JOIN LATERAL (SELECT s.token::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0128 (id, account_id, holder, number, brand, expires_on, token, fingerprint, understudy_equal)
  SELECT s.id,
    s.account_id,
    s.holder,
    s.number,
    s.brand,
    s.expires_on,
    s.token,
    s.fingerprint,
    CASE WHEN s.holder::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.holder::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.number::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.number::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.token::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.token::text <> '' AND (pg_catalog.btrim(s.understudy_o8::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.fingerprint::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.fingerprint::text <> '' THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.account_id,
        (CASE WHEN understudy.has_text(s.holder) THEN understudy.first_name_en(s.understudy_d3) || ' ' || understudy.last_name_en(s.understudy_d3 >> 32) WHEN s.holder IS NOT NULL THEN '' END)::text AS holder,
        s.holder AS understudy_o3,
        (CASE WHEN understudy.has_text(s.number::text) THEN understudy.card_number(s.number::text, s.understudy_d4) WHEN s.number IS NOT NULL THEN '' END)::text AS number,
        s.number AS understudy_o4,
        s.brand,
        s.expires_on,
        (CASE WHEN understudy.has_text(s.token::text) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d8, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 32) WHEN s.token IS NOT NULL THEN s.token::text END)::text AS token,
        s.token AS understudy_o8,
        (sha256(convert_to(('lower environments, card '::text || s.id), 'UTF8'::name)))::bytea AS fingerprint,
        s.fingerprint AS understudy_o9
    FROM (
    SELECT s.id,
        s.account_id,
        s.holder,
        s.number,
        s.brand,
        s.expires_on,
        s.token,
        s.fingerprint,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0128_3'), 16))::bit(64)::bigint)) AS understudy_d3,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0128_4'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d4,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_payment_5ftoken'), 'hex')), pg_catalog.convert_to(s.token::text, 'UTF8')) AS understudy_d8
    FROM ONLY "psp-gateway".cards AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0128' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0128', '"psp-gateway".cards');
INSERT INTO "psp-gateway".cards (id, account_id, holder, number, brand, expires_on, token, fingerprint)
SELECT id, account_id, holder, number, brand, expires_on, token, fingerprint FROM understudy.stage_0128;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0128', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(holder) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(number) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(token) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(fingerprint) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0128 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('holder', t.values_0, t.equal_0),
    ('number', t.values_1, t.equal_1),
    ('token', t.values_2, t.equal_2),
    ('fingerprint', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0128', '"psp-gateway".cards');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0128', '"psp-gateway".cards');
DROP TABLE IF EXISTS understudy.stage_0128;
SELECT understudy.step_done('0128');
COMMIT;
