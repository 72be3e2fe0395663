-- billing: ledger.postings_0
-- masking.yaml:173
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0124' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0124 (
  entry_id bigint NOT NULL,
  line_no smallint NOT NULL,
  chart_code text NOT NULL,
  account_id bigint,
  amount billing.amount NOT NULL,
  memo text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0124', 'ledger.postings_0', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY ledger.postings_0 IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0124');
WITH staged AS (
  INSERT INTO understudy.stage_0124 (entry_id, line_no, chart_code, account_id, amount, memo, understudy_equal)
  SELECT s.entry_id,
    s.line_no,
    s.chart_code,
    s.account_id,
    s.amount,
    s.memo,
    CASE WHEN s.memo::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.memo::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.entry_id,
        s.line_no,
        s.chart_code,
        s.account_id,
        s.amount,
        (CASE WHEN understudy.has_text(s.memo) THEN understudy.words_like(s.memo, s.understudy_d6) WHEN s.memo IS NOT NULL THEN '' END)::text AS memo,
        s.memo AS understudy_o6
    FROM (
    SELECT s.entry_id,
        s.line_no,
        s.chart_code,
        s.account_id,
        s.amount,
        s.memo,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0124_6'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.entry_id::text)::text || ':' || s.entry_id::text, '-') || coalesce(pg_catalog.octet_length(s.line_no::text)::text || ':' || s.line_no::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d6
    FROM ONLY ledger.postings_0 AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0124' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0124', 'ledger.postings_0');
INSERT INTO ledger.postings_0 (entry_id, line_no, chart_code, account_id, amount, memo)
SELECT entry_id, line_no, chart_code, account_id, amount, memo FROM understudy.stage_0124;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0124', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(memo) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0124 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('memo', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0124', 'ledger.postings_0');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0124', 'ledger.postings_0');
DROP TABLE IF EXISTS understudy.stage_0124;
SELECT understudy.step_done('0124');
COMMIT;
