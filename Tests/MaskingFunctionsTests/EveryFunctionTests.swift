import DatabaseCatalog
import MaskingFunctions
import PostgresClient
import PostgresSyntax
import TestServers
import Testing

/// What holds for every function, on every version of the server.
@Suite("Every masking function")
struct EveryFunctionTests {
  static let columnTypes: [String: ColumnType] = [
    "date_shift": .named("date"), "noise": .named("int4"), "round": .named("numeric"),
    "date_truncate": .named("timestamp"),
    "age_band": .named("date"), "bucket": .named("numeric"), "bytes": .named("bytea"),
  ]
  /// Originals of types that are not text.
  static let originals: [String: [String?]] = [
    "date": [nil, "1980-02-29", "0044-03-15 BC"], "int4": [nil, "0", "-7", "2147483647"],
    "numeric": [nil, "0", "-12345.678", "1e300"], "bytea": [nil, "\\x", "\\x00ff"],
    "timestamp": [
      nil, "2000-02-29 12:34:56.789", "4714-11-24 00:00:00 BC", "294276-12-31 23:59:59.999999", "infinity",
    ],
  ]

  /// Functions that a column can name, with arguments that they accept.
  static func functions() throws -> [any MaskingFunction] {
    var all = try MaskingFunctionRegistry.names.filter {
      ![
        "json", "xml", "hstore", "each", "remove", "default", "expression", "constant", "parameter", "choice",
        "dictionary",
        "template", "phone", "date_shift", "noise", "round", "bucket", "postal_code",
      ].contains($0)
    }.map { try mask($0) }
    all += [
      try mask("constant", ["value": .text("x")]), try mask("parameter", ["name": .text("secret")]),
      try mask("choice", ["of": .list(["a", "b"].map { .init(.text($0), at: span) })]),
      try mask("date_shift", ["days": .text("30")]), try mask("scrub", ["keep_length": .text("true")]),
      try mask("email", ["names": .text("false")]), try mask("noise", ["percent": .text("10")]),
      try mask(
        "dictionary",
        [
          "file": .list(
            ["red \"1\"", "blue \\ 2", String(repeating: "long ", count: 20)].map { .init(.text($0), at: span) })
        ]),
      try mask("template", ["text": .text("u-{digits:4}.{first_name}.{mixed:20}{{x}}")]),
      try mask("bucket", ["bounds": .list(["0", "10.5"].map { .init(.text($0), at: span) })]),
      try mask("age_band", ["oldest": .text("90")]), try mask("bytes", ["length": .text("2000")]),
      try mask("country", ["form": .text("code3")]), try mask("username", ["names": .text("false")]),
      try mask("round", ["to": .text("100")]), try mask("bic", ["country": .text("GB")]),
      try mask("token", ["alphabet": .text("mixed"), "length": .text("128")]),
    ]
    all += try ["AU", "CA", "DE", "FR", "GB", "SE", "US"].map { try mask("phone", ["country": .text($0)]) }
    all += try ["BE", "DE", "FI", "FR", "IT", "NO", "US"].map { try mask("national_id", ["country": .text($0)]) }
    all += try ["AT", "CA", "DE", "GB", "NL", "PT", "US"].map { try mask("postal_code", ["country": .text($0)]) }
    all += try ["AT", "DE", "NL"].map { try mask("vat_number", ["country": .text($0)]) }
    all += try ["DE", "GB", "MT"].map { try mask("iban", ["country": .text($0)]) }
    for locale in ["de", "fr", "es", "it", "nl", "pt"] {
      all += try ["first_name", "last_name", "full_name", "street_address", "city", "company", "region", "country"].map
      {
        try mask($0, ["locale": .text(locale)])
      }
    }
    return all
  }

  @Test("NULL stays NULL, results repeat, and fit what the function says", arguments: TestServer.Version.allCases)
  func laws(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    for function in try Self.functions() {
      let type = Self.columnTypes[function.name] ?? .plainText
      let originals: [String?] =
        type == .plainText
        ? [
          nil, "Zorvanet Brakkendorfius", "a", "+999 412 1234567", "żółw 魚 😀", "O'Vraxinessy \\ \"x\"", "10.1.2.3",
          "a\nb\t9",
        ]
        : Self.originals[type.baseName] ?? []
      let first = try await database.masked(function, originals, as: type)
      #expect(first[0] == nil, "\(function.name) makes something of NULL")
      let again = try await database.masked(function, originals, as: type)
      #expect(again == first, "\(function.name) differs when computed again")
      if function.name != "null" { #expect(!first.dropFirst().contains(nil), "\(function.name) makes NULL") }
      if function.neverReturnsOriginal {
        for (new, original) in zip(first, originals) where original != nil && !isLeftAlone(original, by: function) {
          #expect(new != original, "\(function.name)")
        }
      }
    }
  }

  private func isLeftAlone(_ original: String?, by function: any MaskingFunction) -> Bool {
    ["digits", "permute"].contains(function.name) && original?.contains { ("0"..."9").contains($0) } == false
  }

  @Test("Blank text becomes empty for fakes")
  func blanks() async throws {
    let database = try await MaskingDatabase()
    for function in try Self.functions()
    where !["keep", "null", "constant", "parameter", "permute"].contains(function.name)
      && Self.columnTypes[function.name] == nil
    {
      let masked = try await database.masked(function, ["", " ", "\t \n"])
      #expect(masked == ["", "", ""], "\(function.name)")
    }
  }

  @Test(
    "No result is longer than a column that the function accepts", arguments: [.pg15, .pg18] as [TestServer.Version])
  func widths(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    for function in try Self.functions() where Self.columnTypes[function.name] == nil {
      guard let least = (1...200).first(where: { function.problems(for: .of(.varchar($0))).isEmpty }) else {
        Issue.record("\(function.name) fits no varchar")
        continue
      }
      guard least > 1 else { continue }
      // Other countries' numbers are as long as their originals.
      let original = function.name == "vat_number" ? "NL1" : "2001:db8::1 \(String(repeating: "x", count: 30))"
      let masked = try await database.masked(function, original, rows: 5000)
      let longest = masked.map(\.unicodeScalars.count).max() ?? 0
      #expect(longest <= least, "\(function.name)")
      #expect(function.problems(for: .of(.varchar(least - 1))).first?.id == "mask-width", "\(function.name)")
    }
  }

  @Test("Pools are as large as they say, and every entry comes up", arguments: ["first_name", "last_name", "city"])
  func pools(_ name: String) async throws {
    let database = try await MaskingDatabase()
    for locale in ["en", "de", "fr", "es", "it", "nl", "pt"] {
      let function = try mask(name, ["locale": .text(locale)])
      let size = try #require(function.poolSize)
      #expect(size >= 60)
      let masked = try await database.masked(function, "x", rows: size * 20)
      #expect(Set(masked).count == size, "\(locale)")
      let most = Dictionary(grouping: masked) { $0 }.values.map(\.count).max() ?? 0
      #expect(most < 60, "one entry is drawn too often in \(locale)")
    }
  }

  @Test(
    "Fakes are cut for narrow columns", arguments: ["first_name", "last_name", "full_name", "city", "street_address"])
  func narrow(_ name: String) async throws {
    let database = try await MaskingDatabase()
    let whole = try mask(name)
    let cut = try mask(name, ["longest": .text("6")])
    #expect(whole.problems(for: .of(.varchar(6))).map(\.help) == ["add `longest: 6`"])
    #expect(cut.problems(for: .of(.varchar(6))).isEmpty && cut.problems(for: .of(.varchar(5))).count == 1)
    let (long, short) = (
      try await database.masked(whole, "x", rows: 5000), try await database.masked(cut, "x", rows: 5000)
    )
    for (long, short) in zip(long, short) {
      #expect(long.hasPrefix(short) && short.unicodeScalars.count <= 6 && short.last != " ")
    }
    #expect(try Set(short).count >= #require(cut.poolSize) / 2 && Set(short).count < Set(long).count)
    let blank = try mask(name, ["longest": .text("200")])
    #expect(try await database.masked(blank, "x", rows: 100) == Array(long.prefix(100)))
  }

  @Test("English pools are large")
  func englishPools() throws {
    #expect(try #require(try mask("first_name").poolSize) >= 200)
    #expect(try #require(try mask("last_name").poolSize) >= 500)
  }

  @Test("Links agree where only case and blanks differ")
  func links() async throws {
    let database = try await MaskingDatabase()
    let spellings: [String?] = [
      "zorvanet.1@mailhost-orig.test", "ZORVANET.1@mailhost-orig.test  ", " Zorvanet.1@Mailhost-orig.test",
    ]
    for function in try Self.functions() where function.canBeLinked && function.draw != .none {
      guard Self.columnTypes[function.name] == nil, !function.followsSpelling else { continue }
      let masked = try await database.masked(function, spellings, seed: .link)
      #expect(Set(masked).count == 1, "\(function.name)")
    }
  }

  @Test("What is drawn from the row does not follow the original; what is drawn from the original does")
  func draws() async throws {
    let database = try await MaskingDatabase()
    for function in try Self.functions() where function.draw == .digest {
      let rows = try await database.masked(function, ["same original", "same original"])
      #expect(rows[0] != rows[1], "\(function.name)")
      let linked = try await database.masked(function, ["same original", "same original", "other"], seed: .link)
      #expect(linked[0] == linked[1] && linked[1] != linked[2], "\(function.name)")
    }
  }

  @Test("Another key, other values")
  func keys() async throws {
    let database = try await MaskingDatabase()
    let originals: [String?] = (1...50).map { "original \($0)" }
    for function in try Self.functions() where function.draw != .none && Self.columnTypes[function.name] == nil {
      let tonight = try await database.masked(function, originals)
      let otherwise = try await database.masked(function, originals, night: 2)
      #expect(tonight != otherwise, "\(function.name)")
    }
  }

  @Test("Each function has a manual page with an example that names it")
  func manuals() {
    for function in MaskingFunctionRegistry.all {
      #expect(function.manual.summary.hasSuffix("."), "\(function.name)")
      #expect(function.manual.example.contains(function.name), "\(function.name)")
    }
    #expect(Set(MaskingFunctionRegistry.names).count == MaskingFunctionRegistry.all.count)
  }

  @Test("Support functions have names of their own and name everything with its schema")
  func supportFunctions() throws {
    var definitions: [String: SupportFunction] = [:]
    func visit(_ function: SupportFunction) {
      #expect(definitions[function.name] == nil || definitions[function.name] == function, "\(function.name)")
      definitions[function.name] = function
      #expect(function.definition.text.contains("FUNCTION understudy.\(function.name)("))
      function.requires.forEach(visit)
    }
    for function in try Self.functions() { function.supportFunctions.forEach(visit) }
    #expect(definitions.count > 40)
  }

  @Test("Functions bring along what their SQL calls")
  func calls() throws {
    for function in try Self.functions() {
      var brought: Set<String> = ["prf", "as_of"]
      func visit(_ support: SupportFunction) {
        support.requires.forEach(visit)
        #expect(Self.calls(in: support.definition).subtracting(brought).isSubset(of: [support.name]), "\(support.name)")
        brought.insert(support.name)
      }
      function.supportFunctions.forEach(visit)
      let type = Self.columnTypes[function.name] ?? .plainText
      let sql = function.sql(MaskingDatabase.context(type))
      #expect(
        Self.calls(in: sql).isSubset(of: brought), "\(function.name): \(Self.calls(in: sql).subtracting(brought))")
    }
  }

  private static func calls(in sql: SQL) -> Set<String> {
    Set(sql.text.matches(of: /understudy\.([a-z0-9_]+)\(/).map { String($0.output.1) })
  }
}
