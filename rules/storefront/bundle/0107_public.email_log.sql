-- storefront: public.email_log
-- masking.yaml:166
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0107' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0107 (
  id bigint NOT NULL,
  recipient text NOT NULL,
  template text NOT NULL,
  subject text NOT NULL,
  body text,
  sent_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0107', 'public.email_log', 'rewrite', '(s.sent_at > (understudy.as_of() - ''30 days''::interval))');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.email_log IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0107');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0107', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.email_log AS s CROSS JOIN LATERAL (SELECT s.recipient::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      AND ((s.sent_at > (understudy.as_of() - '30 days'::interval))) IS TRUE
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0107 (id, recipient, template, subject, body, sent_at, understudy_equal)
  SELECT s.id,
    s.recipient,
    s.template,
    s.subject,
    s.body,
    s.sent_at,
    CASE WHEN s.recipient::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.recipient::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.subject::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.subject::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.body::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.body::text <> '' THEN 4 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN understudy.has_text(s.recipient) THEN understudy.email_with_name(s.understudy_d2) WHEN s.recipient IS NOT NULL THEN '' END)::text AS recipient,
        s.recipient AS understudy_o2,
        s.template,
        (CASE WHEN understudy.has_text(s.subject) THEN understudy.words_like(s.subject, s.understudy_d4) WHEN s.subject IS NOT NULL THEN '' END)::text AS subject,
        s.subject AS understudy_o4,
        (CASE WHEN understudy.has_text(s.body) THEN understudy.words_like(s.body, s.understudy_d5) WHEN s.body IS NOT NULL THEN '' END)::text AS body,
        s.body AS understudy_o5,
        s.sent_at
    FROM (
    SELECT s.id,
        s.recipient,
        s.template,
        s.subject,
        s.body,
        s.sent_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.recipient::text, E' \t\n\r')), 'UTF8')) AS understudy_d2,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0107_4'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d4,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0107_5'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d5
    FROM ONLY public.email_log AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      AND ((s.sent_at > (understudy.as_of() - '30 days'::interval))) IS TRUE
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0107' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0107', 'public.email_log');
INSERT INTO public.email_log (id, recipient, template, subject, body, sent_at) OVERRIDING SYSTEM VALUE
SELECT id, recipient, template, subject, body, sent_at FROM understudy.stage_0107;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0107', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(recipient) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(subject) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(body) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2
  FROM understudy.stage_0107 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('recipient', t.values_0, t.equal_0),
    ('subject', t.values_1, t.equal_1),
    ('body', t.values_2, t.equal_2)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0107', 'public.email_log');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0107', 'public.email_log');
DROP TABLE IF EXISTS understudy.stage_0107;
SELECT understudy.step_done('0107');
COMMIT;
