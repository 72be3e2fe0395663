-- corpus: run by verify alone
-- from masking.yaml

BEGIN;
DO $seal$
DECLARE
  routine text;
  ledger name;
BEGIN
  -- The verification may have lifted it to read every row.
  PERFORM understudy.restore_force_row_security(r.relation) FROM understudy.row_security AS r WHERE r.state = 'lifted';
  IF EXISTS (SELECT FROM understudy.step AS s WHERE s.state <> 'done' AND s.kind = 'table')
    OR EXISTS (SELECT FROM understudy.foreign_key AS f WHERE f.state <> 'attached')
    OR EXISTS (SELECT FROM understudy.not_valid_constraint AS n WHERE n.state <> 'attached')
    OR EXISTS (SELECT FROM understudy.index_state)
    OR EXISTS (SELECT FROM understudy.trigger_state)
  THEN
    RAISE EXCEPTION USING ERRCODE = 'UN021', MESSAGE = 'the bundle has not run to its end';
  END IF;
  UPDATE understudy.mark AS mark
  SET state = 'sealed', attestation = current_setting('understudy.attestation')
  WHERE mark.state = 'marked' AND mark.bundle = current_setting('understudy.bundle');
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN003', MESSAGE = 'this database is sealed, or another bundle masked it';
  END IF;
  FOREACH routine IN ARRAY ARRAY(
    SELECT p.oid::regprocedure::text FROM pg_proc AS p
    WHERE p.pronamespace = 'understudy'::regnamespace ORDER BY p.oid DESC)
  LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', routine);
  END LOOP;
  FOR ledger IN
    SELECT c.relname FROM pg_class AS c
    WHERE c.relnamespace = 'understudy'::regnamespace AND c.relkind = 'r'
      AND c.relname NOT IN ('mark', 'migration', 'step', 'batch')
  LOOP
    EXECUTE format('DROP TABLE understudy.%I', ledger);
  END LOOP;
  TRUNCATE understudy.step, understudy.batch;
END
$seal$;
COMMIT;
