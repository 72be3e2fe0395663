-- support: storage.attachments
-- masking.yaml:130
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0129' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0129 (
  id uuid NOT NULL,
  message_id uuid NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  byte_size integer NOT NULL,
  digest bytea NOT NULL,
  content bytea,
  "largeObject" oid,
  understudy_equal bigint
);
SELECT understudy.begin_table('0129', 'storage.attachments', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY storage.attachments IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0129');
WITH staged AS (
  INSERT INTO understudy.stage_0129 (id, message_id, file_name, media_type, byte_size, digest, content, "largeObject", understudy_equal)
  SELECT s.id,
    s.message_id,
    s.file_name,
    s.media_type,
    s.byte_size,
    s.digest,
    s.content,
    s."largeObject",
    CASE WHEN s.file_name::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.file_name::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.media_type::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.media_type::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.byte_size::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.byte_size::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.digest::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.digest::text <> '' THEN 8 ELSE 0 END::bigint
      | CASE WHEN s.content::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.content::text <> '' THEN 16 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.message_id,
        ((('attachment '::text || "left"((s.id)::text, 8)) || '.txt'::text))::text AS file_name,
        s.file_name AS understudy_o3,
        (CASE WHEN s.media_type IS NOT NULL THEN 'text/plain'::pg_catalog.text END)::text AS media_type,
        s.media_type AS understudy_o4,
        (CASE WHEN s.byte_size IS NOT NULL THEN '19'::pg_catalog.int4 END)::integer AS byte_size,
        s.byte_size AS understudy_o5,
        (sha256('\x4174746163686d656e742072656d6f7665642e'::bytea))::bytea AS digest,
        s.digest AS understudy_o6,
        (CASE WHEN s.content IS NOT NULL THEN 'Attachment removed.'::pg_catalog.bytea END)::bytea AS content,
        s.content AS understudy_o7,
        s."largeObject"
    FROM (
    SELECT s.id,
        s.message_id,
        s.file_name,
        s.media_type,
        s.byte_size,
        s.digest,
        s.content,
        s."largeObject"
    FROM ONLY storage.attachments AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0129' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0129', 'storage.attachments');
INSERT INTO storage.attachments (id, message_id, file_name, media_type, byte_size, digest, content, "largeObject")
SELECT id, message_id, file_name, media_type, byte_size, digest, content, "largeObject" FROM understudy.stage_0129;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0129', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(file_name) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(media_type) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(byte_size) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(digest) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3,
    pg_catalog.count(content) AS values_4, pg_catalog.count(*) FILTER (WHERE understudy_equal & 16 <> 0) AS equal_4
  FROM understudy.stage_0129 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('file_name', t.values_0, t.equal_0),
    ('media_type', t.values_1, t.equal_1),
    ('byte_size', t.values_2, t.equal_2),
    ('digest', t.values_3, t.equal_3),
    ('content', t.values_4, t.equal_4)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0129', 'storage.attachments');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0129', 'storage.attachments');
DROP TABLE IF EXISTS understudy.stage_0129;
SELECT understudy.step_done('0129');
COMMIT;
