import BundleFormat
import Executor
import PostgresSyntax
import TestServers
import Testing

/// A schema with everything that a rewrite in place can lose, under names that quoting can lose.
@Suite(.serialized) struct HostileSchemaTests {
  static let myOrders = QualifiedName("My Shop", "or\"ders")
  static let leaves = [QualifiedName("My Shop", "p1"), QualifiedName("My Shop", "P 2")]

  static var bundle: HandmadeBundle {
    let leafColumns: [(name: Identifier, type: String, expression: String)] = [
      ("id;", "int NOT NULL", "s.\"id;\""), ("part", "int NOT NULL", "s.part"),
      ("customer", "bigint NOT NULL", "s.customer"), ("e-mail", "text", "md5(s.\"e-mail\")"), ("note", "text", "'m'"),
      ("placed", "date NOT NULL", "s.placed"),
    ]
    return HandmadeBundle(
      tables: [
        HandmadeBundle.Table(
          step: "0100", relation: QualifiedName("shop", "customers"),
          columns: [
            ("id", "bigint NOT NULL", "s.id"), ("email", "shop.email NOT NULL", "md5(s.email) || '@example.com'"),
            ("name", "varchar(40) COLLATE \"C\"", "'Masked'"), ("state", "shop.state", "s.state"),
            ("parent", "bigint", "s.parent"), ("code", "text", "s.code"), ("touched", "timestamptz", "s.touched"),
            ("secret", "text", "NULL"),
          ]),
        HandmadeBundle.Table(step: "0110", relation: leaves[0], columns: leafColumns),
        HandmadeBundle.Table(step: "0120", relation: leaves[1], columns: leafColumns),
        HandmadeBundle.Table(
          step: "0130", relation: QualifiedName("shop", "items"),
          columns: [
            ("id", "int NOT NULL", "s.id"), ("o", "int", "s.o"), ("p", "int", "s.p"), ("cust", "bigint", "s.cust"),
            ("mail", "text", "s.mail"), ("cid", "bigint", "s.cid"), ("txt", "text", "'t'"), ("dflt", "text", "s.dflt"),
          ]),
        HandmadeBundle.Table(
          step: "0140", relation: QualifiedName("shop", "base"),
          columns: [("id", "int", "s.id"), ("t", "text", "'masked' || s.id")]),
      ],
      foreignKeys: [
        (QualifiedName("shop", "customers"), "customers_parent_fkey"), (myOrders, "fk'c"),
        (QualifiedName("shop", "items"), "items_o_p_fkey"), (QualifiedName("shop", "items"), "to_index"),
        (QualifiedName("shop", "items"), "legacy_fk"),
      ], forcedRowSecurity: [QualifiedName("shop", "customers")], notValid: [QualifiedName("shop", "customers")])
  }

  @Test(arguments: TestServer.Version.allCases)
  func theSchemaIsTheSameTextBeforeAndAfter(version: TestServer.Version) async throws {
    let server = try await TestServer.shared(version)
    let database = try await MarkedDatabase(server, schema: Self.schema, bundle: Self.bundle)
    let before = try await database.schemaText()
    let outcome = try await database.run(blocksPerBatch: 32).run()
    #expect(try await database.schemaText() == before)
    #expect(outcome.rows["shop.customers"] == 20001)
    #expect(outcome.rows["\"My Shop\".p1"] == 2500)
    #expect(
      try await database.query(
        """
        SELECT count(*) FILTER (WHERE email LIKE '%@real%'), count(*) FILTER (WHERE touched IS NOT NULL)
        FROM shop.customers
        """) == "0|0", "the touch trigger rested")
    #expect(try await database.query("SELECT count(*) FROM shop.audit") == "0", "no trigger copied a row")
    #expect(try await database.query("SELECT count(*) FROM shop.child") == "100", "TRUNCATE ONLY")
    #expect(
      try await database.query("SELECT count(*) FROM pg_attribute WHERE atthasmissing AND attrelid >= 16384") == "0",
      "no default of the past is left in the catalog")
    #expect(
      try await database.query(
        "SELECT string_agg(conname, ',') FROM pg_constraint WHERE contype = 'f' AND NOT convalidated") == "legacy_fk")
    #expect(try await database.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid OR NOT indisready") == "0")
    try await database.execute("COMMENT ON INDEX shop.customers_name IS NULL;")
    #expect(try await database.schemaText() != before, "the comparison sees a lost comment")
  }

  static let schema = #"""
    SET allow_in_place_tablespaces = on;
    SELECT 'CREATE TABLESPACE understudy_place LOCATION '''''
    WHERE NOT EXISTS (SELECT FROM pg_tablespace WHERE spcname = 'understudy_place') \gexec
    SELECT 'CREATE ROLE app_reader' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_reader') \gexec
    CREATE SCHEMA shop;
    CREATE SCHEMA "My Shop";
    CREATE TYPE shop.state AS ENUM ('new','paid');
    CREATE DOMAIN shop.email AS text CHECK (VALUE LIKE '%@%');
    CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'begin new.touched := now(); return new; end';
    CREATE TABLE shop.audit(id bigint GENERATED ALWAYS AS IDENTITY, old jsonb);
    CREATE FUNCTION shop.log() RETURNS trigger LANGUAGE plpgsql AS 'begin insert into shop.audit(old) values
      (to_jsonb(coalesce(old,new))); return null; end';
    CREATE TABLE shop.customers(
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      email shop.email NOT NULL,
      name varchar(40) COLLATE "C",
      state shop.state DEFAULT 'new',
      parent bigint REFERENCES shop.customers(id) DEFERRABLE INITIALLY DEFERRED,
      code text,
      gone text,
      upper_name text GENERATED ALWAYS AS (upper(name)) STORED,
      touched timestamptz,
      CONSTRAINT code_len CHECK (length(code) < 100)
    );
    COMMENT ON TABLE shop.customers IS 'customers; it''s';
    COMMENT ON COLUMN shop.customers.name IS 'the name';
    INSERT INTO shop.customers(email,name,code,gone,parent) SELECT 'user'||i||'@real.example','Name '||i,
      'code'||i, 'gone', nullif(i,1)/2+1-1 FROM generate_series(1,20000) i where i=1;
    INSERT INTO shop.customers(email,name,code,gone,parent) SELECT 'user'||i||'@real.example','Name '||i,
      'code'||i, 'gone', i/2 FROM generate_series(2,20000) i;
    ALTER TABLE shop.customers DROP COLUMN gone;
    ALTER TABLE shop.customers ADD COLUMN secret text DEFAULT 'a secret default';
    ALTER TABLE shop.customers ALTER secret DROP DEFAULT;
    ALTER TABLE shop.customers ALTER COLUMN name SET STATISTICS 77;
    ALTER TABLE shop.customers ALTER COLUMN code SET STORAGE EXTERNAL;
    ALTER TABLE shop.customers SET (fillfactor=90);
    CREATE UNIQUE INDEX customers_email ON shop.customers (lower(btrim(email)));
    ALTER INDEX shop.customers_email ALTER COLUMN 1 SET STATISTICS 555;
    COMMENT ON INDEX shop.customers_email IS 'unique "mail"; it''s';
    CREATE INDEX customers_name ON shop.customers (name DESC NULLS LAST) INCLUDE (code) WHERE state = 'new';
    COMMENT ON INDEX shop.customers_name IS 'by name';
    CREATE INDEX "cust""idx; --" ON shop.customers USING hash (code);
    CREATE INDEX customers_expr ON shop.customers ((name || code),
      id) WITH (fillfactor=50) TABLESPACE understudy_place;
    ALTER INDEX shop.customers_expr ALTER COLUMN 1 SET STATISTICS 99;
    ALTER TABLE shop.customers CLUSTER ON customers_expr;
    CREATE UNIQUE INDEX customers_ri ON shop.customers (id, email);
    ALTER TABLE shop.customers REPLICA IDENTITY USING INDEX customers_ri;
    ALTER TABLE shop.customers ADD CONSTRAINT customers_code UNIQUE (code) DEFERRABLE INITIALLY DEFERRED;
    COMMENT ON CONSTRAINT customers_code ON shop.customers IS 'deferrable';
    -- legacy violated check
    INSERT INTO shop.customers(email,name,code) VALUES ('bad@real.example', 'x', 'bad code with @');
    ALTER TABLE shop.customers ADD CONSTRAINT legacy CHECK (code NOT LIKE '%@%') NOT VALID;
    COMMENT ON CONSTRAINT legacy ON shop.customers IS 'old ones violate; it''s';
    CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON shop.customers FOR EACH ROW EXECUTE FUNCTION shop.touch();
    CREATE TRIGGER aud AFTER INSERT OR UPDATE OR DELETE ON shop.customers FOR EACH ROW EXECUTE FUNCTION shop.log();
    ALTER TABLE shop.customers ENABLE ALWAYS TRIGGER aud;
    CREATE TRIGGER "off trig""" AFTER INSERT ON shop.customers FOR EACH ROW EXECUTE FUNCTION shop.log();
    ALTER TABLE shop.customers DISABLE TRIGGER "off trig""";
    CREATE TRIGGER repl AFTER INSERT ON shop.customers FOR EACH ROW EXECUTE FUNCTION shop.log();
    ALTER TABLE shop.customers ENABLE REPLICA TRIGGER repl;
    CREATE TRIGGER trunc AFTER TRUNCATE ON shop.customers FOR EACH STATEMENT EXECUTE FUNCTION shop.log();
    CREATE CONSTRAINT TRIGGER ct AFTER INSERT ON shop.customers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE
      FUNCTION shop.log();
    CREATE RULE swallow AS ON INSERT TO shop.customers DO INSTEAD NOTHING;
    CREATE RULE always_rule AS ON DELETE TO shop.customers DO ALSO NOTIFY x;
    ALTER TABLE shop.customers ENABLE ALWAYS RULE always_rule;
    CREATE RULE off_rule AS ON UPDATE TO shop.customers DO ALSO NOTIFY y;
    ALTER TABLE shop.customers DISABLE RULE off_rule;
    ALTER TABLE shop.customers ENABLE ROW LEVEL SECURITY; ALTER TABLE shop.customers FORCE ROW LEVEL SECURITY;
    CREATE POLICY own ON shop.customers TO app_reader USING (name = current_user);
    GRANT SELECT (id,name) ON shop.customers TO app_reader; GRANT INSERT ON shop.customers TO app_reader;
    CREATE VIEW shop.v AS SELECT id, name, email, count(*) FROM shop.customers GROUP BY id;
    CREATE MATERIALIZED VIEW shop.mv AS SELECT * FROM shop.v;
    CREATE STATISTICS shop.st (dependencies) ON name, code FROM shop.customers;
    CREATE PUBLICATION pub FOR TABLE shop.customers (id, email) WHERE (id > 5);
    -- second table, plain unique index behind FK, composite FK
    CREATE TABLE "My Shop"."or""ders" (
      "id;" int, part int NOT NULL, customer bigint NOT NULL, "e-mail" text, note text DEFAULT 'x'' ; drop',
      placed date NOT NULL DEFAULT '2026-01-01',
      PRIMARY KEY ("id;", part)
    ) PARTITION BY RANGE (part);
    CREATE TABLE "My Shop".p1 PARTITION OF "My Shop"."or""ders" FOR VALUES FROM (0) TO (10);
    CREATE TABLE "My Shop"."P 2" (LIKE "My Shop"."or""ders" INCLUDING ALL);
    CREATE INDEX pre ON "My Shop"."P 2" ("e-mail");
    ALTER TABLE "My Shop"."or""ders" ATTACH PARTITION "My Shop"."P 2" FOR VALUES FROM (10) TO (20);
    CREATE INDEX own_leaf ON "My Shop".p1 (note);
    CREATE UNIQUE INDEX own_unique ON "My Shop".p1 ("e-mail");
    INSERT INTO "My Shop"."or""ders" SELECT i, i%20, 1+i%1000, 'user'||i||'@real.example',
      'note '||i FROM generate_series(1,5000) i;
    CREATE INDEX parted ON "My Shop"."or""ders" ("e-mail");
    CREATE TRIGGER ptouch AFTER INSERT OR UPDATE ON "My Shop"."or""ders" FOR EACH ROW EXECUTE FUNCTION shop.log();
    ALTER TABLE ONLY "My Shop".p1 DISABLE TRIGGER ptouch;
    ALTER TABLE ONLY "My Shop"."P 2" ENABLE ALWAYS TRIGGER ptouch;
    ALTER TABLE "My Shop"."or""ders" ADD CONSTRAINT "fk'c" FOREIGN KEY (customer) REFERENCES shop.customers(id) ON
      UPDATE CASCADE;
    COMMENT ON CONSTRAINT "fk'c" ON "My Shop"."or""ders" IS 'fk; it''s';
    CREATE TABLE shop.items (id int PRIMARY KEY, o int, p int, cust bigint, mail text, cid bigint, txt text,
      FOREIGN KEY (o,p) REFERENCES "My Shop"."or""ders" ("id;", part) MATCH FULL ON DELETE SET NULL,
      CONSTRAINT to_leaf FOREIGN KEY (o,p) REFERENCES "My Shop".p1 ("id;", part) NOT VALID,
      CONSTRAINT to_index FOREIGN KEY (cid, mail) REFERENCES shop.customers(id, email) NOT VALID);
    ALTER TABLE shop.items DROP CONSTRAINT to_leaf;
    INSERT INTO shop.items SELECT i, i, i%20, i, null, null, 'text '||i FROM generate_series(1,5000) i;
    ALTER TABLE shop.items ADD CONSTRAINT legacy_fk FOREIGN KEY (cust) REFERENCES shop.customers(id) NOT VALID;
    ALTER TABLE shop.items ADD COLUMN dflt text DEFAULT 'missing';
    CREATE INDEX items_c ON shop.items(txt); 
    ALTER TABLE shop.items CLUSTER ON items_pkey;
    -- inheritance
    CREATE TABLE shop.base (id int, t text CHECK (t <> '') ); CREATE TABLE shop.child (extra text) INHERITS
      (shop.base);
    INSERT INTO shop.base SELECT i,'base'||i FROM generate_series(1,100) i; INSERT INTO shop.child SELECT
      i,'child'||i,'e' FROM generate_series(1,100) i;
    CREATE INDEX base_t ON shop.base(t);
    CREATE TRIGGER btouch AFTER UPDATE ON shop.base FOR EACH ROW EXECUTE FUNCTION shop.log();
    ANALYZE;
    TRUNCATE shop.audit;
    """#
}
