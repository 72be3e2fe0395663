-- How a table is rewritten in place, and how what stands in the way is taken down and put back.
--
-- Called under the pinned search path (pg_catalog, pg_temp). No function commits, none sets a configuration parameter for
-- longer than it runs. RELATION is a table's name as SQL text ('public.customers', '"My Shop"."or""ders"'); STEP is the
-- step's four digits. Everything that is taken down is first written into the ledger, in the same transaction.
--
--   prf(key bytea, message bytea) bytea                            the keyed primitive; 32 bytes
--   fingerprint_of([key bytea,] category integer, value text) bigint   a keyed digest of an original, normalised
--   addresses_in, numbers_in, words_in, accounts_in, tokens_in(value text) setof text   what is searched for of a value
--   as_of() timestamptz                                            the copy's time
--
--   unit_done(step, batch integer)                                 a unit's ledger row; UN010 if it has one
--   unit_is_done(step, batch integer) boolean                      for psql's \if
--   step_is_done(step) boolean                                     for psql's \if
--   step_done(step)                                                after the last unit of a step
--
--   begin_table(step, relation [, mode [, keep_rows]])             mode rewrite | truncate; keep_rows: SQL over alias s; UN010
--   plan_batches(step, relation [, blocks_per_batch]) integer      after the lock; rows of understudy.batch; their number
--   plan_whole(step)                                               the same for one session: one batch, bounds set
--   source_is_unchanged(step, relation) boolean                    after the lock was lost: do the staged batches stand?
--   staging_is_whole(step) boolean                                 false after a crash: unlogged staging is empty
--   void_table(step)                                               forgets what was staged
--   swap_begin(step, relation) … INSERT … swap_end(step, relation) in the coordinator's transaction; UN020 unless rows agree
--   rebuild(step, relation)                                        the other indexes
--
--   detach_foreign_key(relation, name), attach_foreign_key(relation, name)    relation: the referencing table
--   lift_force_row_security(relation), restore_force_row_security(relation)
--   disable_triggers(step, relation), restore_triggers(step, relation)        around a named statement, in its transaction
--   refresh_view(relation)                                         a materialised view that has contents
--
-- SQLSTATEs: UN002 the catalog is not what was compiled · UN010 done already · UN020 numbers of rows differ ·
-- UN021 called out of order.

-- keyed digests ------------------------------------------------------------------------------------------------------

-- sha256(key, 32 zero bytes, length, message): inlines, so it costs nothing beyond the digest.
CREATE OR REPLACE FUNCTION understudy.prf(key bytea, message bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.sha256(
  key
  OPERATOR(pg_catalog.||) '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea
  OPERATOR(pg_catalog.||) pg_catalog.int4send(pg_catalog.octet_length(message))
  OPERATOR(pg_catalog.||) message);

-- What two spellings of one text have in common: Unicode's composed form, and small letters. The capitals beyond ASCII are
-- listed by 0000_session.sql, so that a reader in another language folds the same, whatever the database's locale.
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

-- What two spellings of one original have in common: folded, without blanks around; of phones (2), IBANs (4) and tokens (5)
-- only ASCII letters and digits.
CREATE OR REPLACE FUNCTION understudy.fingerprint_text(category integer, value text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN category IN (2, 4, 5)
  THEN pg_catalog.translate(
    pg_catalog.lower(value COLLATE "C"),
    pg_catalog.translate(pg_catalog.lower(value COLLATE "C"), '0123456789abcdefghijklmnopqrstuvwxyz', ''), '')
  ELSE pg_catalog.btrim(understudy.folded(value), E' \t\n\r') END;

-- What is searched for of one value: the whole of it, and what can stand elsewhere by itself.

-- The addresses in `Ada <ada@x.example>; bob@y.example`.
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

-- The numbers in `0155 5123 459 ext 12` and `0155 5123459 / 0155 5123460`; a stroke may also belong to a number.
CREATE OR REPLACE FUNCTION understudy.numbers_in(value text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT value
  UNION ALL
  SELECT found.parts[1]
  FROM (VALUES ('(?:[0-9][^0-9A-Za-z,;]{0,4}){5,}[0-9]'), ('(?:[0-9][^0-9A-Za-z,;/|]{0,4}){5,}[0-9]')) AS form(pattern)
  CROSS JOIN LATERAL pg_catalog.regexp_matches(value COLLATE "C", form.pattern, 'g') AS found(parts)
  WHERE value COLLATE "C" ~ '[A-Za-z,;/|]'
$body$;

-- The words of a name. What is beyond ASCII is a letter, unless it is a sign, a blank or punctuation; where the server's
-- characters are not Unicode's, all of it is.
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

-- The account numbers in `IBAN: DE02 1203 …` and `4111 1111 1111 1111 (Visa)`.
CREATE OR REPLACE FUNCTION understudy.accounts_in(value text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT value
  UNION ALL
  SELECT found.parts[1]
  FROM (VALUES ('[A-Za-z]{2}[0-9]{2}(?:[ .-]?[0-9A-Za-z]){11,30}'), ('(?:[0-9][ -]?){12,18}[0-9]')) AS form(pattern)
  CROSS JOIN LATERAL pg_catalog.regexp_matches(value COLLATE "C", form.pattern, 'g') AS found(parts)
  WHERE value COLLATE "C" ~ '[^0-9A-Za-z]'
$body$;

-- The token in `Bearer eyJhb…`.
CREATE OR REPLACE FUNCTION understudy.tokens_in(value text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT value
  UNION ALL
  SELECT part.text
  FROM pg_catalog.regexp_split_to_table(value COLLATE "C", '\s+') AS part(text)
  WHERE value COLLATE "C" ~ '\S\s+\S' AND pg_catalog.length(part.text) >= 12
$body$;

CREATE OR REPLACE FUNCTION understudy.fingerprint_of(key bytea, category integer, value text) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ('x' OPERATOR(pg_catalog.||) pg_catalog.encode(pg_catalog.substring(
  understudy.prf(key, pg_catalog.convert_to(understudy.fingerprint_text(category, value), 'UTF8')), 1, 8), 'hex')
  )::bit(64)::bigint;

-- The same under the key that 0000_session.sql derived.
CREATE OR REPLACE FUNCTION understudy.fingerprint_of(category integer, value text) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
RETURN understudy.fingerprint_of(
  pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex'), category, value);

CREATE OR REPLACE FUNCTION understudy.as_of() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT mark.as_of FROM understudy.mark AS mark);

-- the ledger ---------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION understudy.unit_done(step text, batch integer) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO understudy.step AS s (step, kind) VALUES (unit_done.step, 'units') ON CONFLICT DO NOTHING;
  IF EXISTS (SELECT FROM understudy.step AS s WHERE s.step = unit_done.step AND s.kind = 'table') THEN
    PERFORM understudy.step_done(unit_done.step);
    RETURN;
  END IF;
  INSERT INTO understudy.batch AS b (step, batch, state, committed_at)
  VALUES (unit_done.step, unit_done.batch, 'committed', pg_catalog.clock_timestamp())
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

-- stage --------------------------------------------------------------------------------------------------------------

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
END
$body$;

-- Splits the locked source into ranges of blocks: a sixteenth each, at least 1 MB, at most 16 MB. The last is open-ended.
-- Remembers what `source_is_unchanged` compares with. Batches that are planned already stay as they are.
CREATE OR REPLACE FUNCTION understudy.plan_batches(
  step text, relation text, blocks_per_batch bigint DEFAULT NULL
) RETURNS integer
LANGUAGE plpgsql AS $body$
DECLARE
  source CONSTANT regclass := relation::regclass;
  block CONSTANT bigint := pg_catalog.current_setting('block_size')::bigint;
  blocks CONSTANT bigint := pg_catalog.pg_relation_size(source) / block;
  stride CONSTANT bigint := coalesce(
    blocks_per_batch,
    LEAST(GREATEST((blocks + 15) / 16, 1048576 / block), 16777216 / block));
  planned integer;
BEGIN
  SELECT pg_catalog.count(*) INTO planned FROM understudy.batch AS b WHERE b.step = plan_batches.step;
  IF planned > 0 THEN
    RETURN planned;
  END IF;
  UPDATE understudy.step AS s
  SET filenode = pg_catalog.pg_relation_filenode(source),
    snapshot_xmin = pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())
  WHERE s.step = plan_batches.step AND s.state = 'begun';
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN021',
      MESSAGE = pg_catalog.format('step %s has not begun, or is swapped', plan_batches.step);
  END IF;
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

-- One batch for the whole table, and its bounds in the settings that the batch statement reads: for a single session,
-- within the transaction that stages and swaps.
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

-- Whether the source is what the committed batches read, asked under a lock that was taken again: the same file, no row of a
-- transaction that had not ended before the first lock, and in the ranges that were read as many rows that stay as were staged.
-- One that has ended counts as well if an older one had not: then the table is staged again, to be sure.
CREATE OR REPLACE FUNCTION understudy.source_is_unchanged(step text, relation text) RETURNS boolean
LANGUAGE plpgsql AS $body$
DECLARE
  source CONSTANT regclass := relation::regclass;
  begun understudy.step;
  staged bigint;
  staying bigint;
  young bigint;
BEGIN
  SELECT * INTO begun FROM understudy.step AS s WHERE s.step = source_is_unchanged.step AND s.state = 'begun';
  IF begun.filenode IS DISTINCT FROM pg_catalog.pg_relation_filenode(source) THEN
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
    FROM ONLY %1$s AS s
    $query$, source, coalesce(begun.keep_rows, 'true'))
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
  UPDATE understudy.step AS s
  SET filenode = NULL, snapshot_xmin = NULL, rows_expected = NULL, rows_staged = NULL, rows_inserted = NULL
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

-- swap ---------------------------------------------------------------------------------------------------------------

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
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM ONLY %s AS s WHERE (%s)',
      target, coalesce(begun.keep_rows, 'true')) INTO expected;
  END IF;
  UPDATE understudy.step AS s SET rows_expected = expected WHERE s.step = swap_begin.step;

  PERFORM understudy.switch_off(swap_begin.step, target);
  PERFORM understudy.take_down_checks(swap_begin.step, target);
  FOR dropped IN SELECT understudy.record_indexes(swap_begin.step, target) LOOP
    EXECUTE 'DROP INDEX ' || dropped;
  END LOOP;

  EXECUTE pg_catalog.format('TRUNCATE ONLY %s', target);
  PERFORM understudy.clear_missing_values(target);
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
  EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM ONLY %s', target) INTO inserted;
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
  PERFORM understudy.switch_on(swap_end.step, target);
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
-- Others stay: those behind a constraint, a foreign key, a view or an extension, and those attached to a partitioned
-- index. An invalid index, which no dump holds, is dropped for good: building it again would make it valid.
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

-- A NOT VALID check would refuse the rows that were there before it: it goes, and comes back NOT VALID. Not where other
-- tables inherit it; there such rows end the swap.
CREATE OR REPLACE FUNCTION understudy.take_down_checks(step text, target regclass) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  legacy record;
BEGIN
  FOR legacy IN
    SELECT k.conname, pg_catalog.pg_get_constraintdef(k.oid) AS definition,
      pg_catalog.obj_description(k.oid, 'pg_constraint') AS comment
    FROM pg_catalog.pg_constraint AS k
    WHERE k.conrelid = target AND k.contype = 'c' AND NOT k.convalidated AND k.coninhcount = 0
      AND coalesce((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhparent = target)
    ORDER BY k.oid
  LOOP
    INSERT INTO understudy.trigger_state (step, relation, kind, name, commands)
    VALUES (take_down_checks.step, target::text, 'check', legacy.conname,
      ARRAY[pg_catalog.format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', target, legacy.conname, legacy.definition)]
      || CASE WHEN legacy.comment IS NOT NULL THEN ARRAY[pg_catalog.format(
        'COMMENT ON CONSTRAINT %I ON %s IS %L', legacy.conname, target, legacy.comment)] END);
    EXECUTE pg_catalog.format('ALTER TABLE ONLY %s DROP CONSTRAINT %I', target, legacy.conname);
  END LOOP;
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

-- foreign keys and row security --------------------------------------------------------------------------------------

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
  INSERT INTO understudy.foreign_key AS f (relation, name, definition, comment, is_validated)
  VALUES (referencing::text, detach_foreign_key.name, pg_catalog.pg_get_constraintdef(found_key.oid),
    pg_catalog.obj_description(found_key.oid, 'pg_constraint'), found_key.convalidated);
  EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', referencing, detach_foreign_key.name);
END
$body$;

-- Adding a foreign key checks every row, unless it was NOT VALID before.
CREATE OR REPLACE FUNCTION understudy.attach_foreign_key(relation text, name text) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  referencing CONSTANT regclass := relation::regclass;
  detached understudy.foreign_key;
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
  EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', referencing, detached.name, detached.definition);
  IF detached.comment IS NOT NULL THEN
    EXECUTE pg_catalog.format('COMMENT ON CONSTRAINT %I ON %s IS %L', detached.name, referencing, detached.comment);
  END IF;
  UPDATE understudy.foreign_key AS f SET state = 'attached'
  WHERE f.relation = detached.relation AND f.name = detached.name;
END
$body$;

-- Forced row security hides rows from the owner, and fails under row_security = off.
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

-- finish -------------------------------------------------------------------------------------------------------------

-- A materialised view that was never filled, or emptied on purpose, stays without contents.
CREATE OR REPLACE FUNCTION understudy.refresh_view(relation text) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
  IF (SELECT c.relispopulated FROM pg_catalog.pg_class AS c WHERE c.oid = relation::regclass) THEN
    EXECUTE 'REFRESH MATERIALIZED VIEW ' || relation::regclass::text;
  END IF;
END
$body$;
