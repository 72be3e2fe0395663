-- support: desk.satisfaction_ratings
-- masking.yaml:140
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0111' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0111 (
  id integer NOT NULL,
  ticket_id bigint NOT NULL,
  requester_id uuid NOT NULL,
  score smallint NOT NULL,
  comment text,
  rating_token character varying(32),
  rated_at timestamp with time zone,
  understudy_equal bigint
);
SELECT understudy.begin_table('0111', 'desk.satisfaction_ratings', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY desk.satisfaction_ratings IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0111');
WITH staged AS (
  INSERT INTO understudy.stage_0111 (id, ticket_id, requester_id, score, comment, rating_token, rated_at, understudy_equal)
  SELECT s.id,
    s.ticket_id,
    s.requester_id,
    s.score,
    s.comment,
    s.rating_token,
    s.rated_at,
    CASE WHEN s.comment::text COLLATE "C" = s.understudy_o5::text COLLATE "C" AND s.comment::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.rating_token::text COLLATE "C" = s.understudy_o6::text COLLATE "C" AND s.rating_token::text <> '' AND (pg_catalog.btrim(s.understudy_o6::text COLLATE "C", E' \t\n\r') = '') IS NOT TRUE THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.ticket_id,
        s.requester_id,
        s.score,
        (CASE WHEN understudy.has_text(s.comment) THEN understudy.words_like(s.comment, s.understudy_d5) WHEN s.comment IS NOT NULL THEN '' END)::text AS comment,
        s.comment AS understudy_o5,
        (NULL::pg_catalog."varchar")::text AS rating_token,
        s.rating_token AS understudy_o6,
        s.rated_at
    FROM (
    SELECT s.id,
        s.ticket_id,
        s.requester_id,
        s.score,
        s.comment,
        s.rating_token,
        s.rated_at,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0111_5'), 'hex')), pg_catalog.convert_to(s.id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d5
    FROM ONLY desk.satisfaction_ratings AS s
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
SELECT understudy.swap_begin('0111', 'desk.satisfaction_ratings');
INSERT INTO desk.satisfaction_ratings (id, ticket_id, requester_id, score, comment, rating_token, rated_at) OVERRIDING SYSTEM VALUE
SELECT id, ticket_id, requester_id, score, comment, rating_token, rated_at FROM understudy.stage_0111;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0111', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(comment) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(rating_token) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0111 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('comment', t.values_0, t.equal_0),
    ('rating_token', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0111', 'desk.satisfaction_ratings');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0111', 'desk.satisfaction_ratings');
DROP TABLE IF EXISTS understudy.stage_0111;
SELECT understudy.step_done('0111');
COMMIT;
