-- billing: billing.tax_ids
-- masking.yaml:44
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0121' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0121 (
  id integer NOT NULL,
  account_id bigint NOT NULL,
  vat_number character varying(20),
  national_id character varying(24),
  valid daterange NOT NULL,
  vies_answer xml,
  verified_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0121', 'billing.tax_ids', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.tax_ids IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0121');
WITH staged AS (
  INSERT INTO understudy.stage_0121 (id, account_id, vat_number, national_id, valid, vies_answer, verified_at, understudy_equal)
  SELECT s.id,
    s.account_id,
    s.vat_number,
    s.national_id,
    s.valid,
    s.vies_answer,
    s.verified_at,
    CASE WHEN s.vat_number::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.vat_number::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.national_id::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.national_id::text <> '' AND (s.understudy_o5::text COLLATE "C" !~ '[^\x01-/:-@\[-`{-\x7f]') IS NOT TRUE THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.vies_answer::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.vies_answer::text <> '' THEN 4 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.account_id,
        (CASE WHEN understudy.has_text(s.vat_number::text) THEN understudy.vat_number_of(s.vat_number::text, NULL, s.understudy_d3) WHEN s.vat_number IS NOT NULL THEN '' END)::text AS vat_number,
        s.vat_number AS understudy_o3,
        (CASE WHEN understudy.has_text(s.national_id::text) THEN understudy.other_characters(s.national_id::text, s.understudy_d5) WHEN s.national_id IS NOT NULL THEN '' END)::text AS national_id,
        s.national_id AS understudy_o5,
        s.valid,
        (NULL::pg_catalog.xml)::xml AS vies_answer,
        s.vies_answer AS understudy_o7,
        s.verified_at
    FROM (
    SELECT s.id,
        s.account_id,
        s.vat_number,
        s.national_id,
        s.valid,
        s.vies_answer,
        s.verified_at,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0121_3'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d3,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0121_5'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d5
    FROM ONLY billing.tax_ids AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0121' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0121', 'billing.tax_ids');
INSERT INTO billing.tax_ids (id, account_id, vat_number, national_id, valid, vies_answer, verified_at) OVERRIDING SYSTEM VALUE
SELECT id, account_id, vat_number, national_id, valid, vies_answer, verified_at FROM understudy.stage_0121;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0121', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(vat_number) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(national_id) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(vies_answer) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2
  FROM understudy.stage_0121 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('vat_number', t.values_0, t.equal_0),
    ('national_id', t.values_1, t.equal_1),
    ('vies_answer', t.values_2, t.equal_2)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0121', 'billing.tax_ids');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0121', 'billing.tax_ids');
DROP TABLE IF EXISTS understudy.stage_0121;
SELECT understudy.step_done('0121');
COMMIT;
