-- The swap: masked rows take the place of the originals, under the lock, in one transaction.
--
--   swap_begin(step, relation) … INSERT … swap_end(step, relation) in the coordinator's transaction; UN020 unless rows agree
--   rebuild(step, relation)                                        the other indexes
--   disable_triggers(step, relation), restore_triggers(step, relation)        around a named statement, in its transaction
--
-- A partitioned table whose key is masked is swapped as one: all its partitions are emptied, and filled through it.

-- Counts what has to be there afterwards, takes down what would falsify or slow the INSERT, and empties the table.
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

-- Proves the INSERT, then puts back what swap_begin took down, unique indexes included.
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

-- Builds the indexes that the swap left out.
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

-- Writes into the ledger every index of a table that nothing depends on, and returns their names, to be dropped.
--
-- Others stay: those behind a constraint, a foreign key, a view or an extension, those attached to a partitioned index, and
-- those in a tablespace where we may not make one. An invalid index, which no dump holds, is dropped for good: building it again would make it valid.
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

-- pg_get_indexdef names no tablespace: default_tablespace does, while the index is built.
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

-- Columns added with a default keep that value in pg_attribute, beyond TRUNCATE; only a rewrite of the table clears it.
-- CLUSTER is one that neither a view nor a policy forbids, and the table is empty.
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

-- triggers and rules -------------------------------------------------------------------------------------------------

-- Turns off every user trigger and rule of one table, ENABLE ALWAYS ones too, and remembers the state of each.
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

-- A table and, where it is partitioned, everything below it.
CREATE OR REPLACE FUNCTION understudy.members(target regclass) RETURNS SETOF regclass
LANGUAGE sql STABLE AS $body$
  SELECT target
  UNION ALL
  SELECT t.relid FROM pg_catalog.pg_partition_tree(target) AS t WHERE t.relid <> target;
$body$;

-- The same for a table that a named statement writes, with all its partitions and inheritance children.
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
