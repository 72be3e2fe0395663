-- billing: billing.credit_notes
-- masking.yaml:104
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0106' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0106 (
  id integer NOT NULL,
  invoice_id bigint NOT NULL,
  amount billing.positive_amount NOT NULL,
  reason text NOT NULL,
  approved_by integer,
  issued_on date NOT NULL,
  pdf bytea,
  understudy_equal bigint
);
SELECT understudy.begin_table('0106', 'billing.credit_notes', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.credit_notes IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0106');
WITH staged AS (
  INSERT INTO understudy.stage_0106 (id, invoice_id, amount, reason, approved_by, issued_on, pdf, understudy_equal)
  SELECT s.id,
    s.invoice_id,
    s.amount,
    s.reason,
    s.approved_by,
    s.issued_on,
    s.pdf,
    CASE WHEN s.reason::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.reason::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.pdf::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.pdf::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.invoice_id,
        s.amount,
        (CASE WHEN understudy.has_text(s.reason) THEN understudy.words_like(s.reason, s.understudy_d4) WHEN s.reason IS NOT NULL THEN '' END)::text AS reason,
        s.reason AS understudy_o4,
        s.approved_by,
        s.issued_on,
        (CASE WHEN s.pdf IS NOT NULL THEN '%PDF-1.7 removed'::pg_catalog.bytea END)::bytea AS pdf,
        s.pdf AS understudy_o7
    FROM (
    SELECT s.id,
        s.invoice_id,
        s.amount,
        s.reason,
        s.approved_by,
        s.issued_on,
        s.pdf,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0106_4'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d4
    FROM ONLY billing.credit_notes AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0106' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0106', 'billing.credit_notes');
INSERT INTO billing.credit_notes (id, invoice_id, amount, reason, approved_by, issued_on, pdf) OVERRIDING SYSTEM VALUE
SELECT id, invoice_id, amount, reason, approved_by, issued_on, pdf FROM understudy.stage_0106;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0106', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(reason) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(pdf) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0106 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('reason', t.values_0, t.equal_0),
    ('pdf', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0106', 'billing.credit_notes');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0106', 'billing.credit_notes');
DROP TABLE IF EXISTS understudy.stage_0106;
SELECT understudy.step_done('0106');
COMMIT;
