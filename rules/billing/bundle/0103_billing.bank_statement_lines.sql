-- billing: billing.bank_statement_lines
-- masking.yaml:142
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0103' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0103 (
  statement_no integer NOT NULL,
  line_no smallint NOT NULL,
  booked_on date NOT NULL,
  amount numeric(14,2) NOT NULL,
  currency character(3) NOT NULL,
  counterparty text,
  counterparty_iban text,
  purpose text,
  raw_line text,
  matched_payment uuid,
  understudy_equal bigint
);
SELECT understudy.begin_table('0103', 'billing.bank_statement_lines', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.bank_statement_lines IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0103');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0103', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY billing.bank_statement_lines AS s CROSS JOIN LATERAL (SELECT s.counterparty::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 4::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(4, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.bank_statement_lines AS s CROSS JOIN LATERAL (SELECT s.counterparty_iban::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.accounts_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.bank_statement_lines AS s CROSS JOIN LATERAL (SELECT s.raw_line::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0103 (statement_no, line_no, booked_on, amount, currency, counterparty, counterparty_iban, purpose, raw_line, matched_payment, understudy_equal)
  SELECT s.statement_no,
    s.line_no,
    s.booked_on,
    s.amount,
    s.currency,
    s.counterparty,
    s.counterparty_iban,
    s.purpose,
    s.raw_line,
    s.matched_payment,
    CASE WHEN s.counterparty::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.counterparty::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.counterparty_iban::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.counterparty_iban::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.purpose::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.purpose::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.raw_line::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.raw_line::text <> '' THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.statement_no,
        s.line_no,
        s.booked_on,
        s.amount,
        s.currency,
        (CASE WHEN understudy.has_text(s.counterparty) THEN understudy.first_name_en(s.understudy_d6) || ' ' || understudy.last_name_en(s.understudy_d6 >> 32) WHEN s.counterparty IS NOT NULL THEN '' END)::text AS counterparty,
        s.counterparty AS understudy_o6,
        (CASE WHEN understudy.has_text(s.counterparty_iban) THEN understudy.in_form(s.counterparty_iban, understudy.iban_of(pg_catalog.upper(pg_catalog.left(pg_catalog.ltrim(s.counterparty_iban), 2) COLLATE "C"), s.understudy_d7)) WHEN s.counterparty_iban IS NOT NULL THEN '' END)::text AS counterparty_iban,
        s.counterparty_iban AS understudy_o7,
        (CASE WHEN understudy.has_text(s.purpose) THEN understudy.words_like(s.purpose, s.understudy_d8) WHEN s.purpose IS NOT NULL THEN '' END)::text AS purpose,
        s.purpose AS understudy_o8,
        (CASE WHEN understudy.has_text(s.raw_line) THEN pg_catalog.left(pg_catalog.encode(pg_catalog.substring(s.understudy_d9, 1, 16), 'hex'), 32) WHEN s.raw_line IS NOT NULL THEN '' END)::text AS raw_line,
        s.raw_line AS understudy_o9,
        s.matched_payment
    FROM (
    SELECT s.statement_no,
        s.line_no,
        s.booked_on,
        s.amount,
        s.currency,
        s.counterparty,
        s.counterparty_iban,
        s.purpose,
        s.raw_line,
        s.matched_payment,
        pg_catalog.hashtextextended(coalesce(pg_catalog.octet_length(s.statement_no::text)::text || ':' || s.statement_no::text, '-') || coalesce(pg_catalog.octet_length(s.line_no::text)::text || ':' || s.line_no::text, '-'), (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0103_6'), 16))::bit(64)::bigint)) AS understudy_d6,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_bank_5faccount'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.counterparty_iban::text, E' \t\n\r')), 'UTF8')) AS understudy_d7,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0103_8'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.statement_no::text)::text || ':' || s.statement_no::text, '-') || coalesce(pg_catalog.octet_length(s.line_no::text)::text || ':' || s.line_no::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d8,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0103_9'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.statement_no::text)::text || ':' || s.statement_no::text, '-') || coalesce(pg_catalog.octet_length(s.line_no::text)::text || ':' || s.line_no::text, '-'), 'UTF8')) AS understudy_d9
    FROM ONLY billing.bank_statement_lines AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0103' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0103', 'billing.bank_statement_lines');
INSERT INTO billing.bank_statement_lines (statement_no, line_no, booked_on, amount, currency, counterparty, counterparty_iban, purpose, raw_line, matched_payment)
SELECT statement_no, line_no, booked_on, amount, currency, counterparty, counterparty_iban, purpose, raw_line, matched_payment FROM understudy.stage_0103;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0103', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(counterparty) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(counterparty_iban) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(purpose) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(raw_line) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0103 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('counterparty', t.values_0, t.equal_0),
    ('counterparty_iban', t.values_1, t.equal_1),
    ('purpose', t.values_2, t.equal_2),
    ('raw_line', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0103', 'billing.bank_statement_lines');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0103', 'billing.bank_statement_lines');
DROP TABLE IF EXISTS understudy.stage_0103;
SELECT understudy.step_done('0103');
COMMIT;
