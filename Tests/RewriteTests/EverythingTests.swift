import Executor
import ExternalPrograms
import PostgresClient
import TestServers
import Testing
import Verifier

/// The schema that has one of everything, from rules to the seal: afterwards everything is as it was, but for the masked values.
@Suite(.serialized) struct EverythingTests {
  /// A plain owner on each version; a superuser too, for whom other doors open and other dangers.
  static let cases: [(TestServer.Version, String)] =
    TestServer.Version.allCases.map { ($0, "rig_owner") } + [(.pg15, "rig_admin")]

  @Test(arguments: cases)
  func everythingIsAsItWas(version: TestServer.Version, user: String) async throws {
    let rig = try await Self.rig(version, owner: user)
    let bundle = try await rig.compile(Self.rules(version))
    let (schema, state) = try await (rig.schemaText(), rig.state())
    #expect(state.count > 1000)
    #expect(try await rig.filesHolding("PLANTED").split(separator: " ").count > 50, "the originals can be found")

    try await rig.adopt(bundle, as: user)
    _ = try await rig.run(bundle, as: user).run()
    _ = try await rig.verification(bundle, as: user).run()

    #expect(try await rig.schemaText() == schema)
    let after = try await rig.state()
    #expect(state.subtracting(after).sorted() == Self.invalid(state))
    #expect(after.subtracting(state).sorted() == [])
    #expect(try await rig.filesHolding("PLANTED") == "")
    #expect(try await rig.query(Self.originals) == "")
    #expect(try await rig.query(Self.counts) == Self.wantedCounts)
  }

  static func rig(_ version: TestServer.Version, owner: String) async throws -> Rig {
    let server = try await TestServer.shared(version)
    try await server.psql().run(Rig.sql("roles"), messages: .shown)
    let rig = try await Rig(
      version, sql: [Rig.sql("everything")] + (version == .pg18 ? [Rig.sql("everything_18")] : []), owner: owner)
    try? await rig.execute("CREATE UNIQUE INDEX CONCURRENTLY others_invalid ON rig.others (body);")
    return rig
  }

  static func rules(_ version: TestServer.Version) throws -> String {
    let rules = try Rig.file("everything.yaml")
    guard version == .pg18 else { return rules }
    return rules.replacing("\naccept:", with: "\n" + (try Rig.file("everything_18.yaml")) + "accept:")
  }

  /// What a failed CREATE INDEX CONCURRENTLY left behind goes for good.
  static func invalid(_ state: Set<String>) -> [String] { state.filter { $0.contains(" rig.others_invalid") }.sorted() }

  /// Where an original is still to be read.
  static let originals = """
    SELECT format('SELECT %L WHERE EXISTS (SELECT FROM %s AS t WHERE t::text LIKE ''%%PLANTED%%'')', c.oid::regclass, c.oid::regclass)
    FROM pg_class AS c
    WHERE c.relkind IN ('r', 'm') AND c.relispopulated
      AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|understudy)' \\gexec
    SELECT attrelid::regclass FROM pg_attribute WHERE attmissingval::text LIKE '%PLANTED%';
    """

  static let counts = """
    SELECT count(*) FROM rig.people;
    """
  static let wantedCounts = "301"
}
