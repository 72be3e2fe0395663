-- billing: billing.dunning_letters
-- masking.yaml:116
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0107' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0107 (
  id integer NOT NULL,
  account_id bigint NOT NULL,
  invoice_id bigint,
  level smallint NOT NULL,
  sent_on date NOT NULL,
  address billing.postal_address NOT NULL,
  letter text NOT NULL,
  pdf bytea,
  answer text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0107', 'billing.dunning_letters', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.dunning_letters IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0107');
WITH staged AS (
  INSERT INTO understudy.stage_0107 (id, account_id, invoice_id, level, sent_on, address, letter, pdf, answer, understudy_equal)
  SELECT s.id,
    s.account_id,
    s.invoice_id,
    s.level,
    s.sent_on,
    s.address,
    s.letter,
    s.pdf,
    s.answer,
    CASE WHEN s.address::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.address::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.letter::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.letter::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.pdf::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.pdf::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.answer::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.answer::text <> '' THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.account_id,
        s.invoice_id,
        s.level,
        s.sent_on,
        (ROW(('Debtor '::text || s.account_id), (s.account_id || ' Example Street'::text), '00000'::character varying(12), 'Example Town'::text, (s.address).country)::billing.postal_address)::billing.postal_address AS address,
        s.address AS understudy_o6,
        (CASE WHEN understudy.has_text(s.letter) THEN understudy.words_like(s.letter, s.understudy_d7) WHEN s.letter IS NOT NULL THEN '' END)::text AS letter,
        s.letter AS understudy_o7,
        (CASE WHEN s.pdf IS NOT NULL THEN '%PDF-1.7 removed'::pg_catalog.bytea END)::bytea AS pdf,
        s.pdf AS understudy_o8,
        (CASE WHEN understudy.has_text(s.answer) THEN understudy.words_like(s.answer, s.understudy_d9) WHEN s.answer IS NOT NULL THEN '' END)::text AS answer,
        s.answer AS understudy_o9
    FROM (
    SELECT s.id,
        s.account_id,
        s.invoice_id,
        s.level,
        s.sent_on,
        s.address,
        s.letter,
        s.pdf,
        s.answer,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0107_7'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d7,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0107_9'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d9
    FROM ONLY billing.dunning_letters AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0107' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0107', 'billing.dunning_letters');
INSERT INTO billing.dunning_letters (id, account_id, invoice_id, level, sent_on, address, letter, pdf, answer) OVERRIDING SYSTEM VALUE
SELECT id, account_id, invoice_id, level, sent_on, address, letter, pdf, answer FROM understudy.stage_0107;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0107', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(address) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(letter) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(pdf) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(answer) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0107 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('address', t.values_0, t.equal_0),
    ('letter', t.values_1, t.equal_1),
    ('pdf', t.values_2, t.equal_2),
    ('answer', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0107', 'billing.dunning_letters');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0107', 'billing.dunning_letters');
DROP TABLE IF EXISTS understudy.stage_0107;
SELECT understudy.step_done('0107');
COMMIT;
