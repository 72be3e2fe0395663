import DatabaseCatalog
import Diagnostics
import Foundation
import MaskingFunctions
import PostgresClient
import PostgresSyntax
import TestServers
import Testing

@Suite("permute, template, times, bytes and others")
struct MoreFunctionTests {
  @Test(
    "permute is one for one, within the range and outside, and moves every number",
    arguments: TestServer.Version.allCases)
  func numbers(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let small = try mask("permute", ["min": .text("10"), "max": .text("309")])
    let originals = (-200...600).map { "\($0)" as String? }
    let made = try await database.masked(small, originals + [nil], as: .named("int2"))
    #expect(made.last == .some(nil))
    let numbers = made.compactMap { $0.flatMap(Int.init) }
    #expect(Set(numbers).count == 801)
    for (new, old) in zip(numbers, -200...600) {
      #expect(new != old && (10...309).contains(new) == (10...309).contains(old))
    }
    for (type, ends) in [
      ("int2", ["-32768", "32767", "0", "1"]), ("int4", ["-2147483648", "2147483647", "0", "1"]),
      ("int8", ["-9223372036854775808", "9223372036854775807", "9007199254740991", "9007199254740992", "0", "1"]),
    ] {
      for function in try [mask("permute"), mask("permute", ["min": .text("-5"), "max": .text("-4")])] {
        let moved = try await database.masked(function, ends, as: .named(type))
        #expect(Set(moved).count == ends.count && zip(moved, ends).allSatisfy { $0 != $1 && $0 != nil }, "\(type)")
      }
    }
  }

  @Test(
    "permute of digits is one for one, keeps form and length, and the same for equal originals",
    arguments: [.pg15, .pg18] as [TestServer.Version])
  func digits(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let permute = try mask("permute")
    let three = (0...999).map { String(format: "%03d", $0) as String? }
    let made = try await database.masked(permute, three)
    #expect(Set(made).count == 1000 && zip(made, three).allSatisfy { $0 != $1 && $0?.count == 3 })
    let others: [String?] = [
      "7", "AB-12 34.x", "12", "0000000000000000001", String(repeating: "9", count: 37), "żółw 5 ٣", "none", "", nil,
    ]
    let moved = try await database.masked(permute, others)
    #expect(moved[1]?.range(of: "^AB-[0-9]{2} [0-9]{2}[.]x$", options: .regularExpression) != nil)
    #expect(zip(moved, others).prefix(6).allSatisfy { $0 != $1 && $0?.count == $1?.count })
    #expect(Array(moved.suffix(3)) == ["none", "", nil])
    #expect(try await database.masked(permute, ["12", "12"]) == [moved[2], moved[2]])
    #expect(permute.uniqueness(for: .plainText) == .bijective && permute.knowledge == .all)
    #expect(permute.problems(for: .of(.named("numeric"))).map(\.id) == ["mask-type"])
    #expect(try mask("permute", ["max": .text("70000")]).problems(for: .of(.named("int2"))).map(\.id) == ["mask-type"])
    #expect(read("permute", ["min": .text("5"), "max": .text("5")]).1.count == 1)
  }

  @Test("template makes what it says, and points at what it does not know")
  func template() async throws {
    let database = try await MaskingDatabase()
    let template = try mask("template", ["text": .text("{{u}}-{digits:6}{upper:2}.{last_name}@example.org")])
    let made = try await database.masked(template, "x", rows: 50)
    #expect(made.allSatisfy { $0.wholeMatch(of: /\{u\}-[0-9]{6}[A-Z0-9]{2}\.[^@]+@example\.org/) != nil })
    #expect(Set(made).count == 50 && template.uniqueness(for: .plainText) == .collision(bits: 28))
    for (text, part) in [
      ("é{digts:6}", "{digts:6}"), ("{digits}", "{digits}"), ("{digits:0}", "{digits:0}"), ("a{b", "{"), ("a}b", "}"),
    ] {
      let file = SourceFile(path: "rules.yaml", text: text)
      var reader = ArgumentReader(
        function: "template", at: file.span(0..<1),
        arguments: [
          MaskArgument(name: "text", nameSpan: file.span(0..<1), value: .text(text), span: file.span(0..<1)) {
            file.span($0)
          }
        ])
      _ = MaskingFunctionRegistry.named("template")?.init(&reader)
      let spans = reader.diagnostics.compactMap(\.span)
      let found = spans.map { String(decoding: Array(text.utf8)[$0.start.offset..<$0.end.offset], as: UTF8.self) }
      #expect(found == [part], "\(text)")
    }
  }

  @Test("Times are cut, also at the ends of the calendar", arguments: TestServer.Version.allCases)
  func times(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    for (type, ends) in TypedFunctionTests.ends {
      for unit in ["week", "month", "quarter", "year", "decade", "century"] {
        _ = try await database.masked(mask("date_truncate", ["to": .text(unit)]), ends + [nil], as: .named(type))
      }
      for years in ["2", "50"] {
        for oldest in [nil, "90"] as [String?] {
          let arguments = ["years": years, "oldest": oldest].compactMapValues { $0.map { ArgumentValue.text($0) } }
          let made = try await database.masked(mask("age_band", arguments), ends + [nil], as: .named(type))
          #expect(made.last == .some(nil) && made[0] == "infinity" && made[1] == "-infinity")
        }
      }
    }
    let dates: [String?] = ["1987-04-23", "1900-01-01", "2000-12-31", nil]
    #expect(
      try await database.masked(mask("date_truncate", ["to": .text("quarter")]), dates, as: .named("date")) == [
        "1987-04-01", "1900-01-01", "2000-10-01", nil,
      ])
    let band = try mask("age_band", ["years": .text("5"), "oldest": .text("90")])
    #expect(
      try await database.masked(band, dates, as: .named("date")) == ["1985-01-01", "1936-01-01", "2000-01-01", nil])
    #expect(
      try await database.masked(band, ["37", "35", "91", "0", "-1", nil], as: .named("int4")) == [
        "35", "35", "90", "0", "-5", nil,
      ])
    #expect(try await database.masked(band, ["-32768", "32767"], as: .named("int2")) == ["-32765", "90"])
    #expect(
      try mask("date_truncate", ["to": .text("hour")]).problems(for: .of(.named("date"))).map(\.id) == ["mask-type"])
  }

  @Test(
    "bucket gives lower bounds, bytes lengths, mac addresses for documentation", arguments: TestServer.Version.allCases)
  func others(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let bucket = try mask("bucket", ["bounds": .list(["0", "10", "20.5"].map { .init(.text($0), at: span) })])
    #expect(
      try await database.masked(bucket, ["-1", "0", "9.99", "10", "1e9", "NaN", nil], as: .named("float8")) == [
        "0", "0", "0", "10", "20.5", "20.5", nil,
      ])
    #expect(bucket.problems(for: .of(.named("int4"))).count == 1)
    let bytes = try await database.masked(
      mask("bytes"), ["\\x", "\\x00", "\\x" + String(repeating: "00", count: 3000), nil], as: .named("bytea"))
    #expect(bytes.map { $0.map { $0.count / 2 - 1 } } == [0, 1, 3000, nil])
    let mac = try await database.masked(mask("mac"), ["08:00:2b:01:02:03", nil], as: .named("macaddr"))
    #expect(mac[0]?.hasPrefix("00:00:5e:00:53:") == true && mac[1] == nil)
    let eight = try await database.masked(mask("mac"), ["08:00:2b:01:02:03:04:05"], as: .named("macaddr8"))
    #expect(eight[0]?.hasPrefix("00:00:5e:ef:10:00:00:") == true)
  }

  @Test("default writes a DEFAULT that is one constant")
  func defaults() async throws {
    let function = try mask("default")
    func column(_ text: String?, isNotNull: Bool = false) -> Column {
      Column(name: "c", type: .plainText, isNotNull: isNotNull, hasDefault: text != nil, defaultExpression: text)
    }
    for text in [
      "'it''s'::text", "0", "true", "(-1)", "'-1'::integer", "'x'::public.\"Odd Type\"", "'{}'::text[]",
      "'1'::character varying(3)", "NULL::text",
    ] {
      #expect(function.problems(for: column(text)).isEmpty, "\(text)")
    }
    for text in [
      nil, "now()", "nextval('s'::regclass)", "('a'::text || 'b'::text)", "CURRENT_DATE", "'a'::text || 'b'",
    ] {
      #expect(function.problems(for: column(text)).map(\.id) == ["mask-type"], "\(text ?? "none")")
    }
    #expect(function.problems(for: column("NULL::text", isNotNull: true)).map(\.id) == ["mask-not-null"])
    let context = MaskContext(
      value: "'a'::text", type: .plainText, draw: Draw(bits: "1", digest: "NULL", key: "NULL"),
      defaultExpression: "'it''s'::text")
    let database = try await MaskingDatabase()
    #expect(try await database.connection.query("SELECT \(function.sql(context))").scalar == "it's")
  }
}
