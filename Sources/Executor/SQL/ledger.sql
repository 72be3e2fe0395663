-- The mark and the ledger of a temporary database: schema understudy, made by `adopt`.
--
-- Each section below is one migration. The executor runs those whose number understudy.migration does not hold yet,
-- each in a transaction of its own, and leaves the others alone: running this twice changes nothing.

-- migration 1: the mark, the ledger, and what has to be put back

CREATE SCHEMA IF NOT EXISTS understudy;
COMMENT ON SCHEMA understudy IS
  'Understudy: this is a temporary copy that is being masked. Made by "understudy adopt"; never part of a dump.';

CREATE TABLE IF NOT EXISTS understudy.migration (
  number integer PRIMARY KEY,
  applied_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
);
COMMENT ON TABLE understudy.migration IS 'Which numbered changes of this schema have been applied.';
COMMENT ON COLUMN understudy.migration.number IS 'The number of the change, from 1.';
COMMENT ON COLUMN understudy.migration.applied_at IS 'When it was applied.';

CREATE TABLE understudy.mark (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  run text NOT NULL,
  application text NOT NULL,
  system_identifier bigint NOT NULL,
  database_oid oid NOT NULL,
  database_name text NOT NULL,
  endpoint text NOT NULL,
  source text NOT NULL,
  as_of timestamptz NOT NULL,
  key_check bytea NOT NULL CHECK (pg_catalog.octet_length(key_check) = 8),
  state text NOT NULL DEFAULT 'marked' CHECK (state IN ('marked', 'sealed')),
  bundle text,
  attestation text,
  adopted_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  CHECK (state = 'marked' OR (bundle IS NOT NULL AND attestation IS NOT NULL))
);
COMMENT ON TABLE understudy.mark IS
  'The mark, one row: without it nothing is ever written here. It names the place it was made for.';
COMMENT ON COLUMN understudy.mark.is_only IS 'Always true: there is one row.';
COMMENT ON COLUMN understudy.mark.run IS 'The run that adopted this database.';
COMMENT ON COLUMN understudy.mark.application IS 'The application whose rules mask it.';
COMMENT ON COLUMN understudy.mark.system_identifier IS 'The server''s system identifier; a storage-level clone shares it.';
COMMENT ON COLUMN understudy.mark.database_oid IS 'The database''s oid when it was adopted.';
COMMENT ON COLUMN understudy.mark.database_name IS 'The database''s name when it was adopted.';
COMMENT ON COLUMN understudy.mark.endpoint IS 'host:port of the server, or "local" for a Unix socket.';
COMMENT ON COLUMN understudy.mark.source IS 'What this is a copy of, in words.';
COMMENT ON COLUMN understudy.mark.as_of IS 'The copy''s time: what as_of() means in a rule.';
COMMENT ON COLUMN understudy.mark.key_check IS
  'Eight bytes derived from the key, enough to refuse a wrong one and nothing else.';
COMMENT ON COLUMN understudy.mark.state IS 'marked: may be masked. sealed: masked and verified, never written again.';
COMMENT ON COLUMN understudy.mark.bundle IS 'SHA-256 of the bundle that has begun to mask, or has masked, this database.';
COMMENT ON COLUMN understudy.mark.attestation IS 'SHA-256 of the attestation that sealed it.';
COMMENT ON COLUMN understudy.mark.adopted_at IS 'When it was adopted.';

CREATE TABLE understudy.step (
  step text PRIMARY KEY,
  kind text NOT NULL,
  relation text,
  mode text NOT NULL DEFAULT 'rewrite' CHECK (mode IN ('rewrite', 'truncate')),
  keep_rows text,
  state text NOT NULL DEFAULT 'begun' CHECK (state IN ('begun', 'swapped', 'done')),
  started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  finished_at timestamptz,
  rows_expected bigint,
  rows_staged bigint,
  rows_inserted bigint,
  filenode oid,
  snapshot_xmin xid8
);
COMMENT ON TABLE understudy.step IS 'One row for each step of the bundle that has begun.';
COMMENT ON COLUMN understudy.step.step IS 'The four digits that its file begins with.';
COMMENT ON COLUMN understudy.step.kind IS '"table" for the rewrite of a table, else "units".';
COMMENT ON COLUMN understudy.step.relation IS 'The table that is rewritten, as SQL text.';
COMMENT ON COLUMN understudy.step.mode IS 'rewrite: masked rows replace the originals. truncate: nothing replaces them.';
COMMENT ON COLUMN understudy.step.keep_rows IS 'SQL: the rows that stay, under the alias s; null: all of them.';
COMMENT ON COLUMN understudy.step.state IS
  'begun: work is under way. swapped: masked rows stand in the table, indexes are missing. done.';
COMMENT ON COLUMN understudy.step.started_at IS 'When it began.';
COMMENT ON COLUMN understudy.step.finished_at IS 'When it was done.';
COMMENT ON COLUMN understudy.step.rows_expected IS 'Rows of the source that stay, counted under the lock before the swap.';
COMMENT ON COLUMN understudy.step.rows_staged IS 'Rows that the committed batches staged.';
COMMENT ON COLUMN understudy.step.rows_inserted IS 'Rows in the table after the swap. The three are equal, or it was not committed.';
COMMENT ON COLUMN understudy.step.filenode IS 'The source''s file when it was first locked.';
COMMENT ON COLUMN understudy.step.snapshot_xmin IS 'The oldest transaction that ran when the source was first locked.';

CREATE TABLE understudy.batch (
  step text NOT NULL REFERENCES understudy.step ON DELETE CASCADE,
  batch integer NOT NULL,
  lo tid,
  hi tid,
  state text NOT NULL CHECK (state IN ('planned', 'committed')),
  rows bigint,
  committed_at timestamptz,
  PRIMARY KEY (step, batch),
  CHECK (state = 'planned' OR committed_at IS NOT NULL)
);
COMMENT ON TABLE understudy.batch IS
  'What commits on its own: block ranges of a table''s source, and units of the other steps. Written in the transaction that does the work.';
COMMENT ON COLUMN understudy.batch.step IS 'The step it belongs to.';
COMMENT ON COLUMN understudy.batch.batch IS 'Its number within the step, from 1.';
COMMENT ON COLUMN understudy.batch.lo IS 'First row pointer of the range.';
COMMENT ON COLUMN understudy.batch.hi IS 'The row pointer after the range; the last range is open-ended.';
COMMENT ON COLUMN understudy.batch.state IS 'planned: not done. committed: done, exactly once.';
COMMENT ON COLUMN understudy.batch.rows IS 'Rows staged.';
COMMENT ON COLUMN understudy.batch.committed_at IS 'When its work was done.';

CREATE TABLE understudy.foreign_key (
  relation text NOT NULL,
  name text NOT NULL,
  ordinal bigint GENERATED ALWAYS AS IDENTITY,
  definition text NOT NULL,
  comment text,
  is_validated boolean NOT NULL,
  state text NOT NULL DEFAULT 'detached' CHECK (state IN ('detached', 'attached')),
  PRIMARY KEY (relation, name)
);
COMMENT ON TABLE understudy.foreign_key IS 'Foreign keys that were dropped for the rewrite and have to come back as they were.';
COMMENT ON COLUMN understudy.foreign_key.relation IS 'The referencing table, as SQL text; the root where it is partitioned.';
COMMENT ON COLUMN understudy.foreign_key.name IS 'The constraint''s name.';
COMMENT ON COLUMN understudy.foreign_key.ordinal IS 'The order in which they were dropped.';
COMMENT ON COLUMN understudy.foreign_key.definition IS 'As the server wrote it, NOT VALID and DEFERRABLE included.';
COMMENT ON COLUMN understudy.foreign_key.comment IS 'The comment on it.';
COMMENT ON COLUMN understudy.foreign_key.is_validated IS 'False: it was NOT VALID and stays so, which proves nothing.';
COMMENT ON COLUMN understudy.foreign_key.state IS 'detached: dropped. attached: back again.';

CREATE TABLE understudy.row_security (
  relation text PRIMARY KEY,
  state text NOT NULL DEFAULT 'lifted' CHECK (state IN ('lifted', 'restored'))
);
COMMENT ON TABLE understudy.row_security IS 'Tables whose forced row security was lifted for the rewrite.';
COMMENT ON COLUMN understudy.row_security.relation IS 'The table, as SQL text.';
COMMENT ON COLUMN understudy.row_security.state IS 'lifted: not forced now. restored: forced again.';

CREATE TABLE understudy.index_state (
  step text NOT NULL REFERENCES understudy.step ON DELETE CASCADE,
  ordinal bigint NOT NULL,
  name text NOT NULL,
  is_unique boolean NOT NULL,
  tablespace text NOT NULL,
  commands text[] NOT NULL,
  PRIMARY KEY (step, ordinal)
);
COMMENT ON TABLE understudy.index_state IS 'Indexes that the swap dropped and that are still to be built again.';
COMMENT ON COLUMN understudy.index_state.step IS 'The step that dropped it.';
COMMENT ON COLUMN understudy.index_state.ordinal IS 'The dropped index''s oid: indexes come back in the order in which they were made.';
COMMENT ON COLUMN understudy.index_state.name IS 'The index, as SQL text.';
COMMENT ON COLUMN understudy.index_state.is_unique IS 'Unique ones are built in the transaction of the swap.';
COMMENT ON COLUMN understudy.index_state.tablespace IS 'Its tablespace; empty: the database''s.';
COMMENT ON COLUMN understudy.index_state.commands IS
  'The statements that bring it back: definition, statistics targets, comment, clustering, replica identity.';

CREATE TABLE understudy.trigger_state (
  step text NOT NULL,
  relation text NOT NULL,
  ordinal bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL CHECK (kind IN ('trigger', 'rule')),
  name text NOT NULL,
  commands text[] NOT NULL,
  PRIMARY KEY (step, relation, kind, name)
);
COMMENT ON TABLE understudy.trigger_state IS
  'Triggers and rules that are off within the transaction that writes a table.';
COMMENT ON COLUMN understudy.trigger_state.step IS 'The step that turned it off.';
COMMENT ON COLUMN understudy.trigger_state.relation IS 'Its table, as SQL text.';
COMMENT ON COLUMN understudy.trigger_state.ordinal IS 'The order in which they were turned off.';
COMMENT ON COLUMN understudy.trigger_state.kind IS 'trigger, rule or check.';
COMMENT ON COLUMN understudy.trigger_state.name IS 'Its name.';
COMMENT ON COLUMN understudy.trigger_state.commands IS 'The statements that bring it back to what it was.';

CREATE TABLE understudy.fingerprint (
  step text NOT NULL,
  batch integer NOT NULL,
  category smallint NOT NULL,
  digests bytea NOT NULL
) WITH (autovacuum_enabled = false);
ALTER TABLE understudy.fingerprint ALTER COLUMN digests SET STORAGE EXTERNAL;
COMMENT ON TABLE understudy.fingerprint IS
  'Keyed digests of originals, by which the verifier finds survivors. Dropped by the seal.';
COMMENT ON COLUMN understudy.fingerprint.step IS 'The step whose table held the original.';
COMMENT ON COLUMN understudy.fingerprint.batch IS 'The batch that staged it.';
COMMENT ON COLUMN understudy.fingerprint.category IS '1 e-mail, 2 phone, 3 name, 4 IBAN, 5 token.';
COMMENT ON COLUMN understudy.fingerprint.digests IS 'Keyed digests, eight bytes each, one behind the other.';

CREATE TABLE understudy.column_count (
  step text NOT NULL REFERENCES understudy.step ON DELETE CASCADE,
  column_name text NOT NULL,
  masked_values bigint NOT NULL,
  equal_values bigint NOT NULL,
  PRIMARY KEY (step, column_name)
);
COMMENT ON TABLE understudy.column_count IS 'What the attestation says of each masked column. Written in the transaction of the swap.';
COMMENT ON COLUMN understudy.column_count.step IS 'The step that rewrote the table.';
COMMENT ON COLUMN understudy.column_count.column_name IS 'The column.';
COMMENT ON COLUMN understudy.column_count.masked_values IS 'Values in rows that were masked.';
COMMENT ON COLUMN understudy.column_count.equal_values IS 'Of these, how many are equal to their original.';

CREATE TABLE understudy.connection (
  pid integer NOT NULL,
  backend_start timestamptz NOT NULL,
  role text NOT NULL CHECK (role IN ('control', 'coordinator', 'worker')),
  program text NOT NULL,
  PRIMARY KEY (pid, backend_start)
);
COMMENT ON TABLE understudy.connection IS
  'Our own connections, so that a restarted program ends what it left behind and nothing else.';
COMMENT ON COLUMN understudy.connection.pid IS 'The backend''s process id.';
COMMENT ON COLUMN understudy.connection.backend_start IS 'When the backend started; with pid it is unique.';
COMMENT ON COLUMN understudy.connection.role IS 'control, coordinator or worker.';
COMMENT ON COLUMN understudy.connection.program IS 'The program that opened it: an identity of its own for each start.';

-- migration 2: which programs ran, and what failed

CREATE TABLE understudy.program (
  program text PRIMARY KEY,
  bundle text NOT NULL,
  workers integer NOT NULL,
  started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  ended_at timestamptz,
  ending text CHECK (ending IN ('finished', 'interrupted', 'out of time', 'failed')),
  CHECK ((ending IS NULL) = (ended_at IS NULL))
);
COMMENT ON TABLE understudy.program IS 'Each start of the program that masks this database.';
COMMENT ON COLUMN understudy.program.program IS 'An identity of its own for each start.';
COMMENT ON COLUMN understudy.program.bundle IS 'SHA-256 of the bundle that it runs.';
COMMENT ON COLUMN understudy.program.workers IS 'Connections that mask side by side, as it began.';
COMMENT ON COLUMN understudy.program.started_at IS 'When it had the database to itself.';
COMMENT ON COLUMN understudy.program.ended_at IS 'When it ended; null while it works, and where it was lost.';
COMMENT ON COLUMN understudy.program.ending IS
  'finished, interrupted (by a signal), out of time, or failed. All but the first are carried on by the next start.';

CREATE TABLE understudy.failure (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  program text NOT NULL,
  step text,
  batch integer,
  class text NOT NULL,
  sqlstate text,
  schema_name text,
  table_name text,
  column_name text,
  constraint_name text,
  is_final boolean NOT NULL,
  failed_at timestamptz NOT NULL
);
COMMENT ON TABLE understudy.failure IS
  'What failed: classes, SQLSTATEs and names of objects. A server''s message, detail and query are data, and not kept.';
COMMENT ON COLUMN understudy.failure.number IS 'In the order in which they were written down.';
COMMENT ON COLUMN understudy.failure.program IS 'The program that met it.';
COMMENT ON COLUMN understudy.failure.step IS 'The step that ran.';
COMMENT ON COLUMN understudy.failure.batch IS 'The batch, where one was staged.';
COMMENT ON COLUMN understudy.failure.class IS 'What kind of failure it is: what the reaction depends on.';
COMMENT ON COLUMN understudy.failure.sqlstate IS 'The server''s SQLSTATE; null where the connection was lost.';
COMMENT ON COLUMN understudy.failure.schema_name IS 'The schema that the server named.';
COMMENT ON COLUMN understudy.failure.table_name IS 'The table that the server named.';
COMMENT ON COLUMN understudy.failure.column_name IS 'The column that the server named.';
COMMENT ON COLUMN understudy.failure.constraint_name IS 'The constraint that the server named.';
COMMENT ON COLUMN understudy.failure.is_final IS 'True: it ended the program. False: the work was done again.';
COMMENT ON COLUMN understudy.failure.failed_at IS 'When it was met, by the program''s clock.';

COMMENT ON COLUMN understudy.batch.rows IS
  'Rows staged. Several ranges may be staged in one transaction: the first of them then counts the rows of all.';

-- migration 3: partitioned tables as one, updates in place, constraints that rows from before them break, parameters

ALTER TABLE understudy.step RENAME COLUMN filenode TO files;
ALTER TABLE understudy.step
  ALTER COLUMN files TYPE text, DROP CONSTRAINT step_mode_check;
ALTER TABLE understudy.step
  ADD CONSTRAINT step_mode_check CHECK (mode IN ('rewrite', 'truncate', 'update')),
  ADD COLUMN key_columns text[];
COMMENT ON COLUMN understudy.step.mode IS
  'rewrite: masked rows replace the originals. truncate: nothing replaces them. update: rows are masked where they stand.';
COMMENT ON COLUMN understudy.step.relation IS
  'The table, as SQL text; a partitioned one is rewritten as a whole.';
COMMENT ON COLUMN understudy.step.files IS 'The source''s files when it was first locked.';
COMMENT ON COLUMN understudy.step.key_columns IS 'The key by whose ranges it is updated; null: it is rewritten.';

ALTER TABLE understudy.batch
  ADD COLUMN first_key text[], ADD COLUMN last_key text[], ADD COLUMN masked_values bigint[],
  ADD COLUMN equal_values bigint[], ADD COLUMN xid xid8;
COMMENT ON COLUMN understudy.batch.lo IS 'First row pointer of the range, in the table or in each of its partitions.';
COMMENT ON COLUMN understudy.batch.rows IS 'Rows staged; of an update, rows in the range.';
COMMENT ON COLUMN understudy.batch.first_key IS 'The key of the first row of an update''s range; the table keeps it.';
COMMENT ON COLUMN understudy.batch.last_key IS 'The key of its last row.';
COMMENT ON COLUMN understudy.batch.masked_values IS 'Values in rows that were masked, by column, where the batch counts them.';
COMMENT ON COLUMN understudy.batch.equal_values IS 'Of these, how many are equal to their original.';
COMMENT ON COLUMN understudy.batch.xid IS 'The transaction of an update''s batch, by which its rows are known, or of a unit.';

ALTER TABLE understudy.mark
  ADD COLUMN parameter_check bytea CHECK (pg_catalog.octet_length(parameter_check) = 8);
COMMENT ON COLUMN understudy.mark.parameter_check IS
  'Eight bytes derived from key and parameters: a run is resumed with those that it began with.';

ALTER TABLE understudy.foreign_key ADD COLUMN inherited text[];
ALTER TABLE understudy.foreign_key ALTER COLUMN inherited SET DEFAULT '{}', ALTER COLUMN inherited SET NOT NULL;
COMMENT ON COLUMN understudy.foreign_key.inherited IS
  'Statements that bring back its other names in partitions, to be run before it comes back itself.';

CREATE TABLE understudy.not_valid_constraint (
  relation text NOT NULL,
  name text NOT NULL,
  ordinal bigint GENERATED ALWAYS AS IDENTITY,
  definition text NOT NULL,
  comment text,
  is_local boolean NOT NULL,
  was_valid boolean NOT NULL,
  column_name text,
  state text NOT NULL DEFAULT 'detached' CHECK (state IN ('detached', 'attached')),
  PRIMARY KEY (relation, name)
);
COMMENT ON TABLE understudy.not_valid_constraint IS
  'Checks and NOT NULL constraints that are NOT VALID and were dropped for the rewrite: rows from before them break them.';
COMMENT ON COLUMN understudy.not_valid_constraint.relation IS 'The table, as SQL text.';
COMMENT ON COLUMN understudy.not_valid_constraint.name IS 'The constraint''s name.';
COMMENT ON COLUMN understudy.not_valid_constraint.ordinal IS 'The order in which they were dropped.';
COMMENT ON COLUMN understudy.not_valid_constraint.definition IS 'As the server wrote it.';
COMMENT ON COLUMN understudy.not_valid_constraint.comment IS 'The comment on it.';
COMMENT ON COLUMN understudy.not_valid_constraint.is_local IS 'False: it comes back with the table that this one inherits it from.';
COMMENT ON COLUMN understudy.not_valid_constraint.was_valid IS 'Inherited, but validated here: it is so again.';
COMMENT ON COLUMN understudy.not_valid_constraint.column_name IS 'The column of a NOT NULL constraint.';
COMMENT ON COLUMN understudy.not_valid_constraint.state IS 'detached: dropped. attached: back again.';
