-- billing: billing.invoices
-- masking.yaml:80
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0112' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0112 (
  id bigint NOT NULL,
  series text NOT NULL,
  number bigint NOT NULL,
  account_id bigint NOT NULL,
  subscription_id integer,
  credit_note_id integer,
  status billing.invoice_status NOT NULL,
  issued_on date NOT NULL,
  due_on date NOT NULL,
  period daterange,
  currency billing.currency NOT NULL,
  net billing.positive_amount NOT NULL,
  tax billing.positive_amount NOT NULL,
  gross billing.positive_amount NOT NULL,
  bill_to billing.postal_address NOT NULL,
  recipient_email text,
  purchase_order character varying(40),
  notes text,
  pdf bytea,
  sent_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0112', 'billing.invoices', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.invoices IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0112');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0112', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.invoices AS s CROSS JOIN LATERAL (SELECT s.recipient_email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.invoices AS s CROSS JOIN LATERAL (SELECT s.purchase_order::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0112 (id, series, number, account_id, subscription_id, credit_note_id, status, issued_on, due_on, period, currency, net, tax, gross, bill_to, recipient_email, purchase_order, notes, pdf, sent_at, understudy_equal)
  SELECT s.id,
    s.series,
    s.number,
    s.account_id,
    s.subscription_id,
    s.credit_note_id,
    s.status,
    s.issued_on,
    s.due_on,
    s.period,
    s.currency,
    s.net,
    s.tax,
    s.gross,
    s.bill_to,
    s.recipient_email,
    s.purchase_order,
    s.notes,
    s.pdf,
    s.sent_at,
    CASE WHEN s.bill_to::text COLLATE "C" = s.understudy_o17::text COLLATE "C" AND s.bill_to::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.recipient_email::text COLLATE "C" = s.understudy_o18::text COLLATE "C" AND s.recipient_email::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.purchase_order::text COLLATE "C" = s.understudy_o19::text COLLATE "C" AND s.purchase_order::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.notes::text COLLATE "C" = s.understudy_o20::text COLLATE "C" AND s.notes::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.pdf::text COLLATE "C" = s.understudy_o21::text COLLATE "C" AND s.pdf::text <> '' THEN 16 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.series,
        s.number,
        s.account_id,
        s.subscription_id,
        s.credit_note_id,
        s.status,
        s.issued_on,
        s.due_on,
        s.period,
        s.currency,
        s.net,
        s.tax,
        s.gross,
        (ROW(('Debtor '::text || s.account_id), (s.account_id || ' Example Street'::text), '00000'::character varying(12), 'Example Town'::text, (s.bill_to).country)::billing.postal_address)::billing.postal_address AS bill_to,
        s.bill_to AS understudy_o17,
        (CASE WHEN understudy.has_text(s.recipient_email) THEN understudy.email_with_name(s.understudy_d18) WHEN s.recipient_email IS NOT NULL THEN '' END)::text AS recipient_email,
        s.recipient_email AS understudy_o18,
        (CASE WHEN understudy.has_text(s.purchase_order::text) THEN 'PO-' || pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.substring(s.understudy_d19, 1, 16), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 16) WHEN s.purchase_order IS NOT NULL THEN '' END)::text AS purchase_order,
        s.purchase_order AS understudy_o19,
        (CASE WHEN understudy.has_text(s.notes) THEN understudy.words_like(s.notes, s.understudy_d20) WHEN s.notes IS NOT NULL THEN '' END)::text AS notes,
        s.notes AS understudy_o20,
        (CASE WHEN s.pdf IS NOT NULL THEN '%PDF-1.7 removed'::pg_catalog.bytea END)::bytea AS pdf,
        s.pdf AS understudy_o21,
        s.sent_at
    FROM (
    SELECT s.id,
        s.series,
        s.number,
        s.account_id,
        s.subscription_id,
        s.credit_note_id,
        s.status,
        s.issued_on,
        s.due_on,
        s.period,
        s.currency,
        s.net,
        s.tax,
        s.gross,
        s.bill_to,
        s.recipient_email,
        s.purchase_order,
        s.notes,
        s.pdf,
        s.sent_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.recipient_email::text, E' \t\n\r')), 'UTF8')) AS understudy_d18,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0112_19'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d19,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0112_20'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d20
    FROM ONLY billing.invoices AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0112' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0112', 'billing.invoices');
INSERT INTO billing.invoices (id, series, number, account_id, subscription_id, credit_note_id, status, issued_on, due_on, period, currency, net, tax, gross, bill_to, recipient_email, purchase_order, notes, pdf, sent_at) OVERRIDING SYSTEM VALUE
SELECT id, series, number, account_id, subscription_id, credit_note_id, status, issued_on, due_on, period, currency, net, tax, gross, bill_to, recipient_email, purchase_order, notes, pdf, sent_at FROM understudy.stage_0112;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0112', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(bill_to) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(recipient_email) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(purchase_order) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(notes) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(pdf) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4
  FROM understudy.stage_0112 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('bill_to', t.values_0, t.equal_0),
    ('recipient_email', t.values_1, t.equal_1),
    ('purchase_order', t.values_2, t.equal_2),
    ('notes', t.values_3, t.equal_3),
    ('pdf', t.values_4, t.equal_4)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0112', 'billing.invoices');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0112', 'billing.invoices');
DROP TABLE IF EXISTS understudy.stage_0112;
SELECT understudy.step_done('0112');
COMMIT;
