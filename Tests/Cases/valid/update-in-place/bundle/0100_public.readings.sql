-- corpus: public.readings
-- masking.yaml:3
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: triggers off, ranges of the key (id) planned
BEGIN;
SELECT understudy.begin_table('0100', 'public.readings', 'update');
SELECT understudy.update_begin('0100', 'public.readings', ARRAY['id']::text[]);
COMMIT;

-- lock: others may read, and nobody else may mask or alter it; who writes all the same is found at the end
BEGIN;
LOCK TABLE ONLY public.readings IN SHARE UPDATE EXCLUSIVE MODE;

-- update: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.update_whole('0100');
WITH changed AS (
  UPDATE ONLY public.readings AS u
  SET note = m.note
  FROM (
  SELECT s.id,
    s.note,
    ARRAY[(s.note::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.note::text <> '') IS TRUE]::boolean[] AS understudy_equal
  FROM (
    SELECT s.id,
        s.taken_at,
        (CASE WHEN s.note IS NOT NULL THEN 'gone'::pg_catalog.text END)::text AS note,
        s.note AS understudy_o3
    FROM (
    SELECT s.id,
        s.taken_at,
        s.note
    FROM ONLY public.readings AS s
    WHERE s.id >= (pg_catalog.current_setting('understudy.lo')::text[])[1]::bigint AND s.id <= (pg_catalog.current_setting('understudy.hi')::text[])[1]::bigint
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  ) AS m
  WHERE u.id = m.id
    AND u.id >= (pg_catalog.current_setting('understudy.lo')::text[])[1]::bigint AND u.id <= (pg_catalog.current_setting('understudy.hi')::text[])[1]::bigint
  RETURNING u.note, m.understudy_equal
)
UPDATE understudy.batch
SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM ONLY public.readings AS s WHERE s.id >= (pg_catalog.current_setting('understudy.lo')::text[])[1]::bigint AND s.id <= (pg_catalog.current_setting('understudy.hi')::text[])[1]::bigint),
  committed_at = pg_catalog.clock_timestamp(), xid = pg_catalog.pg_current_xact_id(),
  (masked_values, equal_values) = (
    SELECT ARRAY[pg_catalog.count(c.note)]::bigint[], ARRAY[pg_catalog.count(*) FILTER (WHERE c.understudy_equal[1])]::bigint[]
    FROM changed AS c)
WHERE step = '0100' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- end: refused unless the batches have read every row, and nobody else has written any
SELECT understudy.count_columns('0100', ARRAY['note']::text[]);
SELECT understudy.update_end('0100', 'public.readings', 'false');
COMMIT;
\endif

-- done
BEGIN;
SELECT understudy.step_done('0100');
COMMIT;
