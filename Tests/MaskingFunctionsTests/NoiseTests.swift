import DatabaseCatalog
import Diagnostics
import Foundation
import MaskingFunctions
import PostgresSyntax
import TestServers
import Testing

@Suite("noise and round")
struct NoiseTests {
  private static func numeric(_ modifier: String) -> ColumnType {
    ColumnType(text: "numeric\(modifier)", baseName: "numeric")
  }

  /// Ends and odd values of every type.
  static let ends: [(type: ColumnType, values: [String])] = [
    (.named("int2"), ["0", "-32768", "32767", "7"]),
    (.named("int4"), ["0", "-2147483648", "2147483647", "-1"]),
    (.named("int8"), ["0", "-9223372036854775808", "9223372036854775807", "42"]),
    (numeric(""), ["NaN", "Infinity", "-Infinity", "0", "0.000", "9e131071", "-1e-16000", "12.345"]),
    (numeric("(5,2)"), ["NaN", "999.99", "-999.99", "0.01"]),
    (numeric("(3,-2)"), ["99900", "-99900", "100"]),
    (numeric("(2,4)"), ["0.0099", "-0.0099"]),
    (
      .named("float8"),
      ["NaN", "Infinity", "-Infinity", "1.7976931348623157e308", "-1.7e308", "5e-324", "-5e-324", "0", "1.5"]
    ),
    (.named("float4"), ["NaN", "Infinity", "-Infinity", "3.4028235e38", "-3.4e38", "1e-45", "0", "1.5"]),
  ]
  static let times: [(type: ColumnType, values: [String])] =
    TypedFunctionTests.ends.sorted { $0.key < $1.key }.map { (.named($0.key), $0.value) } + [
      (
        .named("interval"),
        ["0", "178000000 years", "-178000000 years", "3 mons 2 days 01:02:03.5", "-00:00:00.000001", "2147483647 days"]
      )
    ]

  @Test("No value of any type is too much for noise or round", arguments: TestServer.Version.allCases)
  func total(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    for (type, values) in Self.ends {
      var functions = [
        try mask("noise", ["percent": .text("1")]), try mask("noise", ["percent": .text("100")]),
        try mask("noise", ["amount": .text("30000")]),
        try mask("noise", ["percent": .text("100"), "min": .text("-5"), "max": .text("20")]),
        try mask("round", ["to": .text("7")]), try mask("round", ["to": .text("30000")]),
      ]
      if type.wholeOrNil == nil { functions.append(try mask("round", ["to": .text("0.001")])) }
      for function in functions {
        #expect(function.problems(for: .of(type)).isEmpty)
        for night in 1...3 {
          let made = try await database.masked(function, values + [nil], as: type, night: night)
          #expect(made.last == .some(nil), "\(function.name) makes something of NULL in \(type.text)")
          for (new, old) in zip(made, values) {
            if ["NaN", "Infinity", "-Infinity"].contains(old) {
              #expect(new == old, "\(type.text)")
            } else {
              #expect(new.flatMap(Double.init)?.isFinite == true || type.text == "numeric", "\(type.text) \(old)")
            }
          }
        }
      }
    }
    for (type, values) in Self.times {
      let functions =
        [
          try mask("noise", ["amount": .text("5200 weeks")]), try mask("noise", ["amount": .text("1 day")]),
        ] + (type.baseName == "interval" ? [try mask("noise", ["percent": .text("100")])] : [])
      for function in functions {
        for night in 1...3 {
          let made = try await database.masked(function, values + [nil], as: type, night: night)
          #expect(made.last == .some(nil))
          for (new, old) in zip(made, values) where old.hasSuffix("infinity") { #expect(new == old) }
        }
      }
    }
  }

  @Test("noise is as large as it says, in both directions", arguments: [.pg15, .pg18] as [TestServer.Version])
  func sizes(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let thousand = Array(repeating: "1000", count: 2000) as [String?]
    for type in [ColumnType.named("int4"), .named("float8"), .named("numeric")] {
      for arguments in [["percent": "10"], ["amount": "100"]] {
        let function = try mask("noise", arguments.mapValues { .text($0) })
        let made = try await database.masked(function, thousand, as: type).compactMap { $0.flatMap(Double.init) }
        #expect(made.count == 2000 && made.allSatisfy { (900...1100).contains($0) }, "\(type.text)")
        #expect(made.min() ?? 0 < 905 && made.max() ?? 0 > 1095)
        #expect((900...1100).contains(made.count { $0 < 1000 }))
      }
    }
    let prices = try await database.masked(
      mask("noise", ["percent": .text("10")]), ["19.90", "0.00", "-5"], as: .named("numeric"))
    #expect(
      prices[0]?.split(separator: ".").last?.count == 2 && prices[1] == "0.00" && prices[2]?.hasPrefix("-") == true)
    let bounded = try mask("noise", ["amount": .text("100"), "min": .text("950"), "max": .text("1020.5")])
    let held = try await database.masked(bounded, thousand, as: .named("numeric")).compactMap {
      $0.flatMap(Double.init)
    }
    #expect(held.min() == 950 && held.max() == 1020.5)
  }

  @Test("noise moves dates by days and times by seconds, between bounds")
  func times() async throws {
    let database = try await MaskingDatabase()
    let day = try mask("noise", ["amount": .text("2 days"), "min": .text("2000-06-14"), "max": .text("2000-06-16")])
    let days = try await database.masked(day, Array(repeating: "2000-06-15", count: 400), as: .named("date"))
    #expect(Set(days) == ["2000-06-14", "2000-06-15", "2000-06-16"])
    let minute = try mask("noise", ["amount": .text("1 minute")])
    let moments = try await database.masked(
      minute, Array(repeating: "2000-06-15 12:00:00.25", count: 400), as: .named("timestamp"))
    #expect(moments.allSatisfy { $0?.hasSuffix(".25") == true } && Set(moments).count > 90)
    #expect(
      moments.allSatisfy { $0?.hasPrefix("2000-06-15 11:59:") == true || $0?.hasPrefix("2000-06-15 12:0") == true })
    let spans = try await database.masked(minute, Array(repeating: "01:00:00", count: 400), as: .named("interval"))
    #expect(spans.allSatisfy { $0?.hasPrefix("00:59:") == true || $0?.hasPrefix("01:0") == true })
  }

  @Test("round goes to the nearest multiple that fits", arguments: TestServer.Version.allCases)
  func round(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    func rounded(_ to: String, _ values: [String?], _ type: ColumnType) async throws -> [String?] {
      try await database.masked(mask("round", ["to": .text(to)]), values, as: type)
    }
    #expect(
      try await rounded("100", ["149", "150", "-149", "0", nil], .named("int4")) == ["100", "200", "-100", "0", nil])
    #expect(try await rounded("30000", ["32767", "-32768"], .named("int2")) == ["30000", "-30000"])
    #expect(try await rounded("0.05", ["1.03", "1.0"], Self.numeric("")) == ["1.05", "1.00"])
    #expect(try await rounded("100", ["999.99"], Self.numeric("(5,2)")).first??.hasPrefix("900") == true)
    #expect(try await rounded("0.5", ["1.3", "-0.1"], .named("float8")) == ["1.5", "0"])
  }

  @Test("Arguments and columns that do not go together")
  func refusals() throws {
    func messages(_ arguments: [String: String]) -> [String] {
      read("noise", arguments.mapValues { .text($0) }).1.map(\.message)
    }
    #expect(messages([:]) == ["noise takes one of percent and amount"])
    #expect(messages(["percent": "10", "amount": "1"]) == ["noise takes one of percent and amount"])
    for wrong in ["0", "-1", "3 dais", "0 days", "days", "101 years", "5300 weeks", "1e5", "3  ", ""] {
      #expect(messages(["amount": wrong]).count == 1, "\(wrong)")
    }
    for wrong in ["x", "1900-13-01", "1900-02-30", "0000-01-01", "1.2.3"] {
      #expect(messages(["percent": "1", "min": wrong]) == ["`min` of noise has to be a number or a date"], "\(wrong)")
    }
    func fits(_ arguments: [String: String], _ type: ColumnType) throws -> Bool {
      try mask("noise", arguments.mapValues { .text($0) }).problems(for: .of(type)).isEmpty
    }
    #expect(try fits(["percent": "5"], .named("interval")) && fits(["amount": "3 days"], .named("date")))
    #expect(try !fits(["percent": "5"], .named("date")) && !fits(["amount": "3"], .named("date")))
    #expect(try !fits(["amount": "3 hours"], .named("date")) && fits(["amount": "3 hours"], .named("timestamptz")))
    #expect(try !fits(["amount": "3 days"], .named("int4")) && !fits(["percent": "5"], .plainText))
    #expect(
      try !fits(["percent": "5", "max": "40000"], .named("int2"))
        && !fits(["percent": "5", "max": "1.5"], .named("int4")))
    #expect(try !fits(["percent": "5", "max": "2000-01-01"], .named("int4")))
    #expect(read("round", ["to": .text("0")]).1.count == 1 && read("round", ["to": .text("-5")]).1.count == 1)
    #expect(try mask("round", ["to": .text("0.5")]).problems(for: .of(.named("int4"))).count == 1)
    #expect(try mask("round", ["to": .text("40000")]).problems(for: .of(.named("int2"))).count == 1)
  }
}

extension ColumnType {
  fileprivate var wholeOrNil: String? { baseName.hasPrefix("int") && baseName != "interval" ? baseName : nil }
}
