-- storefront: public.support_messages
-- masking.yaml:157
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0127' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0127 (
  id bigint NOT NULL,
  customer_id bigint NOT NULL,
  agent_id integer,
  "inReplyTo" bigint,
  from_email text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  attachment bytea,
  attachment_name text,
  sent_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0127', 'public.support_messages', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.support_messages IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0127');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0127', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.support_messages AS s CROSS JOIN LATERAL (SELECT s.from_email::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0127 (id, customer_id, agent_id, "inReplyTo", from_email, subject, body, attachment, attachment_name, sent_at, understudy_equal)
  SELECT s.id,
    s.customer_id,
    s.agent_id,
    s."inReplyTo",
    s.from_email,
    s.subject,
    s.body,
    s.attachment,
    s.attachment_name,
    s.sent_at,
    CASE WHEN s.from_email::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.from_email::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.subject::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.subject::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.body::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.body::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.attachment::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.attachment::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.attachment_name::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.attachment_name::text <> '' THEN 16 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.customer_id,
        s.agent_id,
        s."inReplyTo",
        (CASE WHEN understudy.has_text(s.from_email) THEN understudy.email_with_name(s.understudy_d5) WHEN s.from_email IS NOT NULL THEN '' END)::text AS from_email,
        s.from_email AS understudy_o5,
        (CASE WHEN understudy.has_text(s.subject) THEN understudy.words_like(s.subject, s.understudy_d6) WHEN s.subject IS NOT NULL THEN '' END)::text AS subject,
        s.subject AS understudy_o6,
        (CASE WHEN understudy.has_text(s.body) THEN understudy.words_like(s.body, s.understudy_d7) WHEN s.body IS NOT NULL THEN '' END)::text AS body,
        s.body AS understudy_o7,
        (NULL::pg_catalog.bytea)::bytea AS attachment,
        s.attachment AS understudy_o8,
        (CASE WHEN s.attachment_name IS NOT NULL THEN 'attachment.pdf'::pg_catalog.text END)::text AS attachment_name,
        s.attachment_name AS understudy_o9,
        s.sent_at
    FROM (
    SELECT s.id,
        s.customer_id,
        s.agent_id,
        s."inReplyTo",
        s.from_email,
        s.subject,
        s.body,
        s.attachment,
        s.attachment_name,
        s.sent_at,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_customer_5femail'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.from_email::text, E' \t\n\r')), 'UTF8')) AS understudy_d5,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0127_6'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d6,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0127_7'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d7
    FROM ONLY public.support_messages AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0127' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0127', 'public.support_messages');
INSERT INTO public.support_messages (id, customer_id, agent_id, "inReplyTo", from_email, subject, body, attachment, attachment_name, sent_at) OVERRIDING SYSTEM VALUE
SELECT id, customer_id, agent_id, "inReplyTo", from_email, subject, body, attachment, attachment_name, sent_at FROM understudy.stage_0127;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0127', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(from_email) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(subject) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(body) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(attachment) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(attachment_name) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4
  FROM understudy.stage_0127 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('from_email', t.values_0, t.equal_0),
    ('subject', t.values_1, t.equal_1),
    ('body', t.values_2, t.equal_2),
    ('attachment', t.values_3, t.equal_3),
    ('attachment_name', t.values_4, t.equal_4)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0127', 'public.support_messages');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0127', 'public.support_messages');
DROP TABLE IF EXISTS understudy.stage_0127;
SELECT understudy.step_done('0127');
COMMIT;
