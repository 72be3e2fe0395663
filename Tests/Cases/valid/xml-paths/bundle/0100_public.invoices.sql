-- corpus: public.invoices
-- masking.yaml:4
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id integer NOT NULL,
  body text,
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.invoices', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.invoices IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0100', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.invoices AS s CROSS JOIN LATERAL (SELECT p.value FROM understudy.xml_parts(s.body::text, ARRAY['/invoice/@number', '/invoice/total']::text[], ARRAY['^(?:/[^/@]+)*/email$']::text[], ARRAY['mask', 'keep', 'mask']::text[], '^(?:|(?:/[^/@]+)*|/invoice)$', 'mask') AS p WHERE p.rule = 3) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, body, understudy_equal)
  SELECT s.id,
    s.body,
    CASE WHEN s.body::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.body::text <> '' THEN 1 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN s.body IS NOT NULL THEN coalesce((SELECT pg_catalog.string_agg(p.markup || coalesce(understudy.xml_text(CASE p.rule WHEN 1 THEN (SELECT (CASE WHEN understudy.has_text(m.value) THEN understudy.other_digits(m.value, m.bits) WHEN m.value IS NOT NULL THEN '' END)::text FROM (SELECT mv.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d2, pg_catalog.convert_to(p.number::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT p.value AS value OFFSET 0) AS mv OFFSET 0) AS m) WHEN 3 THEN (SELECT (CASE WHEN understudy.has_text(m.value) THEN understudy.email_with_name(m.digest) WHEN m.value IS NOT NULL THEN m.value END)::text FROM (SELECT mv.value, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_address'), 'hex')), pg_catalog.convert_to(mv.value::text, 'UTF8')) AS digest FROM (SELECT p.value AS value OFFSET 0) AS mv OFFSET 0) AS m) WHEN 0 THEN (SELECT (CASE WHEN understudy.has_text(m.value) THEN understudy.words_like(m.value, m.bits) WHEN m.value IS NOT NULL THEN '' END)::text FROM (SELECT mv.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d2, pg_catalog.convert_to(p.number::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT p.value AS value OFFSET 0) AS mv OFFSET 0) AS m) END), ''), '' ORDER BY p.number) FROM understudy.xml_parts(s.body::text, ARRAY['/invoice/@number', '/invoice/total']::text[], ARRAY['^(?:/[^/@]+)*/email$']::text[], ARRAY['mask', 'keep', 'mask']::text[], '^(?:|(?:/[^/@]+)*|/invoice)$', 'mask') AS p), '') END)::text AS body,
        s.body AS understudy_o2
    FROM (
    SELECT s.id,
        s.body,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0100_2'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')) AS understudy_d2
    FROM ONLY public.invoices AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0100' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0100', 'public.invoices');
INSERT INTO public.invoices (id, body)
SELECT id, body FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(body) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('body', t.values_0, t.equal_0)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.invoices');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.invoices');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
