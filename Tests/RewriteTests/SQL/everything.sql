-- One of everything that a rewrite in place can lose, with rows. Texts with PLANTED are originals that have to be gone.
-- Run as a superuser; the owners are named at the end.
CREATE SCHEMA rig;
CREATE SCHEMA "My Rig";
CREATE TYPE rig.state AS ENUM ('new', 'paid');
CREATE DOMAIN rig.mailbox AS text CHECK (VALUE LIKE '%@%');
CREATE FUNCTION rig.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.touched := now(); RETURN new; END';
CREATE TABLE rig.audit (id bigint GENERATED ALWAYS AS IDENTITY, old jsonb);
CREATE FUNCTION rig.log() RETURNS trigger LANGUAGE plpgsql
  AS 'BEGIN INSERT INTO rig.audit (old) VALUES (to_jsonb(coalesce(old, new))); RETURN NULL; END';
CREATE FUNCTION rig.shout(value text) RETURNS text LANGUAGE sql IMMUTABLE RETURN upper(value);

-- A table with every kind of column, index, constraint, trigger, rule and policy.
CREATE TABLE rig.people (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 1000 INCREMENT BY 10) PRIMARY KEY,
  serial_number serial,
  email rig.mailbox NOT NULL,
  name varchar(40) COLLATE "C" DEFAULT 'nobody',
  gone text,
  state rig.state DEFAULT 'new',
  parent bigint REFERENCES rig.people (id) DEFERRABLE INITIALLY DEFERRED,
  code text,
  notes text,
  bio text,
  flags bit(3),
  shouted text GENERATED ALWAYS AS (rig.shout(name)) STORED,
  touched timestamptz,
  CONSTRAINT code_length CHECK (length(code) < 100)
) WITH (fillfactor = 90, autovacuum_enabled = false, toast.autovacuum_enabled = false);
COMMENT ON TABLE rig.people IS 'people; it''s';
COMMENT ON COLUMN rig.people.name IS 'the name';
COMMENT ON CONSTRAINT code_length ON rig.people IS 'a check';
COMMENT ON CONSTRAINT people_parent_fkey ON rig.people IS 'a key of its own';
COMMENT ON CONSTRAINT people_pkey ON rig.people IS 'the key';
ALTER TABLE rig.people ALTER name SET STATISTICS 77, ALTER code SET (n_distinct = -0.5),
  ALTER notes SET STORAGE EXTERNAL, ALTER bio SET COMPRESSION pglz, ALTER code SET STORAGE MAIN, ALTER flags SET STATISTICS 0;
INSERT INTO rig.people (email, name, gone, parent, code, notes, bio, flags)
SELECT 'PLANTED-mail-' || i || '@real.example', 'PLANTED name ' || i, 'PLANTED gone ' || i, CASE WHEN i > 1 THEN 1000 END,
  'PLANTED-code-' || i, 'PLANTED notes ' || i || repeat(' x', CASE WHEN i % 50 = 0 THEN 9000 ELSE 1 END),
  'PLANTED bio ' || i, '101'
FROM generate_series(1, 300) AS i;
ALTER TABLE rig.people DROP COLUMN gone;
ALTER TABLE rig.people ADD COLUMN added text DEFAULT 'PLANTED default';
ALTER TABLE rig.people ALTER added DROP DEFAULT;
ALTER TABLE rig.people ADD COLUMN kept_default integer DEFAULT 7;
CREATE UNIQUE INDEX people_email ON rig.people (lower(btrim(email)));
ALTER INDEX rig.people_email ALTER COLUMN 1 SET STATISTICS 555;
COMMENT ON INDEX rig.people_email IS 'unique "mail"; it''s';
CREATE INDEX people_name ON rig.people (name COLLATE "POSIX" varchar_pattern_ops DESC NULLS LAST) INCLUDE (code) WHERE state = 'new';
CREATE INDEX "people""idx; --" ON rig.people USING hash (code);
CREATE INDEX people_expression ON rig.people ((name || code), id, (rig.shout(code))) WITH (fillfactor = 50) TABLESPACE rig_place;
ALTER INDEX rig.people_expression ALTER COLUMN 1 SET STATISTICS 99;
ALTER TABLE rig.people CLUSTER ON people_expression;
CREATE UNIQUE INDEX people_replica ON rig.people (id, email);
ALTER TABLE rig.people REPLICA IDENTITY USING INDEX people_replica;
CREATE INDEX people_gin ON rig.people USING gin (to_tsvector('simple', coalesce(notes, ''))) WITH (fastupdate = off);
CREATE INDEX people_brin ON rig.people USING brin (name) WITH (pages_per_range = 4);
CREATE INDEX people_held ON rig.people (state);
ALTER INDEX rig.people_held DEPENDS ON EXTENSION plpgsql;
CREATE UNIQUE INDEX people_nulls ON rig.people (touched, id) NULLS NOT DISTINCT;
ALTER TABLE rig.people ADD CONSTRAINT people_code UNIQUE (code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE rig.people ADD CONSTRAINT people_serial UNIQUE (serial_number) INCLUDE (state) USING INDEX TABLESPACE rig_place;
COMMENT ON INDEX rig.people_serial IS 'behind a constraint';
INSERT INTO rig.people (email, name, code) VALUES ('PLANTED-bad@real.example', 'PLANTED x', 'old code with @ PLANTED');
ALTER TABLE rig.people ADD CONSTRAINT legacy CHECK (code NOT LIKE '%@%') NOT VALID;
COMMENT ON CONSTRAINT legacy ON rig.people IS 'old ones violate; it''s';
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON rig.people FOR EACH ROW EXECUTE FUNCTION rig.touch();
COMMENT ON TRIGGER touch ON rig.people IS 'a trigger';
CREATE TRIGGER logged AFTER INSERT OR UPDATE OR DELETE ON rig.people FOR EACH ROW EXECUTE FUNCTION rig.log();
ALTER TABLE rig.people ENABLE ALWAYS TRIGGER logged;
CREATE TRIGGER "off ""trigger" AFTER INSERT ON rig.people FOR EACH ROW EXECUTE FUNCTION rig.log();
ALTER TABLE rig.people DISABLE TRIGGER "off ""trigger";
CREATE TRIGGER replica AFTER INSERT ON rig.people FOR EACH ROW WHEN (new.id > 0) EXECUTE FUNCTION rig.log();
ALTER TABLE rig.people ENABLE REPLICA TRIGGER replica;
CREATE TRIGGER truncated AFTER TRUNCATE ON rig.people FOR EACH STATEMENT EXECUTE FUNCTION rig.log();
CREATE TRIGGER on_columns AFTER UPDATE OF name, code ON rig.people FOR EACH STATEMENT EXECUTE FUNCTION rig.log();
CREATE TRIGGER on_all AFTER INSERT ON rig.people REFERENCING NEW TABLE AS news FOR EACH STATEMENT EXECUTE FUNCTION rig.log();
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON rig.people DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rig.log();
CREATE RULE swallow AS ON INSERT TO rig.people DO INSTEAD NOTHING;
COMMENT ON RULE swallow ON rig.people IS 'a rule';
CREATE RULE always_rule AS ON DELETE TO rig.people DO ALSO NOTIFY x;
ALTER TABLE rig.people ENABLE ALWAYS RULE always_rule;
CREATE RULE off_rule AS ON UPDATE TO rig.people DO ALSO NOTIFY y;
ALTER TABLE rig.people DISABLE RULE off_rule;
CREATE RULE replica_rule AS ON UPDATE TO rig.people DO INSTEAD NOTHING;
ALTER TABLE rig.people ENABLE REPLICA RULE replica_rule;
ALTER TABLE rig.people ENABLE ROW LEVEL SECURITY;
ALTER TABLE rig.people FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON rig.people TO rig_reader USING (name = current_user);
COMMENT ON POLICY own ON rig.people IS 'a policy';
GRANT SELECT (id, name), UPDATE (name) ON rig.people TO rig_reader;
GRANT INSERT ON rig.people TO rig_reader WITH GRANT OPTION;
CREATE STATISTICS rig.people_statistics (dependencies, mcv) ON name, code FROM rig.people;
ALTER STATISTICS rig.people_statistics SET STATISTICS 33;
COMMENT ON STATISTICS rig.people_statistics IS 'statistics';
CREATE STATISTICS rig.people_expressions ON (lower(code)) FROM rig.people;
CREATE VIEW rig.by_key AS SELECT id, name, email, count(*) FROM rig.people GROUP BY id;
COMMENT ON VIEW rig.by_key IS 'depends on the primary key';
CREATE MATERIALIZED VIEW rig.a_view_of_views AS SELECT 1 AS nothing WITH NO DATA;
CREATE MATERIALIZED VIEW rig.names WITH (autovacuum_enabled = false) TABLESPACE rig_place AS SELECT id, name FROM rig.by_key;
CREATE UNIQUE INDEX names_id ON rig.names (id);
ALTER MATERIALIZED VIEW rig.names CLUSTER ON names_id;
CREATE MATERIALIZED VIEW rig.a_count_of_names AS SELECT count(*), min(name) AS first FROM rig.names;
CREATE MATERIALIZED VIEW rig.never AS SELECT email FROM rig.people WITH NO DATA;
CREATE FUNCTION rig.code_of(wanted bigint) RETURNS text LANGUAGE sql STABLE
  BEGIN ATOMIC SELECT code FROM rig.people WHERE id = wanted; END;
CREATE FUNCTION rig.a_row() RETURNS rig.people LANGUAGE sql STABLE AS 'SELECT * FROM rig.people LIMIT 1';

-- Keys at masked columns, NOT VALID, without a primary key, cycles.
CREATE TABLE rig.subscriptions (
  email rig.mailbox NOT NULL, person bigint, topic text,
  CONSTRAINT person_mail FOREIGN KEY (person, email) REFERENCES rig.people (id, email) MATCH FULL
    ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE
);
INSERT INTO rig.subscriptions SELECT email, id, 'PLANTED topic' FROM rig.people WHERE id < 2000;
ALTER TABLE rig.subscriptions REPLICA IDENTITY FULL;
CREATE TABLE rig.notes (person bigint, body text);
INSERT INTO rig.notes SELECT 1000 + i % 10 * 10, CASE WHEN i % 10 = 9 THEN 'left alone' ELSE 'PLANTED note ' || i END FROM generate_series(1, 100) AS i;
INSERT INTO rig.notes VALUES (-5, 'PLANTED orphan');
ALTER TABLE rig.notes ADD CONSTRAINT legacy_person FOREIGN KEY (person) REFERENCES rig.people (id) NOT VALID;
CREATE INDEX notes_body ON rig.notes (md5(body));
CREATE TABLE rig.teams (id integer PRIMARY KEY, lead integer, motto text);
CREATE TABLE rig.members (id integer PRIMARY KEY, team integer REFERENCES rig.teams ON DELETE SET NULL (team), nick text UNIQUE);
ALTER TABLE rig.teams ADD CONSTRAINT lead FOREIGN KEY (lead) REFERENCES rig.members DEFERRABLE INITIALLY DEFERRED;
BEGIN;
INSERT INTO rig.teams SELECT i, i, 'PLANTED motto ' || i FROM generate_series(1, 20) AS i;
INSERT INTO rig.members SELECT i, i, 'PLANTED-nick-' || i FROM generate_series(1, 20) AS i;
COMMIT;

-- Exclusion, tablespaces, unlogged, typed, storage.
CREATE TABLE rig.bookings (
  id integer PRIMARY KEY, period int4range NOT NULL, guest text,
  CONSTRAINT no_overlap EXCLUDE USING gist (period WITH &&) WHERE (id > 0) DEFERRABLE
) TABLESPACE rig_place;
COMMENT ON CONSTRAINT no_overlap ON rig.bookings IS 'exclusion';
INSERT INTO rig.bookings SELECT i, int4range(i * 10, i * 10 + 5), 'PLANTED guest ' || i FROM generate_series(1, 50) AS i;
CREATE UNLOGGED TABLE rig.sessions (id integer PRIMARY KEY, token text);
INSERT INTO rig.sessions SELECT i, 'PLANTED-token-' || i FROM generate_series(1, 50) AS i;
CREATE TYPE rig.point AS (x integer, label text);
CREATE TABLE rig.points OF rig.point (x PRIMARY KEY, label WITH OPTIONS DEFAULT 'none');
INSERT INTO rig.points SELECT i, 'PLANTED label ' || i FROM generate_series(1, 20) AS i;
CREATE TABLE rig.large (id integer PRIMARY KEY, body text, data bytea);
ALTER TABLE rig.large ALTER data SET STORAGE EXTERNAL, ALTER body SET STORAGE PLAIN;
ALTER TABLE rig.large ALTER body SET STORAGE EXTENDED;
INSERT INTO rig.large SELECT i, 'PLANTED body' || repeat(md5(i::text), 20000), decode(repeat('00ff', 50000), 'hex') FROM generate_series(1, 3) AS i;
CREATE TABLE rig.nothing ();
INSERT INTO rig.nothing DEFAULT VALUES;
CREATE TABLE rig.emptied (id integer PRIMARY KEY, secret text DEFAULT 'none');
INSERT INTO rig.emptied SELECT i, 'PLANTED secret ' || i FROM generate_series(1, 20) AS i;
CREATE INDEX emptied_secret ON rig.emptied (secret);
CREATE TABLE rig.trimmed (id integer PRIMARY KEY, at date, message text);
INSERT INTO rig.trimmed SELECT i, date '2026-01-01' - i, 'PLANTED message ' || i FROM generate_series(1, 100) AS i;
CREATE TABLE rig.kept (id integer PRIMARY KEY, label text);
INSERT INTO rig.kept SELECT i, 'label ' || i FROM generate_series(1, 10) AS i;
CREATE TABLE "My Rig"."odd "" table; --" (
  "id;" integer PRIMARY KEY, s text, understudy_equal text, understudy_d3 text, understudy_o4 text,
  understudy_kept text, "%s" text, "ünïcödé" text
);
INSERT INTO "My Rig"."odd "" table; --"
SELECT i, 'PLANTED s ' || i, 'PLANTED e ' || i, 'PLANTED d ' || i, 'PLANTED o ' || i, 'PLANTED k ' || i, 'PLANTED % ' || i, 'PLANTED ü'
FROM generate_series(1, 20) AS i;
CREATE INDEX "odd "" index; --" ON "My Rig"."odd "" table; --" ("%s", "ünïcödé");

-- Inheritance: columns that only a child has, two parents, checks that old rows break.
CREATE TABLE rig.base (id integer, label text CHECK (label <> ''));
CREATE TABLE rig.dated (at date);
CREATE TABLE rig.child (extra text, id integer NOT NULL) INHERITS (rig.base, rig.dated);
CREATE TABLE rig.grandchild (more text DEFAULT 'x') INHERITS (rig.child);
CREATE TABLE rig.late_child (label text, id integer, own text);
INSERT INTO rig.base SELECT i, 'PLANTED base ' || i FROM generate_series(1, 30) AS i;
INSERT INTO rig.child (id, label, at, extra) SELECT i, 'PLANTED child ' || i, '2026-01-01', 'PLANTED extra' FROM generate_series(1, 30) AS i;
INSERT INTO rig.grandchild (id, label, at, extra, more)
  SELECT i, 'PLANTED grand ' || i, '2026-01-01', 'PLANTED extra', 'PLANTED more' FROM generate_series(1, 30) AS i;
INSERT INTO rig.late_child SELECT 'PLANTED late ' || i, i, 'PLANTED own' FROM generate_series(1, 30) AS i;
ALTER TABLE rig.late_child ADD CONSTRAINT base_label_check CHECK (label <> '');
ALTER TABLE rig.late_child INHERIT rig.base;
ALTER TABLE rig.base ADD CONSTRAINT old_rows CHECK (id > 1000) NOT VALID;
COMMENT ON CONSTRAINT old_rows ON rig.base IS 'inherited, not valid';
ALTER TABLE rig.base ADD CONSTRAINT only_here CHECK (id < 100) NO INHERIT;
CREATE INDEX base_label ON rig.base (label);
CREATE INDEX grandchild_more ON rig.grandchild (more) TABLESPACE rig_place;
CREATE TRIGGER base_touch AFTER UPDATE ON rig.base FOR EACH ROW EXECUTE FUNCTION rig.log();

-- Partitions by a kept key: two levels, a default, another order of columns, a state of their own.
CREATE TABLE rig.orders (
  id integer NOT NULL, placed date NOT NULL, region text NOT NULL, person bigint, buyer text, remark text DEFAULT 'it''s; drop',
  PRIMARY KEY (id, placed, region)
) PARTITION BY RANGE (placed);
CREATE TABLE rig.orders_2024 PARTITION OF rig.orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') TABLESPACE rig_place;
CREATE TABLE rig.orders_2025 PARTITION OF rig.orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (region);
CREATE TABLE rig.orders_2025_eu PARTITION OF rig.orders_2025 FOR VALUES IN ('de', 'fr', 'es');
CREATE TABLE rig.orders_2025_rest PARTITION OF rig.orders_2025 DEFAULT;
CREATE TABLE rig.orders_rest (
  remark text, junk text, buyer text, id integer NOT NULL, region text NOT NULL, person bigint, placed date NOT NULL
);
ALTER TABLE rig.orders_rest DROP COLUMN junk;
CREATE INDEX orders_rest_buyer ON rig.orders_rest (buyer);
ALTER TABLE rig.orders_rest ADD CONSTRAINT rest_person FOREIGN KEY (person) REFERENCES rig.people (id) ON UPDATE CASCADE;
ALTER TABLE rig.orders ATTACH PARTITION rig.orders_rest DEFAULT;
INSERT INTO rig.orders SELECT i, date '2023-06-01' + i, CASE i % 4 WHEN 0 THEN 'de' WHEN 1 THEN 'fr' ELSE 'us' END,
  1000 + i % 10 * 10, 'PLANTED buyer ' || i, 'PLANTED remark ' || i FROM generate_series(1, 1000) AS i;
ALTER TABLE rig.orders ADD CONSTRAINT order_person FOREIGN KEY (person) REFERENCES rig.people (id) ON UPDATE CASCADE;
COMMENT ON CONSTRAINT order_person ON rig.orders IS 'key of a tree; it''s';
ALTER TABLE rig.orders ADD CONSTRAINT remark_length CHECK (length(remark) < 5) NOT VALID;
ALTER TABLE rig.orders_2024 ADD CONSTRAINT own_check CHECK (id < 10000);
CREATE INDEX orders_buyer ON rig.orders (buyer);
CREATE INDEX orders_remark ON ONLY rig.orders (remark);
CREATE INDEX own_leaf ON rig.orders_2024 (remark) TABLESPACE rig_place;
CREATE UNIQUE INDEX own_unique ON rig.orders_2025_eu (buyer);
ALTER TABLE rig.orders_2025_eu REPLICA IDENTITY FULL;
ALTER TABLE rig.orders_2024 CLUSTER ON own_leaf;
CREATE TRIGGER orders_log AFTER INSERT OR UPDATE ON rig.orders FOR EACH ROW EXECUTE FUNCTION rig.log();
ALTER TABLE ONLY rig.orders_2024 DISABLE TRIGGER orders_log;
ALTER TABLE ONLY rig.orders_rest ENABLE ALWAYS TRIGGER orders_log;
CREATE RULE leaf_rule AS ON INSERT TO rig.orders_2025_eu DO INSTEAD NOTHING;
CREATE TABLE rig.items (
  id integer PRIMARY KEY, order_id integer, placed date, region text, label text,
  CONSTRAINT item_order FOREIGN KEY (order_id, placed, region) REFERENCES rig.orders (id, placed, region)
);
INSERT INTO rig.items SELECT id, id, placed, region, 'PLANTED item ' || id FROM rig.orders WHERE id <= 200;
CREATE TABLE rig.leaf_items (
  id integer, placed date, region text, label text,
  CONSTRAINT item_of_leaf FOREIGN KEY (id, placed, region) REFERENCES rig.orders_2025_eu (id, placed, region),
  CONSTRAINT item_of_branch FOREIGN KEY (id, placed, region) REFERENCES rig.orders_2025 (id, placed, region)
);
INSERT INTO rig.leaf_items SELECT id, placed, region, 'PLANTED leaf item ' || id FROM rig.orders_2025_eu LIMIT 50;
ALTER TABLE rig.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE rig.orders FORCE ROW LEVEL SECURITY;
ALTER TABLE rig.orders_rest ENABLE ROW LEVEL SECURITY;
ALTER TABLE rig.orders_rest FORCE ROW LEVEL SECURITY;

-- A check that is NOT VALID, but valid in what came after it; one that a child had of its own before.
CREATE TABLE rig.meters (id integer, reading integer, owner text) PARTITION BY RANGE (id);
CREATE TABLE rig.meters_old PARTITION OF rig.meters FOR VALUES FROM (0) TO (10);
INSERT INTO rig.meters VALUES (1, -1, 'PLANTED owner 1');
ALTER TABLE rig.meters ADD CONSTRAINT positive CHECK (reading > 0) NOT VALID;
COMMENT ON CONSTRAINT positive ON rig.meters_old IS 'not valid here';
CREATE TABLE rig.meters_new PARTITION OF rig.meters FOR VALUES FROM (10) TO (20);
COMMENT ON CONSTRAINT positive ON rig.meters_new IS 'valid here';
INSERT INTO rig.meters VALUES (11, 5, 'PLANTED owner 2');
CREATE TABLE rig.parents (id integer, nick text);
CREATE TABLE rig.children () INHERITS (rig.parents);
CREATE TABLE rig.kept_children () INHERITS (rig.parents);
INSERT INTO rig.parents VALUES (-1, 'PLANTED parent');
INSERT INTO rig.children VALUES (1, 'PLANTED child');
ALTER TABLE rig.children ADD CONSTRAINT above CHECK (id > 0);
ALTER TABLE rig.kept_children ADD CONSTRAINT above CHECK (id > 0) NOT VALID;
ALTER TABLE rig.parents ADD CONSTRAINT above CHECK (id > 0) NOT VALID;

-- Partitions by keys that are masked: a list with a default, hashes below.
CREATE TABLE rig.visits (
  id integer NOT NULL, country text NOT NULL, visitor text NOT NULL, agent text, at date NOT NULL,
  PRIMARY KEY (id, country, visitor)
) PARTITION BY LIST (country);
CREATE TABLE rig.visits_gb PARTITION OF rig.visits FOR VALUES IN ('GB');
CREATE TABLE rig.visits_de PARTITION OF rig.visits FOR VALUES IN ('DE') PARTITION BY HASH (visitor);
CREATE TABLE rig.visits_de_0 PARTITION OF rig.visits_de FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE rig.visits_de_1 (agent text, visitor text NOT NULL, at date NOT NULL, id integer NOT NULL, country text NOT NULL);
ALTER TABLE rig.visits_de ATTACH PARTITION rig.visits_de_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE rig.visits_rest PARTITION OF rig.visits DEFAULT;
INSERT INTO rig.visits SELECT i, CASE i % 3 WHEN 0 THEN 'GB' WHEN 1 THEN 'DE' ELSE 'FR' END, 'PLANTED-visitor-' || i,
  'PLANTED agent ' || i, date '2026-01-01' - i FROM generate_series(1, 600) AS i;
CREATE UNIQUE INDEX visits_unique ON rig.visits (visitor, country);
CREATE INDEX visits_agent ON rig.visits_rest (agent);
CREATE TRIGGER visits_log AFTER INSERT OR DELETE ON rig.visits FOR EACH ROW EXECUTE FUNCTION rig.log();
ALTER TABLE ONLY rig.visits_gb ENABLE ALWAYS TRIGGER visits_log;
CREATE TRIGGER visits_statement AFTER INSERT ON rig.visits FOR EACH STATEMENT EXECUTE FUNCTION rig.log();
CREATE RULE visits_rule AS ON INSERT TO rig.visits DO INSTEAD NOTHING;
ALTER TABLE rig.visits ENABLE ROW LEVEL SECURITY;
ALTER TABLE rig.visits FORCE ROW LEVEL SECURITY;
CREATE TABLE rig.visit_tags (
  id integer, country text, visitor text, tag text,
  CONSTRAINT visit FOREIGN KEY (id, country, visitor) REFERENCES rig.visits (id, country, visitor) ON UPDATE CASCADE
);
INSERT INTO rig.visit_tags SELECT id, country, visitor, 'PLANTED tag' FROM rig.visits WHERE id < 100;

-- The same without a key that would have to stay unique: rows are drawn anew among the partitions.
CREATE TABLE rig.hits (id integer NOT NULL, country text NOT NULL, visitor text NOT NULL, agent text) PARTITION BY LIST (country);
CREATE TABLE rig.hits_gb PARTITION OF rig.hits FOR VALUES IN ('GB');
CREATE TABLE rig.hits_de PARTITION OF rig.hits FOR VALUES IN ('DE') PARTITION BY HASH (visitor);
CREATE TABLE rig.hits_de_0 PARTITION OF rig.hits_de FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE rig.hits_de_1 PARTITION OF rig.hits_de FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE rig.hits_rest PARTITION OF rig.hits DEFAULT;
INSERT INTO rig.hits SELECT id, country, visitor, agent FROM rig.visits;
CREATE INDEX hits_agent ON rig.hits (agent);

-- A table of another owner, publications, an index that a failed CONCURRENTLY left behind.
CREATE TABLE rig.others (id integer PRIMARY KEY, body text);
INSERT INTO rig.others SELECT i, 'PLANTED other ' || i FROM generate_series(1, 30) AS i;
INSERT INTO rig.others VALUES (31, 'PLANTED other 1');
CREATE INDEX others_body ON rig.others (body);
CREATE PUBLICATION rig_some FOR TABLE rig.people (id, email) WHERE (id > 5), rig.subscriptions;
CREATE PUBLICATION rig_schema FOR TABLES IN SCHEMA "My Rig" WITH (publish = 'insert, truncate');
COMMENT ON PUBLICATION rig_some IS 'a publication';

DO $$
DECLARE o record;
BEGIN
  FOR o IN SELECT c.oid::regclass AS name FROM pg_class c WHERE c.relnamespace IN ('rig'::regnamespace, '"My Rig"'::regnamespace)
    AND c.relkind IN ('r', 'p', 'v', 'm') LOOP EXECUTE format('ALTER TABLE %s OWNER TO rig_owner', o.name); END LOOP;
  FOR o IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'rig'::regnamespace
    LOOP EXECUTE format('ALTER FUNCTION %s OWNER TO rig_owner', o.name); END LOOP;
END $$;
ALTER TABLE rig.others OWNER TO "rig other";
ALTER TABLE rig.orders_2024 OWNER TO "rig other";
ALTER SCHEMA rig OWNER TO rig_owner;
ALTER SCHEMA "My Rig" OWNER TO rig_owner;
GRANT USAGE, CREATE ON SCHEMA rig TO "rig other";
GRANT USAGE ON SCHEMA rig TO rig_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE rig_owner IN SCHEMA rig GRANT SELECT ON TABLES TO rig_reader;
TRUNCATE rig.audit;
ANALYZE;
