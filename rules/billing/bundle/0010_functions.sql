-- billing: masking functions and the procedures of a rewrite
-- from masking.yaml, ../shared/people.yaml

BEGIN;
CREATE OR REPLACE FUNCTION understudy.prf(key bytea, message bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.sha256(
  key
  OPERATOR(pg_catalog.||) '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea
  OPERATOR(pg_catalog.||) pg_catalog.int4send(pg_catalog.octet_length(message))
  OPERATOR(pg_catalog.||) message);
CREATE OR REPLACE FUNCTION understudy.folded(value text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
  WHEN pg_catalog.getdatabaseencoding() <> 'UTF8' THEN pg_catalog.translate(
    pg_catalog.lower(value COLLATE "C"),
    pg_catalog.current_setting('understudy.capitals'), pg_catalog.current_setting('understudy.small_letters'))
  WHEN pg_catalog.octet_length(value) = pg_catalog.length(value) THEN pg_catalog.lower(value COLLATE "C")
  ELSE pg_catalog.translate(
    pg_catalog.lower(pg_catalog.normalize(value, 'NFC') COLLATE "C"),
    pg_catalog.current_setting('understudy.capitals'), pg_catalog.current_setting('understudy.small_letters')) END;
CREATE OR REPLACE FUNCTION understudy.fingerprint_text(category integer, value text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN category IN (2, 4, 5)
  -- The usual signs first: a regular expression takes long for each of them.
  THEN pg_catalog.regexp_replace(
    pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.lower(value COLLATE "C"), ' ', ''), '-', ''), '+', ''),
    '[^0-9a-z]+', '', 'g')
  ELSE pg_catalog.btrim(understudy.folded(value), E' \t\n\r') END;
CREATE OR REPLACE FUNCTION understudy.addresses_in(value text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT value
  UNION ALL
  SELECT found.parts[1]
  FROM pg_catalog.regexp_matches(
    value COLLATE "C",
    '[^\s<>,;:"()\[\]\u00A0\u00AB\u00BB\u2000-\u206F\u3000-\u303F]+@[^\s<>,;:"()\[\]\u00A0\u00AB\u00BB\u2000-\u206F\u3000-\u303F]+',
    'g') AS found(parts)
  WHERE value COLLATE "C" ~ '[\s<>,;:"()\[\]\u0080-\U0010FFFF]'
$body$;
CREATE OR REPLACE FUNCTION understudy.numbers_in(value text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT value
  UNION ALL
  SELECT found.parts[1]
  FROM (VALUES ('(?:[0-9][^0-9A-Za-z,;]{0,4}){5,}[0-9]'), ('(?:[0-9][^0-9A-Za-z,;/|]{0,4}){5,}[0-9]')) AS form(pattern)
  CROSS JOIN LATERAL pg_catalog.regexp_matches(value COLLATE "C", form.pattern, 'g') AS found(parts)
  WHERE value COLLATE "C" ~ '[A-Za-z,;/|]'
$body$;
CREATE OR REPLACE FUNCTION understudy.words_in(value text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT word.text
  FROM pg_catalog.regexp_split_to_table(
    understudy.folded(value) COLLATE "C",
    CASE WHEN pg_catalog.getdatabaseencoding() IN ('UTF8', 'LATIN1')
      THEN '[^0-9a-z\u00AA\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u2070-\u218F\u2C00-\u2DFF\u3040-\uFEFE'
        '\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF66-\U0010FFFF]+'
      ELSE '[^0-9a-z\u0080-\U0010FFFF]+' END) AS word(text)
$body$;
CREATE OR REPLACE FUNCTION understudy.accounts_in(value text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT value
  UNION ALL
  SELECT found.parts[1]
  FROM (VALUES ('[A-Za-z]{2}[0-9]{2}(?:[ .-]?[0-9A-Za-z]){11,30}'), ('(?:[0-9][ -]?){12,18}[0-9]')) AS form(pattern)
  CROSS JOIN LATERAL pg_catalog.regexp_matches(value COLLATE "C", form.pattern, 'g') AS found(parts)
  WHERE value COLLATE "C" ~ '[^0-9A-Za-z]'
$body$;
CREATE OR REPLACE FUNCTION understudy.tokens_in(value text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT value
  UNION ALL
  SELECT part.text
  FROM pg_catalog.regexp_split_to_table(value COLLATE "C", '\s+') AS part(text)
  WHERE value COLLATE "C" ~ '\S\s+\S' AND pg_catalog.length(part.text) >= 12
$body$;
CREATE OR REPLACE FUNCTION understudy.fingerprint_of(category integer, value text) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.substring(
  understudy.prf(
    pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex'),
    pg_catalog.convert_to(understudy.fingerprint_text(category, value), 'UTF8')), 1, 8);
CREATE OR REPLACE FUNCTION understudy.as_of() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT mark.as_of FROM understudy.mark AS mark);
CREATE OR REPLACE FUNCTION understudy.unit_done(step text, batch integer) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO understudy.step AS s (step, kind) VALUES (unit_done.step, 'units') ON CONFLICT DO NOTHING;
  IF EXISTS (SELECT FROM understudy.step AS s WHERE s.step = unit_done.step AND s.kind = 'table') THEN
    PERFORM understudy.step_done(unit_done.step);
    RETURN;
  END IF;
  INSERT INTO understudy.batch AS b (step, batch, state, committed_at, xid)
  VALUES (unit_done.step, unit_done.batch, 'committed', pg_catalog.clock_timestamp(), pg_catalog.pg_current_xact_id())
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN010',
      MESSAGE = pg_catalog.format('unit %s of step %s has committed already', unit_done.batch, unit_done.step);
  END IF;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.unit_is_done(step text, batch integer) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
  SELECT FROM understudy.batch AS b
  WHERE b.step = unit_is_done.step AND b.batch = unit_is_done.batch AND b.state = 'committed');
CREATE OR REPLACE FUNCTION understudy.step_is_done(step text) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM understudy.step AS s WHERE s.step = step_is_done.step AND s.state = 'done');
CREATE OR REPLACE FUNCTION understudy.step_done(step text) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
  UPDATE understudy.step AS s
  SET state = 'done', finished_at = pg_catalog.clock_timestamp()
  WHERE s.step = step_done.step AND s.state <> 'done' AND (s.kind <> 'table' OR s.state = 'swapped');
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN010',
      MESSAGE = pg_catalog.format('step %s is done already, or was never swapped', step_done.step);
  END IF;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.begin_table(
  step text, relation text, mode text DEFAULT 'rewrite', keep_rows text DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO understudy.step AS s (step, kind, relation, mode, keep_rows)
  VALUES (begin_table.step, 'table', relation::regclass::text, begin_table.mode, begin_table.keep_rows)
  ON CONFLICT DO NOTHING;
  IF EXISTS (SELECT FROM understudy.step AS s WHERE s.step = begin_table.step AND s.state <> 'begun') THEN
    RAISE EXCEPTION USING ERRCODE = 'UN010',
      MESSAGE = pg_catalog.format('step %s is swapped already', begin_table.step);
  END IF;
  PERFORM understudy.settle_stage(begin_table.step, relation::regclass);
END
$body$;
CREATE OR REPLACE FUNCTION understudy.is_update(step text) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM understudy.step AS s WHERE s.step = is_update.step AND s.mode = 'update');
CREATE OR REPLACE FUNCTION understudy.settle_stage(step text, source regclass) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  stage CONSTANT regclass := pg_catalog.to_regclass(pg_catalog.format('understudy.%I', 'stage_' || settle_stage.step));
  kept record;
BEGIN
  FOR kept IN
    SELECT t.attname AS name, s.attstorage AS storage, s.attcompression AS compression,
      t.attstorage <> s.attstorage AS moves, t.attcompression <> s.attcompression AS compresses
    FROM pg_catalog.pg_attribute AS t
    JOIN pg_catalog.pg_attribute AS s ON s.attrelid = source AND s.attname = t.attname AND s.attnum > 0
    WHERE t.attrelid = stage AND t.attnum > 0 AND (t.attstorage <> s.attstorage OR t.attcompression <> s.attcompression)
    ORDER BY t.attnum
  LOOP
    IF kept.moves THEN
      EXECUTE pg_catalog.format('ALTER TABLE %s ALTER %I SET STORAGE %s', stage, kept.name,
        CASE kept.storage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END);
    END IF;
    IF kept.compresses THEN
      EXECUTE pg_catalog.format('ALTER TABLE %s ALTER %I SET COMPRESSION %s', stage, kept.name,
        CASE kept.compression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' ELSE 'default' END);
    END IF;
  END LOOP;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.heaps(source regclass) RETURNS SETOF regclass
LANGUAGE sql STABLE AS $body$
  SELECT source FROM pg_catalog.pg_class AS c WHERE c.oid = source AND c.relkind <> 'p'
  UNION ALL
  SELECT t.relid FROM pg_catalog.pg_partition_tree(source) AS t WHERE t.isleaf AND t.relid <> source;
$body$;
CREATE OR REPLACE FUNCTION understudy.whole(source regclass) RETURNS text
LANGUAGE sql STABLE AS $body$
  SELECT CASE WHEN c.relkind = 'p' THEN '' ELSE 'ONLY ' END || source::text FROM pg_catalog.pg_class AS c WHERE c.oid = source;
$body$;
CREATE OR REPLACE FUNCTION understudy.files(source regclass) RETURNS text
LANGUAGE sql STABLE AS $body$
  SELECT pg_catalog.string_agg(pg_catalog.pg_relation_filenode(heap)::text, ' ' ORDER BY heap::oid)
  FROM understudy.heaps(source) AS heap;
$body$;
CREATE OR REPLACE FUNCTION understudy.plan_batches(
  step text, relation text, blocks_per_batch bigint DEFAULT NULL
) RETURNS integer
LANGUAGE plpgsql AS $body$
DECLARE
  source CONSTANT regclass := relation::regclass;
  block CONSTANT bigint := pg_catalog.current_setting('block_size')::bigint;
  blocks bigint;
  heaps bigint;
  stride bigint;
  planned integer;
BEGIN
  SELECT pg_catalog.count(*) INTO planned FROM understudy.batch AS b WHERE b.step = plan_batches.step;
  IF planned > 0 OR understudy.is_update(plan_batches.step) THEN
    RETURN planned;
  END IF;
  UPDATE understudy.step AS s
  SET files = understudy.files(source),
    snapshot_xmin = pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())
  WHERE s.step = plan_batches.step AND s.state = 'begun';
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN021',
      MESSAGE = pg_catalog.format('step %s has not begun, or is swapped', plan_batches.step);
  END IF;
  SELECT coalesce(pg_catalog.max(pg_catalog.pg_relation_size(heap) / block), 0), GREATEST(pg_catalog.count(*), 1)
  INTO blocks, heaps FROM understudy.heaps(source) AS heap;
  stride := coalesce(blocks_per_batch, GREATEST(1,
    LEAST(GREATEST((blocks + 15) / 16, 1048576 / block / heaps), 16777216 / block / heaps)));
  INSERT INTO understudy.batch AS b (step, batch, lo, hi, state)
  SELECT plan_batches.step, n + 1,
    pg_catalog.format('(%s,0)', n * stride)::tid,
    pg_catalog.format('(%s,0)', CASE WHEN (n + 1) * stride >= blocks THEN 4294967295 ELSE (n + 1) * stride END)::tid,
    'planned'
  FROM pg_catalog.generate_series(0, (GREATEST(blocks, 1) - 1) / stride) AS n;
  GET DIAGNOSTICS planned = ROW_COUNT;
  RETURN planned;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.plan_whole(step text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  whole CONSTANT bigint := 4294967295;
BEGIN
  PERFORM understudy.void_table(plan_whole.step);
  PERFORM understudy.plan_batches(plan_whole.step, s.relation, whole)
  FROM understudy.step AS s WHERE s.step = plan_whole.step;
  PERFORM pg_catalog.set_config('understudy.lo', b.lo::text, true),
    pg_catalog.set_config('understudy.hi', b.hi::text, true),
    pg_catalog.set_config('understudy.batch', b.batch::text, true)
  FROM understudy.batch AS b WHERE b.step = plan_whole.step;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.source_is_unchanged(step text, relation text) RETURNS boolean
LANGUAGE plpgsql AS $body$
DECLARE
  source CONSTANT regclass := relation::regclass;
  begun understudy.step;
  staged bigint;
  staying bigint;
  young bigint;
BEGIN
  IF understudy.is_update(source_is_unchanged.step) THEN
    RETURN true;
  END IF;
  SELECT * INTO begun FROM understudy.step AS s WHERE s.step = source_is_unchanged.step AND s.state = 'begun';
  IF begun.files IS DISTINCT FROM understudy.files(source) THEN
    RETURN false;
  END IF;
  SELECT coalesce(pg_catalog.sum(b.rows), 0) INTO staged
  FROM understudy.batch AS b WHERE b.step = source_is_unchanged.step AND b.state = 'committed';
  -- A row's xmin has 32 bits; it is young if it lies between what ran at the first lock and now, counted modulo 2^32.
  EXECUTE pg_catalog.format(
    $query$
    SELECT pg_catalog.count(*) FILTER (
        WHERE (%2$s) AND EXISTS (
          SELECT FROM understudy.batch AS b
          WHERE b.step = $1 AND b.state = 'committed' AND s.ctid >= b.lo AND s.ctid < b.hi)),
      pg_catalog.count(*) FILTER (
        WHERE (s.xmin::text::bigint - ($2 %% 4294967296) + 4294967296) %% 4294967296 < $3 - $2)
    FROM %1$s AS s
    $query$, understudy.whole(source), coalesce(begun.keep_rows, 'true'))
  INTO staying, young
  USING begun.step, begun.snapshot_xmin::text::bigint,
    pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint;
  RETURN young = 0 AND staying = staged;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.staging_is_whole(step text) RETURNS boolean
LANGUAGE plpgsql AS $body$
DECLARE
  staged bigint;
  present bigint;
BEGIN
  IF understudy.is_update(staging_is_whole.step) THEN
    RETURN true;
  END IF;
  SELECT coalesce(pg_catalog.sum(b.rows), 0) INTO staged
  FROM understudy.batch AS b WHERE b.step = staging_is_whole.step AND b.state = 'committed';
  EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM understudy.%I', 'stage_' || staging_is_whole.step)
  INTO present;
  RETURN present = staged;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.void_table(step text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  staging CONSTANT text := pg_catalog.format('understudy.%I', 'stage_' || void_table.step);
  is_staged boolean;
BEGIN
  IF understudy.is_update(void_table.step) THEN
    RETURN;
  END IF;
  UPDATE understudy.step AS s
  SET files = NULL, snapshot_xmin = NULL, rows_expected = NULL, rows_staged = NULL, rows_inserted = NULL
  WHERE s.step = void_table.step AND s.kind = 'table' AND s.state = 'begun';
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN021',
      MESSAGE = pg_catalog.format('step %s has not begun, or is swapped', void_table.step);
  END IF;
  -- Waits for a batch that is still committing; then what it staged is seen below.
  DELETE FROM understudy.batch AS b WHERE b.step = void_table.step;
  IF pg_catalog.to_regclass(staging) IS NOT NULL THEN
    EXECUTE 'SELECT EXISTS (SELECT FROM ' || staging || ')' INTO is_staged;
    -- A new file for nothing would cost two syncs at every small table.
    IF is_staged THEN
      EXECUTE 'TRUNCATE ' || staging;
    END IF;
  END IF;
  DELETE FROM understudy.fingerprint AS f WHERE f.step = void_table.step;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.count_columns(step text, columns text[]) RETURNS void
LANGUAGE sql AS $body$
  INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
  SELECT count_columns.step, c.name, coalesce(pg_catalog.sum(v.masked), 0), coalesce(pg_catalog.sum(v.equal), 0)
  FROM pg_catalog.unnest(columns) WITH ORDINALITY AS c(name, place)
  LEFT JOIN (
    SELECT n.place, n.masked, n.equal
    FROM understudy.batch AS b
    CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(b.masked_values), pg_catalog.unnest(b.equal_values))
      WITH ORDINALITY AS n(masked, equal, place)
    WHERE b.step = count_columns.step AND b.state = 'committed'
  ) AS v ON v.place = c.place
  GROUP BY c.name;
$body$;
CREATE OR REPLACE FUNCTION understudy.swap_begin(step text, relation text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  target CONSTANT regclass := relation::regclass;
  begun understudy.step;
  expected bigint := 0;
  dropped text;
BEGIN
  SELECT * INTO begun FROM understudy.step AS s WHERE s.step = swap_begin.step AND s.state = 'begun' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN021',
      MESSAGE = pg_catalog.format('step %s has not begun, or is swapped', swap_begin.step);
  END IF;
  IF begun.mode = 'rewrite' THEN
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM %s AS s WHERE (%s)',
      understudy.whole(target), coalesce(begun.keep_rows, 'true')) INTO expected;
  END IF;
  UPDATE understudy.step AS s SET rows_expected = expected WHERE s.step = swap_begin.step;

  PERFORM understudy.switch_off(swap_begin.step, member) FROM understudy.members(target) AS member;
  FOR dropped IN
    SELECT name FROM understudy.heaps(target) AS heap, understudy.record_indexes(swap_begin.step, heap) AS name
  LOOP
    EXECUTE 'DROP INDEX ' || dropped;
  END LOOP;

  EXECUTE 'TRUNCATE ' || understudy.whole(target);
  PERFORM understudy.clear_missing_values(heap) FROM understudy.heaps(target) AS heap;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.swap_end(step text, relation text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  target CONSTANT regclass := relation::regclass;
  expected bigint;
  staged bigint;
  inserted bigint;
  unfinished bigint;
  index_row understudy.index_state;
BEGIN
  SET CONSTRAINTS ALL IMMEDIATE;
  SELECT s.rows_expected INTO expected FROM understudy.step AS s WHERE s.step = swap_end.step AND s.state = 'begun';
  SELECT coalesce(pg_catalog.sum(b.rows), 0), pg_catalog.count(*) FILTER (WHERE b.state <> 'committed')
  INTO staged, unfinished FROM understudy.batch AS b WHERE b.step = swap_end.step;
  EXECUTE 'SELECT pg_catalog.count(*) FROM ' || understudy.whole(target) INTO inserted;
  IF unfinished > 0 OR expected IS NULL OR staged <> expected OR inserted <> expected THEN
    RAISE EXCEPTION USING ERRCODE = 'UN020',
      MESSAGE = pg_catalog.format('step %s: %s rows expected, %s staged, %s inserted, %s batches unfinished',
        swap_end.step, expected, staged, inserted, unfinished),
      SCHEMA = (SELECT c.relnamespace::regnamespace::text FROM pg_catalog.pg_class AS c WHERE c.oid = target),
      TABLE = (SELECT c.relname FROM pg_catalog.pg_class AS c WHERE c.oid = target);
  END IF;

  FOR index_row IN
    SELECT * FROM understudy.index_state AS i WHERE i.step = swap_end.step AND i.is_unique ORDER BY i.ordinal
  LOOP
    PERFORM understudy.build_index(index_row);
  END LOOP;
  PERFORM understudy.switch_on(swap_end.step, member) FROM understudy.members(target) AS member;
  UPDATE understudy.step AS s
  SET state = 'swapped', rows_staged = staged, rows_inserted = inserted
  WHERE s.step = swap_end.step;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.rebuild(step text, relation text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  index_row understudy.index_state;
BEGIN
  FOR index_row IN SELECT * FROM understudy.index_state AS i WHERE i.step = rebuild.step ORDER BY i.ordinal LOOP
    PERFORM understudy.build_index(index_row);
  END LOOP;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.record_indexes(step text, target regclass) RETURNS SETOF text
LANGUAGE plpgsql AS $body$
DECLARE
  index record;
BEGIN
  FOR index IN
    SELECT i.indexrelid AS oid, i.indexrelid::regclass::text AS name, c.relname, i.indisunique, i.indisvalid,
      i.indisclustered, i.indisreplident, coalesce(t.spcname::text, '') AS tablespace
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    LEFT JOIN pg_catalog.pg_tablespace AS t ON t.oid = c.reltablespace
    WHERE i.indrelid = target
      AND NOT c.relispartition
      AND (t.oid IS NULL OR pg_catalog.has_tablespace_privilege(t.oid, 'CREATE'))
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.indexrelid)
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = i.indexrelid)
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.indexrelid AND d.deptype IN ('e', 'x'))
    ORDER BY i.indexrelid
  LOOP
    IF index.indisvalid THEN
      INSERT INTO understudy.index_state (step, ordinal, name, is_unique, tablespace, commands)
      VALUES (record_indexes.step, index.oid, index.name, index.indisunique, index.tablespace,
        ARRAY[pg_catalog.pg_get_indexdef(index.oid)]
        || ARRAY(
          SELECT pg_catalog.format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', index.name, a.attnum, a.attstattarget)
          FROM pg_catalog.pg_attribute AS a
          WHERE a.attrelid = index.oid AND a.attnum > 0 AND coalesce(a.attstattarget, -1) >= 0
          ORDER BY a.attnum)
        || CASE WHEN pg_catalog.obj_description(index.oid, 'pg_class') IS NOT NULL THEN ARRAY[pg_catalog.format(
          'COMMENT ON INDEX %s IS %L', index.name, pg_catalog.obj_description(index.oid, 'pg_class'))] END
        || CASE WHEN index.indisclustered THEN ARRAY[pg_catalog.format(
          'ALTER TABLE ONLY %s CLUSTER ON %I', target, index.relname)] END
        || CASE WHEN index.indisreplident THEN ARRAY[pg_catalog.format(
          'ALTER TABLE ONLY %s REPLICA IDENTITY USING INDEX %I', target, index.relname)] END);
    END IF;
    RETURN NEXT index.name;
  END LOOP;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.build_index(index_row understudy.index_state) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  before CONSTANT text := pg_catalog.current_setting('default_tablespace');
  command text;
BEGIN
  PERFORM pg_catalog.set_config('default_tablespace', index_row.tablespace, true);
  FOREACH command IN ARRAY index_row.commands LOOP
    EXECUTE command;
  END LOOP;
  PERFORM pg_catalog.set_config('default_tablespace', before, true);
  DELETE FROM understudy.index_state AS i WHERE i.step = index_row.step AND i.ordinal = index_row.ordinal;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.clear_missing_values(target regclass) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  scratch CONSTANT text := 'understudy_' || target::oid;
  clustered name;
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = target AND a.atthasmissing
  ) THEN
    RETURN;
  END IF;
  SELECT c.relname INTO clustered
  FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
  WHERE i.indrelid = target AND i.indisclustered;
  EXECUTE pg_catalog.format('CREATE INDEX %I ON %s ((1))', scratch, target);
  EXECUTE pg_catalog.format('CLUSTER %s USING %I', target, scratch);
  EXECUTE pg_catalog.format('DROP INDEX %s.%I',
    (SELECT c.relnamespace::regnamespace FROM pg_catalog.pg_class AS c WHERE c.oid = target), scratch);
  IF clustered IS NOT NULL THEN
    EXECUTE pg_catalog.format('ALTER TABLE ONLY %s CLUSTER ON %I', target, clustered);
  END IF;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.switch_off(step text, target regclass) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT 'trigger' AS kind, t.oid, t.tgname AS name, t.tgenabled AS enabled
    FROM pg_catalog.pg_trigger AS t
    WHERE t.tgrelid = target AND NOT t.tgisinternal AND t.tgenabled <> 'D'
    UNION ALL
    SELECT 'rule', r.oid, r.rulename, r.ev_enabled
    FROM pg_catalog.pg_rewrite AS r
    WHERE r.ev_class = target AND r.ev_type <> '1' AND r.ev_enabled <> 'D'
    ORDER BY kind, oid
  LOOP
    INSERT INTO understudy.trigger_state (step, relation, kind, name, commands)
    VALUES (switch_off.step, target::text, part.kind, part.name, ARRAY[pg_catalog.format(
      'ALTER TABLE ONLY %s ENABLE %s %s %I', target,
      CASE part.enabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, part.kind, part.name)]);
    EXECUTE pg_catalog.format('ALTER TABLE ONLY %s DISABLE %s %I', target, part.kind, part.name);
  END LOOP;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.switch_on(step text, target regclass) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  part record;
  command text;
BEGIN
  FOR part IN
    SELECT t.kind, t.name, t.commands FROM understudy.trigger_state AS t
    WHERE t.step = switch_on.step AND t.relation = target::text ORDER BY t.ordinal
  LOOP
    FOREACH command IN ARRAY part.commands LOOP
      EXECUTE command;
    END LOOP;
  END LOOP;
  DELETE FROM understudy.trigger_state AS t WHERE t.step = switch_on.step AND t.relation = target::text;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.members(target regclass) RETURNS SETOF regclass
LANGUAGE sql STABLE AS $body$
  SELECT target
  UNION ALL
  SELECT t.relid FROM pg_catalog.pg_partition_tree(target) AS t WHERE t.relid <> target;
$body$;
CREATE OR REPLACE FUNCTION understudy.disable_triggers(step text, relation text) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM understudy.switch_off(disable_triggers.step, member)
  FROM understudy.with_descendants(relation::regclass) AS member;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.restore_triggers(step text, relation text) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
  SET CONSTRAINTS ALL IMMEDIATE;
  PERFORM understudy.switch_on(restore_triggers.step, member)
  FROM understudy.with_descendants(relation::regclass) AS member;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.with_descendants(ancestor regclass) RETURNS SETOF regclass
LANGUAGE sql STABLE AS $body$
  WITH RECURSIVE member AS (
    SELECT ancestor::oid AS oid
    UNION
    SELECT h.inhrelid FROM pg_catalog.pg_inherits AS h JOIN member ON member.oid = h.inhparent
  )
  SELECT member.oid::regclass FROM member ORDER BY member.oid;
$body$;
CREATE OR REPLACE FUNCTION understudy.detach_foreign_key(relation text, name text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  referencing CONSTANT regclass := relation::regclass;
  known CONSTANT text := (
    SELECT f.state FROM understudy.foreign_key AS f
    WHERE f.relation = referencing::text AND f.name = detach_foreign_key.name);
  found_key record;
BEGIN
  IF known = 'detached' THEN
    RETURN;
  ELSIF known = 'attached' THEN
    RAISE EXCEPTION USING ERRCODE = 'UN010',
      MESSAGE = pg_catalog.format('foreign key %I of %s is back already', detach_foreign_key.name, referencing),
      TABLE = referencing::text, CONSTRAINT = detach_foreign_key.name;
  END IF;
  SELECT k.oid, k.convalidated INTO found_key
  FROM pg_catalog.pg_constraint AS k
  WHERE k.conrelid = referencing AND k.contype = 'f' AND k.conparentid = 0 AND k.conname = detach_foreign_key.name;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN002',
      MESSAGE = pg_catalog.format('there is no foreign key %I of %s', detach_foreign_key.name, referencing),
      TABLE = referencing::text, CONSTRAINT = detach_foreign_key.name;
  END IF;
  INSERT INTO understudy.foreign_key AS f (relation, name, definition, comment, is_validated, inherited)
  VALUES (referencing::text, detach_foreign_key.name, pg_catalog.pg_get_constraintdef(found_key.oid),
    pg_catalog.obj_description(found_key.oid, 'pg_constraint'), found_key.convalidated,
    understudy.inherited_keys(found_key.oid));
  EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', referencing, detach_foreign_key.name);
END
$body$;
CREATE OR REPLACE FUNCTION understudy.inherited_keys(root oid) RETURNS text[]
LANGUAGE sql STABLE AS $body$
  WITH RECURSIVE part AS (
    SELECT k.oid, k.conrelid, k.conname, 0 AS depth FROM pg_catalog.pg_constraint AS k WHERE k.oid = root
    UNION ALL
    SELECT k.oid, k.conrelid, k.conname, part.depth + 1
    FROM part JOIN pg_catalog.pg_constraint AS k ON k.conparentid = part.oid AND k.conrelid <> part.conrelid
  ), other AS (
    SELECT part.*, part.conrelid::regclass AS relation, pg_catalog.obj_description(part.oid, 'pg_constraint') AS comment
    FROM part WHERE part.depth > 0
  )
  SELECT coalesce(pg_catalog.array_agg(c.command ORDER BY other.depth DESC, other.oid, c.place), '{}')
  FROM other
  CROSS JOIN LATERAL (VALUES
    (1, pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', other.relation, other.conname,
      pg_catalog.pg_get_constraintdef(other.oid))),
    (2, pg_catalog.format('COMMENT ON CONSTRAINT %I ON %s IS %L', other.conname, other.relation, other.comment))
  ) AS c(place, command)
  WHERE (other.conname <> (SELECT p.conname FROM part AS p WHERE p.depth = 0) OR other.comment IS NOT NULL)
    AND (c.place = 1 OR other.comment IS NOT NULL);
$body$;
CREATE OR REPLACE FUNCTION understudy.attach_foreign_key(relation text, name text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  referencing CONSTANT regclass := relation::regclass;
  detached understudy.foreign_key;
  command text;
BEGIN
  SELECT * INTO detached FROM understudy.foreign_key AS f
  WHERE f.relation = referencing::text AND f.name = attach_foreign_key.name;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN021',
      MESSAGE = pg_catalog.format('foreign key %I of %s was never detached', attach_foreign_key.name, referencing),
      TABLE = referencing::text, CONSTRAINT = attach_foreign_key.name;
  END IF;
  IF detached.state = 'attached' THEN
    RETURN;
  END IF;
  FOREACH command IN ARRAY detached.inherited LOOP
    EXECUTE command;
  END LOOP;
  EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', referencing, detached.name, detached.definition);
  IF detached.comment IS NOT NULL THEN
    EXECUTE pg_catalog.format('COMMENT ON CONSTRAINT %I ON %s IS %L', detached.name, referencing, detached.comment);
  END IF;
  UPDATE understudy.foreign_key AS f SET state = 'attached'
  WHERE f.relation = detached.relation AND f.name = detached.name;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.detach_not_valid(relation text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  root record;
BEGIN
  FOR root IN
    WITH RECURSIVE above(oid, height) AS (
      SELECT relation::regclass::oid, 0
      UNION
      SELECT h.inhparent, above.height + 1
      FROM above JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = above.oid
    )
    SELECT k.conrelid::regclass AS relation, k.conname AS name, k.contype AS kind
    FROM (SELECT above.oid, pg_catalog.max(above.height) AS height FROM above GROUP BY above.oid) AS a
    JOIN pg_catalog.pg_constraint AS k ON k.conrelid = a.oid
    WHERE k.contype IN ('c', 'n') AND k.conislocal AND NOT k.convalidated
      AND coalesce((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true)
      AND (a.height = 0 OR NOT k.connoinherit)
    ORDER BY a.height DESC, k.oid
  LOOP
    INSERT INTO understudy.not_valid_constraint AS n (relation, name, definition, comment, is_local, was_valid, column_name)
    SELECT member::text, k.conname, pg_catalog.pg_get_constraintdef(k.oid),
      pg_catalog.obj_description(k.oid, 'pg_constraint'), k.conislocal, k.convalidated,
      CASE WHEN k.contype = 'n' THEN (
        SELECT a.attname FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1]) END
    FROM understudy.with_descendants(root.relation) AS member
    JOIN pg_catalog.pg_constraint AS k ON k.conrelid = member AND k.conname = root.name AND k.contype = root.kind
    WHERE member = root.relation OR k.coninhcount > 0
    ON CONFLICT DO NOTHING;
    EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', root.relation, root.name);
    -- What a table below has of its own, or by another parent, is still there.
    DELETE FROM understudy.not_valid_constraint AS n
    WHERE n.state = 'detached' AND EXISTS (
      SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = n.relation::regclass AND k.conname = n.name);
  END LOOP;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.attach_not_valid() RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT n.relation, n.name, n.definition FROM understudy.not_valid_constraint AS n
    WHERE n.state = 'detached' AND n.is_local ORDER BY n.ordinal DESC
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', part.relation, part.name, part.definition);
  END LOOP;
  -- Tables that came after it have it validated.
  FOR part IN
    SELECT n.relation, n.name FROM understudy.not_valid_constraint AS n
    WHERE n.state = 'detached' AND n.was_valid ORDER BY n.ordinal
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s VALIDATE CONSTRAINT %I', part.relation, part.name);
  END LOOP;
  FOR part IN
    SELECT n.relation, n.name, n.comment FROM understudy.not_valid_constraint AS n
    WHERE n.state = 'detached' AND n.comment IS NOT NULL ORDER BY n.ordinal
  LOOP
    EXECUTE pg_catalog.format('COMMENT ON CONSTRAINT %I ON %s IS %L', part.name, part.relation, part.comment);
  END LOOP;
  UPDATE understudy.not_valid_constraint AS n SET state = 'attached' WHERE n.state = 'detached';
END
$body$;
CREATE OR REPLACE FUNCTION understudy.lift_force_row_security(relation text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  target CONSTANT regclass := relation::regclass;
BEGIN
  IF EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = target AND c.relforcerowsecurity) THEN
    INSERT INTO understudy.row_security AS r (relation) VALUES (target::text)
    ON CONFLICT ON CONSTRAINT row_security_pkey DO UPDATE SET state = 'lifted';
    EXECUTE pg_catalog.format('ALTER TABLE ONLY %s NO FORCE ROW LEVEL SECURITY', target);
  END IF;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.restore_force_row_security(relation text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  target CONSTANT regclass := relation::regclass;
BEGIN
  UPDATE understudy.row_security AS r SET state = 'restored'
  WHERE r.relation = target::text AND r.state = 'lifted';
  IF FOUND THEN
    EXECUTE pg_catalog.format('ALTER TABLE ONLY %s FORCE ROW LEVEL SECURITY', target);
  END IF;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.refuse_old_snapshots() RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  patience CONSTANT interval := coalesce(nullif(pg_catalog.current_setting('lock_timeout'), '0'), '30s')::interval;
  last CONSTANT timestamptz := pg_catalog.clock_timestamp() + patience;
BEGIN
  LOOP
    -- The server shows a transaction the same sessions again and again, unless it is told not to.
    PERFORM pg_catalog.pg_stat_clear_snapshot();
    EXIT WHEN NOT EXISTS (
      SELECT FROM pg_catalog.pg_stat_activity AS a
      WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
        AND (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL)
        AND (a.backend_type <> 'autovacuum worker' OR a.query !~ '^autovacuum: VACUUM (?!ANALYZE)'))
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_prepared_xacts AS x WHERE x.database = pg_catalog.current_database())
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_replication_slots AS r WHERE r.xmin IS NOT NULL)
      -- VACUUM FULL has a snapshot of its own, and that goes back to the oldest transaction of the whole cluster. What the
      -- last step does leaves no originals.
      AND (
        pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())
        <= (SELECT pg_catalog.max(b.xid) FROM understudy.batch AS b WHERE b.step < '0900')) IS NOT TRUE;
    IF pg_catalog.clock_timestamp() >= last THEN
      RAISE EXCEPTION USING ERRCODE = 'UN024',
        MESSAGE = 'another session has a transaction open: VACUUM FULL would keep originals for it';
    END IF;
    PERFORM pg_catalog.pg_sleep(0.1);
  END LOOP;
END
$body$;
CREATE OR REPLACE FUNCTION understudy.refresh_view(view text) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
  IF (SELECT c.relispopulated FROM pg_catalog.pg_class AS c WHERE c.oid = view::regclass) THEN
    PERFORM pg_catalog.set_config('row_security', 'on', true);
    EXECUTE 'REFRESH MATERIALIZED VIEW ' || view::regclass::text;
    PERFORM pg_catalog.set_config('row_security', 'off', true);
  END IF;
END
$body$;
-- Most texts begin with more than a blank, and a comparison is all that they take.
CREATE OR REPLACE FUNCTION understudy.has_text(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN value COLLATE "C" >= '!' OR pg_catalog.btrim(value COLLATE "C", E' \t\n\r') <> '';
CREATE OR REPLACE FUNCTION understudy.first_name_en(draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('{"James","Mary","Michael","Patricia","Robert","Jennifer","John","Linda","David","Elizabeth","William","Barbara","Richard","Susan","Joseph","Jessica","Thomas","Karen","Christopher","Sarah","Charles","Lisa","Daniel","Nancy","Matthew","Sandra","Anthony","Ashley","Mark","Emily","Steven","Kimberly","Donald","Betty","Andrew","Margaret","Joshua","Donna","Paul","Michelle","Kenneth","Carol","Kevin","Amanda","Brian","Melissa","Timothy","Deborah","Ronald","Stephanie","Jason","Rebecca","George","Sharon","Edward","Laura","Jeffrey","Cynthia","Ryan","Amy","Jacob","Kathleen","Nicholas","Angela","Gary","Shirley","Eric","Brenda","Jonathan","Emma","Stephen","Anna","Larry","Pamela","Justin","Nicole","Scott","Samantha","Brandon","Katherine","Benjamin","Christine","Samuel","Helen","Gregory","Debra","Alexander","Rachel","Patrick","Carolyn","Frank","Janet","Raymond","Maria","Jack","Catherine","Dennis","Heather","Jerry","Diane","Tyler","Olivia","Aaron","Julie","Jose","Joyce","Adam","Victoria","Nathan","Ruth","Henry","Virginia","Zachary","Lauren","Douglas","Kelly","Peter","Christina","Kyle","Joan","Noah","Evelyn","Ethan","Judith","Jeremy","Andrea","Christian","Hannah","Walter","Megan","Keith","Cheryl","Austin","Jacqueline","Roger","Martha","Terry","Madison","Sean","Teresa","Gerald","Gloria","Carl","Sara","Dylan","Janice","Harold","Ann","Jordan","Kathryn","Jesse","Abigail","Bryan","Sophia","Lawrence","Frances","Arthur","Jean","Gabriel","Alice","Bruce","Judy","Logan","Isabella","Billy","Julia","Joe","Grace","Alan","Amber","Juan","Denise","Elijah","Danielle","Willie","Marilyn","Albert","Beverly","Wayne","Charlotte","Randy","Natalie","Mason","Theresa","Vincent","Diana","Liam","Brittany","Roy","Doris","Bobby","Kayla","Caleb","Alexis","Bradley","Lori","Russell","Marie","Lucas","Oliver","Harry","Amelia","Isla","Freya","Poppy","Rosie","Daisy","Archie","Alfie","Oscar","Theo","Freddie","Edie","Florence","Ivy","Harriet","Imogen","Jasmine","Phoebe","Zara","Zoe","Lewis","Callum","Finlay","Hamish","Rory","Duncan","Euan","Fergus","Gareth","Rhys","Owen","Bronwyn","Sian","Fiona","Isobel","Morag","Shona","Neil","Nigel","Clive","Geoffrey","Graham","Ian","Malcolm","Stuart","Trevor","Leonard","Stanley","Ernest","Herbert","Cecil","Clarence","Edith","Mabel","Ethel","Hazel","Eileen","Sylvia","Muriel","Irene","Agnes","Beatrice","Cora","Della","Esther","Faith","Gemma","Hope","Iris","Josephine","Kirsty","Leah","Molly","Nora","Opal","Penelope","Quentin","Rosalind","Spencer","Tabitha","Ursula","Vera","Wesley","Yvonne"}'::name[])[1 + (draw & 2147483647)::integer % 285]::text;
CREATE OR REPLACE FUNCTION understudy.last_name_en(draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('{"Smith","Johnson","Williams","Brown","Jones","Garcia","Miller","Davis","Rodriguez","Martinez","Hernandez","Lopez","Gonzalez","Wilson","Anderson","Thomas","Taylor","Moore","Jackson","Martin","Lee","Perez","Thompson","White","Harris","Sanchez","Clark","Ramirez","Lewis","Robinson","Walker","Young","Allen","King","Wright","Scott","Torres","Nguyen","Hill","Flores","Green","Adams","Nelson","Baker","Hall","Rivera","Campbell","Mitchell","Carter","Roberts","Gomez","Phillips","Evans","Turner","Diaz","Parker","Cruz","Edwards","Collins","Reyes","Stewart","Morris","Morales","Murphy","Cook","Rogers","Gutierrez","Ortiz","Morgan","Cooper","Peterson","Bailey","Reed","Kelly","Howard","Ramos","Kim","Cox","Ward","Richardson","Watson","Brooks","Chavez","Wood","James","Bennett","Gray","Mendoza","Ruiz","Hughes","Price","Alvarez","Castillo","Sanders","Patel","Myers","Long","Ross","Foster","Jimenez","Powell","Jenkins","Perry","Russell","Sullivan","Bell","Coleman","Butler","Henderson","Barnes","Gonzales","Fisher","Vasquez","Simmons","Romero","Jordan","Patterson","Alexander","Hamilton","Graham","Reynolds","Griffin","Wallace","Moreno","West","Cole","Hayes","Bryant","Herrera","Gibson","Ellis","Tran","Medina","Aguilar","Stevens","Murray","Ford","Castro","Marshall","Owens","Harrison","Fernandez","McDonald","Woods","Washington","Kennedy","Wells","Vargas","Henry","Chen","Freeman","Webb","Tucker","Guzman","Burns","Crawford","Olson","Simpson","Porter","Hunter","Gordon","Mendez","Silva","Shaw","Snyder","Mason","Dixon","Munoz","Hunt","Hicks","Holmes","Palmer","Wagner","Black","Robertson","Boyd","Rose","Stone","Salazar","Fox","Warren","Mills","Meyer","Rice","Schmidt","Garza","Daniels","Ferguson","Nichols","Stephens","Soto","Weaver","Ryan","Gardner","Payne","Grant","Dunn","Kelley","Spencer","Hawkins","Arnold","Pierce","Hansen","Peters","Santos","Hart","Bradley","Knight","Elliott","Cunningham","Duncan","Armstrong","Hudson","Carroll","Lane","Riley","Andrews","Alvarado","Ray","Delgado","Berry","Perkins","Hoffman","Johnston","Matthews","Pena","Richards","Contreras","Willis","Carpenter","Lawrence","Sandoval","Guerrero","George","Chapman","Rios","Estrada","Ortega","Watkins","Greene","Nunez","Wheeler","Valdez","Harper","Burke","Larson","Santiago","Maldonado","Morrison","Franklin","Carlson","Austin","Dominguez","Carr","Lawson","Jacobs","Obrien","Lynch","Singh","Vega","Bishop","Montgomery","Oliver","Jensen","Harvey","Williamson","Gilbert","Dean","Sims","Espinoza","Howell","Li","Wong","Reid","Hanson","Le","McCoy","Garrett","Burton","Fuller","Wang","Weber","Welch","Rojas","Lucas","Marquez","Fields","Park","Yang","Little","Banks","Padilla","Day","Walsh","Bowman","Schultz","Luna","Fowler","Mejia","Davidson","Acosta","Brewer","May","Holland","Juarez","Newman","Pearson","Curtis","Cortez","Douglas","Schneider","Joseph","Barrett","Navarro","Figueroa","Keller","Avila","Wade","Molina","Stanley","Hopkins","Campos","Barnett","Bates","Chambers","Caldwell","Beck","Lambert","Miranda","Byrd","Craig","Ayala","Lowe","Frazier","Powers","Neal","Leonard","Gregory","Carrillo","Sutton","Fleming","Rhodes","Shelton","Schwartz","Norris","Jennings","Rivas","Quinn","Brock","Baldwin","Thornton","Ball","Townsend","Mullins","Manning","Hodges","Reese","Hale","Harmon","Goodman","Cross","Blair","Hardy","Farmer","Doyle","Sharp","Page","Barker","Mcgee","Saunders","Bowen","Nash","Goodwin","Rowe","Walton","Maxwell","Higgins","Todd","Casey","Moss","Hubbard","Swanson","Patton","Pratt","Sherman","Floyd","Francis","Mann","Barber","Gill","Cobb","Parsons","Tate","Gross","Cannon","Potter","Wolfe","Glover","Blake","Stokes","Fletcher","Chandler","Hines","Osborne","Warner","Lyons","Steele","Drake","Kirby","Sparks","Bush","Marsh","Norman","Bass","Logan","Cain","Briggs","Hampton","Dawson","Conner","Poole","Newton","Bridges","Underwood","Nolan","Vaughn","Abbott","Sawyer","Holt","Ingram","Farrell","Pope","Ballard","Rowland","Copeland","Booth","Whitaker","Middleton","Pritchard","Ashworth","Atkinson","Bancroft","Barlow","Beaumont","Bentley","Birch","Blackwell","Bolton","Bramley","Brierley","Broadbent","Buckley","Cartwright","Chadwick","Clayton","Clifford","Cooke","Cotton","Crompton","Crossley","Dalton","Denton","Dewhurst","Eastwood","Eccles","Entwistle","Fairclough","Fielding","Forrester","Garside","Gledhill","Goddard","Greenwood","Hargreaves","Hartley","Haslam","Hatfield","Haworth","Heaton","Heywood","Hibbert","Holden","Hollis","Horrocks","Howarth","Hulme","Illingworth","Jarvis","Kendall","Kershaw","Kirkham","Langley","Leigh","Lockwood","Lomas","Marsden","Mather","Nuttall","Ogden","Openshaw","Ormerod","Partington","Pickering","Pilkington","Pollard","Preston","Radcliffe","Ramsden","Rawson","Redfern","Rigby","Rothwell","Royle","Schofield","Shepherd","Sugden","Sutcliffe","Sykes","Tattersall","Thorpe","Tomlinson","Turnbull","Unsworth","Wainwright","Walmsley","Wardle","Whitehead","Whittle","Wilkinson","Winterbottom","Worthington","Wrigley","Yates"}'::name[])[1 + (draw & 2147483647)::integer % 533]::text;
CREATE OR REPLACE FUNCTION understudy.email_of(digest bytea) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.encode(pg_catalog.substring(digest, 1, 10), 'hex') || '@example.'
  || CASE pg_catalog.get_byte(digest, 10) % 3 WHEN 0 THEN 'com' WHEN 1 THEN 'org' ELSE 'net' END;
-- The address of email_of with a name before it; bytes that make it unique have no part in the name.
CREATE OR REPLACE FUNCTION understudy.email_with_name(digest bytea) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.lower(
  understudy.first_name_en(pg_catalog.get_byte(digest, 11) * 256 + pg_catalog.get_byte(digest, 12))
  || '.' ||
  understudy.last_name_en(pg_catalog.get_byte(digest, 13) * 256 + pg_catalog.get_byte(digest, 14))
  || '.' COLLATE "C") || understudy.email_of(digest);
CREATE OR REPLACE FUNCTION understudy.phone_gb(draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('{"+44 7700 900","+44 1632 960","+44 20 7946 0","+44 113 496 0","+44 114 496 0","+44 115 496 0","+44 116 496 0","+44 117 496 0","+44 118 496 0","+44 121 496 0","+44 131 496 0","+44 141 496 0","+44 151 496 0","+44 161 496 0","+44 191 498 0","+44 28 9649 6","+44 29 2018 0"}'::name[])[1 + (draw >> 32 & 2147483647)::integer % 17]::text
  || pg_catalog.lpad((0 + (draw & 2147483647) % 1000)::text, 3, '0');
CREATE OR REPLACE FUNCTION understudy.noise(draw bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (draw & 9007199254740991)::double precision / 4503599627370495.5 - 1;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_date(value date, days integer) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > date '5874897-12-31' - days THEN value - days
  WHEN days < 0 AND value < date '4714-11-24 BC' - days THEN value - days
  ELSE value + days END;
-- Moved by seconds; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.move_timestamp(value timestamp, seconds double precision) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN seconds > 0 AND value > timestamp '294276-12-31 23:59:59.999999' - pg_catalog.make_interval(secs => seconds) THEN value - pg_catalog.make_interval(secs => seconds)
  WHEN seconds < 0 AND value < timestamp '4714-11-24 00:00:00 BC' - pg_catalog.make_interval(secs => seconds) THEN value - pg_catalog.make_interval(secs => seconds)
  ELSE value + pg_catalog.make_interval(secs => seconds) END;
-- Moved by seconds; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.move_timestamptz(value timestamptz, seconds double precision) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN seconds > 0 AND value > timestamptz '294276-12-31 23:59:59.999999+00' - pg_catalog.make_interval(secs => seconds) THEN value - pg_catalog.make_interval(secs => seconds)
  WHEN seconds < 0 AND value < timestamptz '4714-11-24 00:00:00+00 BC' - pg_catalog.make_interval(secs => seconds) THEN value - pg_catalog.make_interval(secs => seconds)
  ELSE value + pg_catalog.make_interval(secs => seconds) END;
-- Letters of a text in which no name is, from a place between 0 and 479 on.
CREATE OR REPLACE FUNCTION understudy.piece(place integer, letters integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN letters <= 30
  THEN pg_catalog.encode(pg_catalog.substring('kalbodapelutasevibutotivesigentirfurozokulberotidukarezogemuritnenzebikomotzabunmofaziregatbatberedopotorlukoserzizurvadifivudutzenurlikomomtirerrupebafemomakavegolfamitpitonarerurlinkobupemdinzultotifapigutagemnaturiberrusagoruborsatatmunumudozelgotekildepolavustefategultosezisrorrupolkegubivesunobemogisobutalagirozodavuzamrisusmapurorbagomalpiliditkugetribamivumepulatovofesasubusatbolipibizulobekopugovusbonimazafarafunitelgasmepetezelettakafomavenosakizonofatusepenidizomfuldurtamzuletinobepolukotizulfep'::bytea, 1 + place, letters), 'escape')
  ELSE pg_catalog.encode(pg_catalog.substring(pg_catalog.decode(pg_catalog.repeat(
    'kalbodapelutasevibutotivesigentirfurozokulberotidukarezogemuritnenzebikomotzabunmofaziregatbatberedopotorlukoserzizurvadifivudutzenurlikomomtirerrupebafemomakavegolfamitpitonarerurlinkobupemdinzultotifapigutagemnaturiberrusagoruborsatatmunumudozelgotekildepolavustefategultosezisrorrupolkegubivesunobemogisobutalagirozodavuzamrisusmapurorbagomalpiliditkugetribamivumepulatovofesasubusatbolipibizulobekopugovusbonimazafarafunitelgasmepetezelettakafomavenosakizonofatusepenidizomfuldurtamzuletinobepolukotizulfep', 2 + letters / 510), 'escape'), 1 + place, letters), 'escape') END;
-- Each run of letters becomes a piece of a text without meaning, cut where the draw says; each digit 0; @ a full stop.
-- Runs are told apart by ASCII alone: letters of other scripts are letters whatever the collation thinks.
CREATE OR REPLACE FUNCTION understudy.words_like(value text, draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT pg_catalog.string_agg(
    CASE WHEN run.code BETWEEN 97 AND 122 OR run.code > 127 THEN understudy.piece(run.place, pg_catalog.length(run.letters))
      WHEN run.code BETWEEN 65 AND 90 THEN
        CASE WHEN run.letters = pg_catalog.upper(run.letters COLLATE "C")
          THEN pg_catalog.upper(understudy.piece(run.place, pg_catalog.length(run.letters)) COLLATE "C")
          ELSE pg_catalog.initcap(understudy.piece(run.place, pg_catalog.length(run.letters)) COLLATE "C") END
      ELSE pg_catalog.translate(run.letters, '123456789@', '000000000.') END,
    '' ORDER BY run.number)
  FROM (
    SELECT found.number, found.parts[1] AS letters, pg_catalog.ascii(found.parts[1]) AS code,
      (pg_catalog.hashint8extended(found.number, draw) & 2147483647)::integer % 480 AS place
    FROM pg_catalog.regexp_matches(
      value COLLATE "C", '[^\x01-@\[-`{-\x7f]+|[\x01-@\[-`{-\x7f]+', 'g') WITH ORDINALITY AS found(parts, number)
  ) AS run);
CREATE OR REPLACE FUNCTION understudy.eighteen_digits(draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.lpad(((draw & 9223372036854775807) % 1000000000000000000)::text, 18, '0');
CREATE OR REPLACE FUNCTION understudy.thirty_six_digits(digest bytea) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN understudy.eighteen_digits(('x' || pg_catalog.encode(pg_catalog.substring(digest, 1, 8), 'hex'))::bit(64)::bigint)
  || understudy.eighteen_digits(('x' || pg_catalog.encode(pg_catalog.substring(digest, 9, 8), 'hex'))::bit(64)::bigint);
-- A number of any length modulo 97 (ISO 7064).
CREATE OR REPLACE FUNCTION understudy.mod_97(digits text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (digits::numeric % 97)::integer;
-- Each digit by its weight; the weights begin again where the digits are more.
CREATE OR REPLACE FUNCTION understudy.weighted_sum(digits text, weights integer[]) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  total integer := 0;
  size CONSTANT integer := pg_catalog.cardinality(weights);
BEGIN
  FOR place IN 1 .. pg_catalog.length(digits) LOOP
    total := total + pg_catalog.substr(digits, place, 1)::integer * weights[1 + (place - 1) % size];
  END LOOP;
  RETURN total;
END
$body$;
-- Digits and behind them the one that makes their weighted sum divisible by 11, where its own weight is 1. Where no
-- digit does, the last one given is moved on.
CREATE OR REPLACE FUNCTION understudy.checked_11(digits text, weights integer[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  made text := digits;
  digit integer;
BEGIN
  LOOP
    digit := (11 - understudy.weighted_sum(made, weights) % 11) % 11;
    EXIT WHEN digit < 10;
    made := pg_catalog.left(made, -1) || (pg_catalog.right(made, 1)::integer + 1) % 10;
  END LOOP;
  RETURN made || digit;
END
$body$;
-- What makes the digits, and this one behind them, valid by Luhn's formula (ISO/IEC 7812-1). The table has the sum
-- of each pair of digits, the second one doubled.
CREATE OR REPLACE FUNCTION understudy.luhn_digit(digits bigint) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (90 - (pg_catalog.get_byte('\x000204060801030507090103050709020406080a020406080a030507090b030507090b0406080a0c0406080a0c0507090b0d0507090b0d06080a0c0e06080a0c0e07090b0d0f07090b0d0f080a0c0e10080a0c0e10090b0d0f11090b0d0f110a0c0e1012'::bytea, (digits / 1 % 100)::integer) % 10 + pg_catalog.get_byte('\x000204060801030507090103050709020406080a020406080a030507090b030507090b0406080a0c0406080a0c0507090b0d0507090b0d06080a0c0e06080a0c0e07090b0d0f07090b0d0f080a0c0e10080a0c0e10090b0d0f11090b0d0f110a0c0e1012'::bytea, (digits / 100 % 100)::integer) % 10 + pg_catalog.get_byte('\x000204060801030507090103050709020406080a020406080a030507090b030507090b0406080a0c0406080a0c0507090b0d0507090b0d06080a0c0e06080a0c0e07090b0d0f07090b0d0f080a0c0e10080a0c0e10090b0d0f11090b0d0f110a0c0e1012'::bytea, (digits / 10000 % 100)::integer) % 10 + pg_catalog.get_byte('\x000204060801030507090103050709020406080a020406080a030507090b030507090b0406080a0c0406080a0c0507090b0d0507090b0d06080a0c0e06080a0c0e07090b0d0f07090b0d0f080a0c0e10080a0c0e10090b0d0f11090b0d0f110a0c0e1012'::bytea, (digits / 1000000 % 100)::integer) % 10 + pg_catalog.get_byte('\x000204060801030507090103050709020406080a020406080a030507090b030507090b0406080a0c0406080a0c0507090b0d0507090b0d06080a0c0e06080a0c0e07090b0d0f07090b0d0f080a0c0e10080a0c0e10090b0d0f11090b0d0f110a0c0e1012'::bytea, (digits / 100000000 % 100)::integer) % 10 + pg_catalog.get_byte('\x000204060801030507090103050709020406080a020406080a030507090b030507090b0406080a0c0406080a0c0507090b0d0507090b0d06080a0c0e06080a0c0e07090b0d0f07090b0d0f080a0c0e10080a0c0e10090b0d0f11090b0d0f110a0c0e1012'::bytea, (digits / 10000000000 % 100)::integer) % 10 + pg_catalog.get_byte('\x000204060801030507090103050709020406080a020406080a030507090b030507090b0406080a0c0406080a0c0507090b0d0507090b0d06080a0c0e06080a0c0e07090b0d0f07090b0d0f080a0c0e10080a0c0e10090b0d0f11090b0d0f110a0c0e1012'::bytea, (digits / 1000000000000 % 100)::integer) % 10 + pg_catalog.get_byte('\x000204060801030507090103050709020406080a020406080a030507090b030507090b0406080a0c0406080a0c0507090b0d0507090b0d06080a0c0e06080a0c0e07090b0d0f07090b0d0f080a0c0e10080a0c0e10090b0d0f11090b0d0f110a0c0e1012'::bytea, (digits / 100000000000000 % 100)::integer) % 10 + pg_catalog.get_byte('\x000204060801030507090103050709020406080a020406080a030507090b030507090b0406080a0c0406080a0c0507090b0d0507090b0d06080a0c0e06080a0c0e07090b0d0f07090b0d0f080a0c0e10080a0c0e10090b0d0f11090b0d0f110a0c0e1012'::bytea, (digits / 10000000000000000 % 100)::integer) % 10)) % 10;
-- The check digit of ISO 7064, MOD 11,10.
CREATE OR REPLACE FUNCTION understudy.check_11_10(digits text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  rest integer := 10;
BEGIN
  FOR place IN 1 .. pg_catalog.length(digits) LOOP
    rest := (rest + pg_catalog.substr(digits, place, 1)::integer) % 10;
    rest := CASE rest WHEN 0 THEN 10 ELSE rest END * 2 % 11;
  END LOOP;
  RETURN (11 - rest) % 10;
END
$body$;
-- The control letter of an Italian tax code or bank account: characters count by their place in the alphabet or
-- among the digits, those in odd places by a table.
CREATE OR REPLACE FUNCTION understudy.italian_check(characters text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  total integer := 0;
  code integer;
BEGIN
  FOR place IN 1 .. pg_catalog.length(characters) LOOP
    code := pg_catalog.ascii(pg_catalog.substr(characters, place, 1));
    code := CASE WHEN code < 65 THEN code - 48 ELSE code - 65 END;
    total := total + CASE place % 2
      WHEN 1 THEN pg_catalog.get_byte('\x01000507090d0f111315020412140b0306080c0e100a16191817'::bytea, code)
      ELSE code END;
  END LOOP;
  RETURN pg_catalog.chr(65 + total % 26);
END
$body$;
-- An account number of a country, with the check digits that it and its country ask for; German where the country is none.
CREATE OR REPLACE FUNCTION understudy.iban_of(country text, digest bytea) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  digits CONSTANT text := understudy.thirty_six_digits(digest);
  place text := country;
  account text := CASE country
    WHEN 'AD' THEN '9' || pg_catalog.substr(digits, 1, 19)
    WHEN 'AE' THEN '9' || pg_catalog.substr(digits, 1, 18)
    WHEN 'AT' THEN '8' || pg_catalog.substr(digits, 1, 15)
    WHEN 'BA' THEN '9' || pg_catalog.substr(digits, 1, 13)
    WHEN 'BE' THEN '99' || pg_catalog.substr(digits, 1, 8)
    WHEN 'BG' THEN 'TEST' || pg_catalog.substr(digits, 1, 14)
    WHEN 'CH' THEN '9' || pg_catalog.substr(digits, 1, 16)
    WHEN 'CY' THEN '5' || pg_catalog.substr(digits, 1, 23)
    WHEN 'CZ' THEN '9' || pg_catalog.substr(digits, 1, 3) || '000000' || pg_catalog.substr(digits, 4, 9)
    WHEN 'DE' THEN '9' || pg_catalog.substr(digits, 1, 17)
    WHEN 'DK' THEN '88' || pg_catalog.substr(digits, 1, 12)
    WHEN 'EE' THEN '66' || pg_catalog.substr(digits, 1, 13)
    WHEN 'ES' THEN '9' || pg_catalog.substr(digits, 1, 17)
    WHEN 'FI' THEN '9' || pg_catalog.substr(digits, 1, 12)
    WHEN 'FR' THEN '9' || pg_catalog.substr(digits, 1, 20)
    WHEN 'GB' THEN 'TEST00' || pg_catalog.substr(digits, 1, 12)
    WHEN 'GI' THEN 'TEST' || pg_catalog.substr(digits, 1, 15)
    WHEN 'GR' THEN '9' || pg_catalog.substr(digits, 1, 22)
    WHEN 'HR' THEN '9' || pg_catalog.substr(digits, 1, 14)
    WHEN 'HU' THEN '4' || pg_catalog.substr(digits, 1, 21)
    WHEN 'IE' THEN 'TEST00' || pg_catalog.substr(digits, 1, 12)
    WHEN 'IL' THEN '9' || pg_catalog.substr(digits, 1, 18)
    WHEN 'IS' THEN '9' || pg_catalog.substr(digits, 1, 11) || '9' || pg_catalog.substr(digits, 12, 9)
    WHEN 'IT' THEN '9' || pg_catalog.substr(digits, 1, 21)
    WHEN 'LI' THEN '9' || pg_catalog.substr(digits, 1, 16)
    WHEN 'LT' THEN '8' || pg_catalog.substr(digits, 1, 15)
    WHEN 'LU' THEN '5' || pg_catalog.substr(digits, 1, 15)
    WHEN 'LV' THEN 'TEST' || pg_catalog.substr(digits, 1, 13)
    WHEN 'MC' THEN '9' || pg_catalog.substr(digits, 1, 20)
    WHEN 'MD' THEN '99' || pg_catalog.substr(digits, 1, 18)
    WHEN 'ME' THEN '1' || pg_catalog.substr(digits, 1, 15)
    WHEN 'MK' THEN '9' || pg_catalog.substr(digits, 1, 12)
    WHEN 'MT' THEN 'TEST' || pg_catalog.substr(digits, 1, 23)
    WHEN 'NL' THEN 'TEST' || pg_catalog.substr(digits, 1, 10)
    WHEN 'NO' THEN '89' || pg_catalog.substr(digits, 1, 2) || '9' || pg_catalog.substr(digits, 3, 5)
    WHEN 'PL' THEN '3' || pg_catalog.substr(digits, 1, 22)
    WHEN 'PT' THEN '9' || pg_catalog.substr(digits, 1, 18)
    WHEN 'RO' THEN 'TEST' || pg_catalog.substr(digits, 1, 16)
    WHEN 'RS' THEN '4' || pg_catalog.substr(digits, 1, 15)
    WHEN 'SA' THEN '99' || pg_catalog.substr(digits, 1, 18)
    WHEN 'SE' THEN '4' || pg_catalog.substr(digits, 1, 19)
    WHEN 'SI' THEN '4' || pg_catalog.substr(digits, 1, 12)
    WHEN 'SK' THEN '44' || pg_catalog.substr(digits, 1, 2) || '000000' || pg_catalog.substr(digits, 3, 9)
    WHEN 'SM' THEN '9' || pg_catalog.substr(digits, 1, 21)
    WHEN 'TR' THEN '9' || pg_catalog.substr(digits, 1, 4) || '0' || pg_catalog.substr(digits, 5, 16)
    WHEN 'UA' THEN '9' || pg_catalog.substr(digits, 1, 24)
    WHEN 'VA' THEN '9' || pg_catalog.substr(digits, 1, 17)
    END;
BEGIN
  IF account IS NULL THEN
    place := 'DE';
    account := '9' || pg_catalog.substr(digits, 1, 17);
  END IF;
  account := CASE
    WHEN place = 'BE' THEN account || pg_catalog.lpad((1 + (account::bigint + 96) % 97)::text, 2, '0')
    WHEN place IN ('FR', 'MC') THEN account || pg_catalog.lpad((97 - understudy.mod_97(account || '00'))::text, 2, '0')
    WHEN place IN ('BA', 'ME', 'MK', 'PT', 'RS', 'SI')
      THEN account || pg_catalog.lpad((98 - understudy.mod_97(account || '00'))::text, 2, '0')
    WHEN place IN ('CZ', 'SK')
      THEN pg_catalog.left(account, 10) || understudy.checked_11(pg_catalog.substr(account, 11), '{6,3,7,9,10,5,8,4,2}')
    WHEN place = 'NO' THEN understudy.checked_11(account, '{5,4,3,2,7,6,5,4,3,2}')
    WHEN place = 'EE'
      THEN account || (100 - understudy.weighted_sum(pg_catalog.substr(account, 3), '{7,1,3}') % 10) % 10
    WHEN place = 'ES' THEN pg_catalog.left(account, 8)
      || pg_catalog.substr('01987654321', 1 + understudy.weighted_sum(pg_catalog.left(account, 8), '{4,8,5,10,9,7,3,6}') % 11, 1)
      || pg_catalog.substr('01987654321', 1 + understudy.weighted_sum(pg_catalog.substr(account, 9), '{1,2,4,8,5,10,9,7,3,6}') % 11, 1)
      || pg_catalog.substr(account, 9)
    WHEN place = 'FI' THEN account || understudy.luhn_digit(account::bigint)
    WHEN place = 'HR' THEN pg_catalog.left(account, 6) || understudy.check_11_10(pg_catalog.left(account, 6))
      || pg_catalog.substr(account, 7) || understudy.check_11_10(pg_catalog.substr(account, 7))
    WHEN place = 'HU' THEN pg_catalog.left(account, 7) || (100 - understudy.weighted_sum(pg_catalog.left(account, 7), '{9,7,3,1}') % 10) % 10
      || pg_catalog.substr(account, 8) || (100 - understudy.weighted_sum(pg_catalog.substr(account, 8), '{9,7,3,1}') % 10) % 10
    WHEN place IN ('IT', 'SM') THEN understudy.italian_check(account) || account
    WHEN place = 'PL' THEN pg_catalog.left(account, 7) || (100 - understudy.weighted_sum(pg_catalog.left(account, 7), '{3,9,7,1}') % 10) % 10
      || pg_catalog.substr(account, 8)
    ELSE account END;
  RETURN place || pg_catalog.lpad((98 - understudy.mod_97(
    CASE WHEN account LIKE 'TEST%' THEN '29142829' || pg_catalog.substr(account, 5)
      WHEN place IN ('IT', 'SM') THEN pg_catalog.ascii(account) - 55 || pg_catalog.substr(account, 2)
      ELSE account END
    || pg_catalog.ascii(place) - 55 || pg_catalog.ascii(pg_catalog.right(place, 1)) - 55 || '00'))::text, 2, '0') || account;
END
$body$;
-- A made number with the blanks, hyphens, dots and slashes inside the original, where both have as many characters
-- beside these.
CREATE OR REPLACE FUNCTION understudy.in_form(original text, made text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  form text := original;
  written text := '';
  rest text := made;
  character text;
BEGIN
  -- The way of most.
  IF pg_catalog.length(form) = pg_catalog.length(made) THEN
    RETURN made;
  END IF;
  form := pg_catalog.btrim(form);
  IF pg_catalog.length(form) > 64
    OR pg_catalog.length(pg_catalog.translate(form, ' -./', '')) <> pg_catalog.length(made) THEN
    RETURN made;
  END IF;
  FOR place IN 1 .. pg_catalog.length(form) LOOP
    character := pg_catalog.substr(form, place, 1);
    IF pg_catalog.strpos(' -./', character) > 0 THEN
      written := written || character;
    ELSE
      written := written || pg_catalog.left(rest, 1);
      rest := pg_catalog.substr(rest, 2);
    END IF;
  END LOOP;
  RETURN written;
END
$body$;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_timestamp(value timestamp, days integer) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > timestamp '294276-12-31 23:59:59.999999' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  WHEN days < 0 AND value < timestamp '4714-11-24 00:00:00 BC' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  ELSE value + pg_catalog.make_interval(days => days) END;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_timestamptz(value timestamptz, days integer) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > timestamptz '294276-12-31 23:59:59.999999+00' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  WHEN days < 0 AND value < timestamptz '4714-11-24 00:00:00+00 BC' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  ELSE value + pg_catalog.make_interval(days => days) END;
-- A host of the networks that RFC 5737 and RFC 3849 keep for documentation.
CREATE OR REPLACE FUNCTION understudy.documentation_address(is_six boolean, draw bigint) RETURNS inet
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN is_six THEN inet '2001:db8::' + (draw & 9223372036854775807)
  ELSE CASE (draw >> 32 & 2147483647) % 3
    WHEN 0 THEN inet '192.0.2.1' WHEN 1 THEN inet '198.51.100.1' ELSE inet '203.0.113.1' END
    + (draw & 2147483647) % 254 END;
-- Each digit becomes another digit, each letter another letter of its case; letters beyond ASCII become small ones.
CREATE OR REPLACE FUNCTION understudy.other_characters(original text, draw bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT pg_catalog.string_agg(
    CASE WHEN c.code BETWEEN 48 AND 57 THEN pg_catalog.chr(48 + (c.code - 47 + c.roll % 9) % 10)
      WHEN c.code BETWEEN 65 AND 90 THEN pg_catalog.chr(65 + (c.code - 64 + c.roll % 25) % 26)
      WHEN c.code BETWEEN 97 AND 122 THEN pg_catalog.chr(97 + (c.code - 96 + c.roll % 25) % 26)
      WHEN c.code > 127 THEN pg_catalog.chr(97 + c.roll % 26)
      ELSE c.letter END,
    '' ORDER BY c.place)
  FROM (
    SELECT split.place, split.letter, pg_catalog.ascii(split.letter) AS code,
      (pg_catalog.hashint8extended(split.place, draw) & 2147483647)::integer AS roll
    FROM pg_catalog.regexp_split_to_table(original, '') WITH ORDINALITY AS split(letter, place)
  ) AS c);
-- A number of the country, else of the one whose letters the original begins with.
CREATE OR REPLACE FUNCTION understudy.vat_number_of(original text, country text, draw bigint) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  letters CONSTANT text := pg_catalog.upper(pg_catalog.left(pg_catalog.btrim(original), 2) COLLATE "C");
  digits CONSTANT text := understudy.eighteen_digits(draw);
  -- Six digits, and eight that do not begin with 0.
  six CONSTANT text := pg_catalog.left(digits, 6);
  seven CONSTANT text := 1 + pg_catalog.right(digits, 2)::integer % 9 || six;
  eight CONSTANT text := seven || pg_catalog.substr(digits, 7, 1);
  made text := CASE coalesce(country, letters)
    WHEN 'AT' THEN 'U' || seven || (16 + understudy.luhn_digit(pg_catalog.left(seven, 6)::bigint) - pg_catalog.right(seven, 1)::integer) % 10
    WHEN 'BE' THEN '0' || seven || pg_catalog.lpad((97 - seven::bigint % 97)::text, 2, '0')
    WHEN 'DE' THEN eight || understudy.check_11_10(eight)
    WHEN 'DK' THEN understudy.checked_11(seven, '{2,7,6,5,4,3,2}')
    WHEN 'ES' THEN 'B' || seven || understudy.luhn_digit(seven::bigint)
    WHEN 'FI' THEN understudy.checked_11(seven, '{7,9,10,5,8,4,2}')
    WHEN 'FR' THEN eight || understudy.luhn_digit(eight::bigint)
    WHEN 'GB' THEN seven || pg_catalog.lpad((97 - understudy.weighted_sum(seven, '{8,7,6,5,4,3,2}') % 97)::text, 2, '0')
    WHEN 'IE' THEN seven || pg_catalog.substr('WABCDEFGHIJKLMNOPQRSTUV', 1 + understudy.weighted_sum(seven, '{8,7,6,5,4,3,2}') % 23, 1)
    WHEN 'IT' THEN seven || pg_catalog.lpad((1 + pg_catalog.substr(digits, 8, 4)::integer % 100)::text, 3, '0')
    WHEN 'LU' THEN pg_catalog.left(seven, 6) || pg_catalog.lpad((pg_catalog.left(seven, 6)::integer % 89)::text, 2, '0')
    WHEN 'NL' THEN eight || pg_catalog.substr(digits, 8, 1)
    WHEN 'PL' THEN understudy.checked_11(eight || pg_catalog.substr(digits, 8, 1), '{5,6,4,9,8,7,6,5,4}')
    WHEN 'PT' THEN '5' || seven
    WHEN 'SE' THEN '55' || 2 + pg_catalog.substr(digits, 7, 4)::integer % 8 || six
    END;
BEGIN
  IF made IS NULL THEN
    RETURN CASE WHEN original COLLATE "C" ~ '^ *[A-Za-z]{2}[ .-]*[0-9]'
      THEN letters || understudy.other_characters(pg_catalog.substr(pg_catalog.ltrim(original), 3), draw)
      ELSE understudy.other_characters(original, draw) END;
  END IF;
  made := CASE coalesce(country, letters)
    WHEN 'FR' THEN pg_catalog.lpad(((made || '12')::bigint % 97)::text, 2, '0') || made
    WHEN 'IT' THEN made || understudy.luhn_digit(made::bigint)
    WHEN 'NL' THEN made || 'B' || pg_catalog.lpad((98 - understudy.mod_97('2321' || made || '1100'))::text, 2, '0')
    WHEN 'PT' THEN made || (11 - understudy.weighted_sum(made, '{9,8,7,6,5,4,3,2}') % 11) % 11 % 10
    WHEN 'SE' THEN made || understudy.luhn_digit(made::bigint) || '01'
    ELSE made END;
  RETURN understudy.in_form(original, CASE WHEN letters = coalesce(country, letters) THEN letters ELSE '' END || made);
END
$body$;
CREATE OR REPLACE FUNCTION understudy.card_number(original text, draw bigint) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  compact CONSTANT text := pg_catalog.translate(original, ' -', '');
  is_number CONSTANT boolean := compact COLLATE "C" ~ '^[0-9]{13,19}$';
  size CONSTANT integer := CASE WHEN is_number THEN pg_catalog.length(compact) ELSE 16 END;
  issuer CONSTANT integer := CASE WHEN is_number THEN pg_catalog.left(compact, 4)::integer ELSE 4000 END;
  prefixes CONSTANT text[] := CASE
    WHEN issuer BETWEEN 4000 AND 4999 THEN '{411111,424242,401288}'
    WHEN issuer BETWEEN 5100 AND 5599 OR issuer BETWEEN 2221 AND 2720 THEN '{555555,510510,222300}'
    WHEN issuer / 100 IN (34, 37) THEN '{378282,371449}'
    WHEN issuer = 6011 OR issuer BETWEEN 6440 AND 6599 THEN '{601111,601100}'
    WHEN issuer BETWEEN 3528 AND 3589 THEN '{353011,356600}'
    WHEN issuer / 100 IN (36, 38, 39) OR issuer BETWEEN 3000 AND 3059 THEN '{305693,385200}'
    WHEN issuer / 100 = 62 THEN '{620000}'
    WHEN issuer / 100 = 50 OR issuer BETWEEN 5600 AND 5899 OR issuer BETWEEN 6000 AND 6999 THEN '{675964}'
    ELSE '{411111}' END;
  digits CONSTANT text := prefixes[1 + (draw >> 56 & 127)::integer % pg_catalog.cardinality(prefixes)]
    || pg_catalog.right(understudy.eighteen_digits(draw), size - 7);
BEGIN
  RETURN understudy.in_form(
    CASE WHEN is_number THEN original ELSE '' END, digits || understudy.luhn_digit(digits::bigint));
END
$body$;
COMMIT;
