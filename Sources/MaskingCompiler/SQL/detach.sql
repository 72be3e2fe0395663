-- What stands in the way of several tables at once is taken down before the first of them, and put back after the last.
--
--   detach_foreign_key(relation, name), attach_foreign_key(relation, name)    relation: the referencing table
--   detach_not_valid(relation), attach_not_valid()                 constraints that rows from before them break
--   lift_force_row_security(relation), restore_force_row_security(relation)
--   refuse_old_snapshots()                                         before VACUUM FULL; UN024
--   refresh_view(view)                                             a materialised view, unless it holds nothing

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

-- What a foreign key is called in the partitions of its table, where that is not its own name, and what was said about it there:
-- statements that bring these back, deepest first, to be run before the key itself comes back and takes them in.
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

-- Adding a foreign key checks every row, unless it was NOT VALID before.
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

-- A constraint that is NOT VALID refuses rows from before it as soon as they are written again. It goes with all that tables
-- below have inherited of it, from the top down, and comes back NOT VALID.
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

-- Brings back all of them: those below before those above, which take them in.
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

-- VACUUM FULL copies the dead originals that an older snapshot may still see, and says that all is well. Waits for those as
-- long as for a lock, half a minute where lock_timeout has no end.
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

-- What its owner would see by REFRESH: policies count for a materialised view's owner as they always have.
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
