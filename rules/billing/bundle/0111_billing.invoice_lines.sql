-- billing: billing.invoice_lines
-- masking.yaml:92
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0111' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0111 (
  invoice_id bigint NOT NULL,
  line_no smallint NOT NULL,
  description text NOT NULL,
  quantity numeric(12,3) NOT NULL,
  unit_price numeric(14,4) NOT NULL,
  tax_code text NOT NULL,
  delivered_to billing.postal_address,
  understudy_equal bigint
);
SELECT understudy.begin_table('0111', 'billing.invoice_lines', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.invoice_lines IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0111');
WITH staged AS (
  INSERT INTO understudy.stage_0111 (invoice_id, line_no, description, quantity, unit_price, tax_code, delivered_to, understudy_equal)
  SELECT s.invoice_id,
    s.line_no,
    s.description,
    s.quantity,
    s.unit_price,
    s.tax_code,
    s.delivered_to,
    CASE WHEN s.description::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.description::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.delivered_to::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.delivered_to::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.invoice_id,
        s.line_no,
        (CASE WHEN understudy.has_text(s.description) THEN understudy.words_like(s.description, s.understudy_d3) WHEN s.description IS NOT NULL THEN '' END)::text AS description,
        s.description AS understudy_o3,
        s.quantity,
        s.unit_price,
        s.tax_code,
        (CASE
            WHEN ((s.delivered_to)::text IS NOT NULL) THEN ROW('Receiver'::text, (s.line_no || ' Example Street'::text), '00000'::character varying(12), 'Example Town'::text, (s.delivered_to).country)::billing.postal_address
            ELSE NULL::billing.postal_address
        END)::billing.postal_address AS delivered_to,
        s.delivered_to AS understudy_o8
    FROM (
    SELECT s.invoice_id,
        s.line_no,
        s.description,
        s.quantity,
        s.unit_price,
        s.tax_code,
        s.delivered_to,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0111_3'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.invoice_id::text)::text || ':' || s.invoice_id::text, '-') || coalesce(pg_catalog.octet_length(s.line_no::text)::text || ':' || s.line_no::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d3
    FROM ONLY billing.invoice_lines AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0111' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0111', 'billing.invoice_lines');
INSERT INTO billing.invoice_lines (invoice_id, line_no, description, quantity, unit_price, tax_code, delivered_to)
SELECT invoice_id, line_no, description, quantity, unit_price, tax_code, delivered_to FROM understudy.stage_0111;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0111', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(description) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(delivered_to) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0111 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('description', t.values_0, t.equal_0),
    ('delivered_to', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0111', 'billing.invoice_lines');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0111', 'billing.invoice_lines');
DROP TABLE IF EXISTS understudy.stage_0111;
SELECT understudy.step_done('0111');
COMMIT;
