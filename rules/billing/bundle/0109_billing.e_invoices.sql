-- billing: billing.e_invoices
-- masking.yaml:110
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0109' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0109 (
  invoice_id bigint NOT NULL,
  document xml NOT NULL,
  digest bytea NOT NULL,
  receipt xml,
  transmitted_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0109', 'billing.e_invoices', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.e_invoices IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0109');
WITH staged AS (
  INSERT INTO understudy.stage_0109 (invoice_id, document, digest, receipt, transmitted_at, understudy_equal)
  SELECT s.invoice_id,
    s.document,
    (sha256(convert_to((s.document)::text, 'UTF8'::name)))::bytea AS digest,
    s.receipt,
    s.transmitted_at,
    CASE WHEN s.document::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.document::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.receipt::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.receipt::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.invoice_id,
        (XMLPARSE(DOCUMENT (('<Invoice><ID>'::text || s.invoice_id) || '</ID></Invoice>'::text) STRIP WHITESPACE))::xml AS document,
        s.document AS understudy_o2,
        (NULL::pg_catalog.xml)::xml AS receipt,
        s.receipt AS understudy_o4,
        s.transmitted_at
    FROM (
    SELECT s.invoice_id,
        s.document,
        s.digest,
        s.receipt,
        s.transmitted_at
    FROM ONLY billing.e_invoices AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0109' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0109', 'billing.e_invoices');
INSERT INTO billing.e_invoices (invoice_id, document, digest, receipt, transmitted_at)
SELECT invoice_id, document, digest, receipt, transmitted_at FROM understudy.stage_0109;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0109', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(document) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(receipt) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0109 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('document', t.values_0, t.equal_0),
    ('receipt', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0109', 'billing.e_invoices');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0109', 'billing.e_invoices');
DROP TABLE IF EXISTS understudy.stage_0109;
SELECT understudy.step_done('0109');
COMMIT;
