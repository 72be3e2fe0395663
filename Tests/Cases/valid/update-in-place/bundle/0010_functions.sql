-- corpus: masking functions and the procedures of a rewrite
-- from masking.yaml

-- (the first 753 lines of smallest)
CREATE OR REPLACE FUNCTION understudy.update_begin(step text, relation text, key text[]) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  target CONSTANT regclass := relation::regclass;
  columns CONSTANT text := (
    SELECT pg_catalog.string_agg(pg_catalog.format('s.%I', k.name), ', ' ORDER BY k.place)
    FROM pg_catalog.unnest(key) WITH ORDINALITY AS k(name, place));
  texts CONSTANT text := (
    SELECT pg_catalog.string_agg(pg_catalog.format('s.%I::text', k.name), ', ' ORDER BY k.place)
    FROM pg_catalog.unnest(key) WITH ORDINALITY AS k(name, place));
  total bigint;
BEGIN
  EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN SHARE ROW EXCLUSIVE MODE', target);
  PERFORM understudy.switch_off(update_begin.step, target);
  UPDATE understudy.step AS s
  SET key_columns = key
  WHERE s.step = update_begin.step AND s.key_columns IS NULL;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  EXECUTE 'SELECT pg_catalog.count(*) FROM ONLY ' || target INTO total;
  EXECUTE pg_catalog.format(
    $query$
    INSERT INTO understudy.batch (step, batch, first_key, last_key, state)
    SELECT $1, e.batch, pg_catalog.max(e.key) FILTER (WHERE e.is_first), pg_catalog.max(e.key) FILTER (WHERE e.is_last),
      'planned'
    FROM (
      SELECT (k.place - 1) / $2 + 1 AS batch, k.key, k.place %% $2 = 1 AS is_first,
        k.place %% $2 = 0 OR k.place = $3 AS is_last
      FROM (
        SELECT pg_catalog.row_number() OVER (ORDER BY %2$s) AS place, ARRAY[%3$s] AS key FROM ONLY %1$s AS s
      ) AS k
      WHERE k.place %% $2 IN (0, 1) OR k.place = $3
    ) AS e
    GROUP BY e.batch
    $query$, target, columns, texts)
  USING update_begin.step, GREATEST(1000, LEAST(100000, (total + 15) / 16)), total;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.update_whole(step text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  whole understudy.batch;
BEGIN
  IF EXISTS (SELECT FROM understudy.batch AS b WHERE b.step = update_whole.step AND b.state <> 'planned') THEN
    RAISE EXCEPTION USING ERRCODE = 'UN021',
      MESSAGE = pg_catalog.format('step %s is half done in batches: go on with what began it', update_whole.step);
  END IF;
  UPDATE understudy.batch AS b SET last_key = e.last_key
  FROM (
    SELECT e.last_key FROM understudy.batch AS e WHERE e.step = update_whole.step ORDER BY e.batch DESC LIMIT 1
  ) AS e
  WHERE b.step = update_whole.step AND b.batch = 1;
  DELETE FROM understudy.batch AS b WHERE b.step = update_whole.step AND b.batch > 1;
  SELECT * INTO whole FROM understudy.batch AS b WHERE b.step = update_whole.step;
  PERFORM pg_catalog.set_config('understudy.lo', coalesce(whole.first_key::text, '{}'), true),
    pg_catalog.set_config('understudy.hi', coalesce(whole.last_key::text, '{}'), true),
    pg_catalog.set_config('understudy.batch', coalesce(whole.batch, 0)::text, true);
END
$body$;
CREATE OR REPLACE FUNCTION understudy.update_end(step text, relation text, left_alone text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  target CONSTANT regclass := relation::regclass;
  batches bigint[];
  masked bigint;
  unfinished bigint;
  present bigint;
  strange bigint;
BEGIN
  EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN SHARE ROW EXCLUSIVE MODE', target);
  PERFORM FROM understudy.step AS s
  WHERE s.step = update_end.step AND s.state = 'begun' AND s.mode = 'update' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN021', MESSAGE = pg_catalog.format('step %s has not begun', update_end.step);
  END IF;
  -- A row's xmin has the lower 32 bits of its transaction's number.
  SELECT coalesce(pg_catalog.sum(b.rows), 0), pg_catalog.count(*) FILTER (WHERE b.state <> 'committed'),
    coalesce(pg_catalog.array_agg(b.xid::text::bigint & 4294967295), '{}')
  INTO masked, unfinished, batches FROM understudy.batch AS b WHERE b.step = update_end.step;
  IF unfinished > 0 THEN
    RAISE EXCEPTION USING ERRCODE = 'UN021',
      MESSAGE = pg_catalog.format('step %s is not at its end: %s batches unfinished', update_end.step, unfinished);
  END IF;
  EXECUTE pg_catalog.format(
    $query$
    SELECT pg_catalog.count(*), pg_catalog.count(*) FILTER (
      WHERE (s.xmin::text::bigint = ANY ($1)) IS NOT TRUE AND (%s) IS NOT TRUE)
    FROM ONLY %s AS s
    $query$, left_alone, target)
  INTO present, strange USING batches;
  IF present <> masked OR strange > 0 THEN
    RAISE EXCEPTION USING ERRCODE = 'UN023',
      MESSAGE = pg_catalog.format('step %s: %s rows in the ranges, %s in the table, %s written by others',
        update_end.step, masked, present, strange),
      SCHEMA = (SELECT c.relnamespace::regnamespace::text FROM pg_catalog.pg_class AS c WHERE c.oid = target),
      TABLE = (SELECT c.relname FROM pg_catalog.pg_class AS c WHERE c.oid = target);
  END IF;
  PERFORM understudy.switch_on(update_end.step, target);
  UPDATE understudy.step AS s
  SET state = 'swapped', rows_expected = present, rows_staged = masked, rows_inserted = present
  WHERE s.step = update_end.step;
END
$body$;
COMMIT;
