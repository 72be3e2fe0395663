-- billing: billing.collections
-- masking.yaml:135
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0104' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0104 (
  id integer NOT NULL,
  mandate_reference character varying(35) NOT NULL,
  payment_id uuid,
  amount billing.positive_amount NOT NULL,
  due_on date NOT NULL,
  kind character(4) NOT NULL,
  returned_because text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0104', 'billing.collections', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.collections IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0104');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0104', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 5::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(5, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.collections AS s CROSS JOIN LATERAL (SELECT s.mandate_reference::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.tokens_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0104 (id, mandate_reference, payment_id, amount, due_on, kind, returned_because, understudy_equal)
  SELECT s.id,
    s.mandate_reference,
    s.payment_id,
    s.amount,
    s.due_on,
    s.kind,
    s.returned_because,
    CASE WHEN s.mandate_reference::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.mandate_reference::text <> '' AND (pg_catalog.btrim(s.understudy_o2::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.returned_because::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.returned_because::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN understudy.has_text(s.mandate_reference::text) THEN pg_catalog.left(pg_catalog.lower(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.encode(pg_catalog.sha256(pg_catalog.substring(s.understudy_d2, 1, 16) || '\x01'::bytea), 'base64'), E'\n', ''), '+', 'x'), '/', '7') COLLATE "C"), 30) WHEN s.mandate_reference IS NOT NULL THEN s.mandate_reference::text END)::text AS mandate_reference,
        s.mandate_reference AS understudy_o2,
        s.payment_id,
        s.amount,
        s.due_on,
        s.kind,
        (CASE WHEN understudy.has_text(s.returned_because) THEN understudy.words_like(s.returned_because, s.understudy_d7) WHEN s.returned_because IS NOT NULL THEN '' END)::text AS returned_because,
        s.returned_because AS understudy_o7
    FROM (
    SELECT s.id,
        s.mandate_reference,
        s.payment_id,
        s.amount,
        s.due_on,
        s.kind,
        s.returned_because,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_column_20billing_2emandates_2ereference'), 'hex')), pg_catalog.convert_to(s.mandate_reference::text, 'UTF8')) AS understudy_d2,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0104_7'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d7
    FROM ONLY billing.collections AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0104' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0104', 'billing.collections');
INSERT INTO billing.collections (id, mandate_reference, payment_id, amount, due_on, kind, returned_because) OVERRIDING SYSTEM VALUE
SELECT id, mandate_reference, payment_id, amount, due_on, kind, returned_because FROM understudy.stage_0104;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0104', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(mandate_reference) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(returned_because) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0104 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('mandate_reference', t.values_0, t.equal_0),
    ('returned_because', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0104', 'billing.collections');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0104', 'billing.collections');
DROP TABLE IF EXISTS understudy.stage_0104;
SELECT understudy.step_done('0104');
COMMIT;
