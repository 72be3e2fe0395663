-- billing: ledger.entries
-- masking.yaml:165
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0123' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0123 (
  id bigint NOT NULL,
  booked_on date NOT NULL,
  currency billing.currency NOT NULL,
  text text NOT NULL,
  invoice_id bigint,
  credit_note_id integer,
  payment_id uuid,
  reverses bigint,
  posted_by text NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0123', 'ledger.entries', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY ledger.entries IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0123');
WITH staged AS (
  INSERT INTO understudy.stage_0123 (id, booked_on, currency, text, invoice_id, credit_note_id, payment_id, reverses, posted_by, understudy_equal)
  SELECT s.id,
    s.booked_on,
    s.currency,
    s.text,
    s.invoice_id,
    s.credit_note_id,
    s.payment_id,
    s.reverses,
    s.posted_by,
    CASE WHEN s.text::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.text::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.booked_on,
        s.currency,
        (CASE WHEN understudy.has_text(s.text) THEN understudy.words_like(s.text, s.understudy_d4) WHEN s.text IS NOT NULL THEN '' END)::text AS text,
        s.text AS understudy_o4,
        s.invoice_id,
        s.credit_note_id,
        s.payment_id,
        s.reverses,
        s.posted_by
    FROM (
    SELECT s.id,
        s.booked_on,
        s.currency,
        s.text,
        s.invoice_id,
        s.credit_note_id,
        s.payment_id,
        s.reverses,
        s.posted_by,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0123_4'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d4
    FROM ONLY ledger.entries AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0123' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0123', 'ledger.entries');
INSERT INTO ledger.entries (id, booked_on, currency, text, invoice_id, credit_note_id, payment_id, reverses, posted_by) OVERRIDING SYSTEM VALUE
SELECT id, booked_on, currency, text, invoice_id, credit_note_id, payment_id, reverses, posted_by FROM understudy.stage_0123;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0123', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(text) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0123 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('text', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0123', 'ledger.entries');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0123', 'ledger.entries');
DROP TABLE IF EXISTS understudy.stage_0123;
SELECT understudy.step_done('0123');
COMMIT;
