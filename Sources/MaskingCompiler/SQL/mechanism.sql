-- Keyed digests, the ledger, and how a table's masked rows are staged. The swap and what stands in its way are in files of
-- their own.
--
-- Called under the pinned search path (pg_catalog, pg_temp). No function commits, none sets a configuration parameter for
-- longer than it runs. RELATION is a table's name as SQL text ('public.customers', '"My Shop"."or""ders"'); STEP is the
-- step's four digits. Everything that is taken down is first written into the ledger, in the same transaction.
--
--   prf(key bytea, message bytea) bytea                            the keyed primitive; 32 bytes
--   fingerprint_of(category integer, value text) bytea             a keyed digest of an original, normalised; eight bytes
--   addresses_in, numbers_in, words_in, accounts_in, tokens_in(value text) setof text   what is searched for of a value
--   as_of() timestamptz                                            the copy's time
--
--   unit_done(step, batch integer)                                 a unit's ledger row; UN010 if it has one
--   unit_is_done(step, batch integer) boolean                      for psql's \if
--   step_is_done(step) boolean                                     for psql's \if
--   step_done(step)                                                after the last unit of a step
--
--   begin_table(step, relation [, mode [, keep_rows]])             after the staging table; mode rewrite, truncate or update;
--                                                                  keep_rows: SQL over alias s; UN010
--   plan_batches(step, relation [, blocks_per_batch]) integer      after the lock; rows of understudy.batch; their number
--   plan_whole(step)                                               the same for one session: one batch, bounds set
--   source_is_unchanged(step, relation) boolean                    after the lock was lost: do the staged batches stand?
--   staging_is_whole(step) boolean                                 false after a crash: unlogged staging is empty
--   void_table(step)                                               forgets what was staged
--   count_columns(step, columns text[])                            adds up what the batches have counted
--
-- A partitioned table may be rewritten as one: then RELATION is its name, a batch is a range of blocks in every partition
-- at once, and the swap empties all of them and fills them through the parent.
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
  -- The usual signs first: a regular expression takes long for each of them.
  THEN pg_catalog.regexp_replace(
    pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.lower(value COLLATE "C"), ' ', ''), '-', ''), '+', ''),
    '[^0-9a-z]+', '', 'g')
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

CREATE OR REPLACE FUNCTION understudy.fingerprint_of(category integer, value text) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.substring(
  understudy.prf(
    pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex'),
    pg_catalog.convert_to(understudy.fingerprint_text(category, value), 'UTF8')), 1, 8);

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
  PERFORM understudy.settle_stage(begin_table.step, relation::regclass);
END
$body$;

-- What is updated in place is never voided and never staged again: its rows are masked already, and `update_end` proves that
-- nobody else has written any.
CREATE OR REPLACE FUNCTION understudy.is_update(step text) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM understudy.step AS s WHERE s.step = is_update.step AND s.mode = 'update');

-- Values are stored in the staging table as they will be in the source: what is compressed there goes on as it is.
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

-- The tables that hold a relation's rows: its partitions at any depth, or itself.
CREATE OR REPLACE FUNCTION understudy.heaps(source regclass) RETURNS SETOF regclass
LANGUAGE sql STABLE AS $body$
  SELECT source FROM pg_catalog.pg_class AS c WHERE c.oid = source AND c.relkind <> 'p'
  UNION ALL
  SELECT t.relid FROM pg_catalog.pg_partition_tree(source) AS t WHERE t.isleaf AND t.relid <> source;
$body$;

-- What FROM and TRUNCATE call them all together: never children by inheritance.
CREATE OR REPLACE FUNCTION understudy.whole(source regclass) RETURNS text
LANGUAGE sql STABLE AS $body$
  SELECT CASE WHEN c.relkind = 'p' THEN '' ELSE 'ONLY ' END || source::text FROM pg_catalog.pg_class AS c WHERE c.oid = source;
$body$;

-- The names of their files: another one stands for other rows.
CREATE OR REPLACE FUNCTION understudy.files(source regclass) RETURNS text
LANGUAGE sql STABLE AS $body$
  SELECT pg_catalog.string_agg(pg_catalog.pg_relation_filenode(heap)::text, ' ' ORDER BY heap::oid)
  FROM understudy.heaps(source) AS heap;
$body$;

-- Splits the locked source into ranges of blocks: a sixteenth each, at least 1 MB, at most 16 MB. The last is open-ended.
-- A range of a partitioned table is that range of every partition. Remembers what `source_is_unchanged` compares with.
-- Batches that are planned already stay as they are.
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

-- Whether the source is what the committed batches read, asked under a lock that was taken again: the same files, no row of a
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

-- What the attestation says of the masked columns, from what the batches have counted: for each column its masked values and,
-- of these, the ones that are equal to their original; in the order of the batches' arrays.
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
