import DatabaseCatalog
import Foundation
import MaskingFunctions
import PostgresClient
import PostgresSyntax
import TestServers
import Testing

@Suite("Masking functions of dates and addresses")
struct TypedFunctionTests {
  static let ends = [
    "date": [
      "infinity", "-infinity", "4714-11-24 BC", "5874897-12-31", "0044-03-15 BC", "1980-02-29", "2000-12-31",
      "0001-01-01",
    ],
    "timestamp": [
      "infinity", "-infinity", "4714-11-24 00:00:00 BC", "294276-12-31 23:59:59.999999", "0044-03-15 12:00 BC",
      "2024-02-29 23:59:59.5",
    ],
    "timestamptz": [
      "infinity", "-infinity", "4714-11-24 00:00:00+00 BC", "294276-12-31 23:59:59.999999+00", "2024-03-31 01:30:00+00",
    ],
  ]

  @Test(
    "date_shift moves by 1 to n days, never by none, also at the ends of the calendar",
    arguments: TestServer.Version.allCases)
  func dates(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    for (type, originals) in Self.ends {
      for days in [1, 180, 36500] {
        let shift = try mask("date_shift", ["days": .text("\(days)")])
        for night in 1...4 {
          let masked = try await database.masked(shift, originals + [nil], as: .named(type), night: night)
          #expect(masked.last == .some(nil))
          #expect(Array(masked.prefix(2)) == ["infinity", "-infinity"])
          for (new, original) in zip(masked, originals).dropFirst(2) {
            let moved = try await distance(type, try #require(new), original, database)
            #expect(moved >= 1 && moved <= days, "\(type) \(original) by \(days)")
          }
        }
      }
    }
  }

  private func distance(_ type: String, _ new: String, _ original: String, _ database: MaskingDatabase) async throws
    -> Int
  {
    let difference: SQL = "\(literal: new)::\(raw: type) - \(literal: original)::\(raw: type)"
    let days: SQL =
      type == "date" ? "pg_catalog.abs(\(difference))" : "pg_catalog.abs(pg_catalog.date_part('day', \(difference)))"
    return try #require(Int(try await database.connection.query("SELECT \(days)").scalar ?? ""))
  }

  @Test("date_shift goes both ways, evenly")
  func directions() async throws {
    let database = try await MaskingDatabase()
    let shift = try mask("date_shift", ["days": .text("2")])
    let masked = try await database.masked(shift, Array(repeating: "2000-06-15", count: 2000), as: .named("date"))
    let counts = Dictionary(grouping: masked) { $0 ?? "" }.mapValues(\.count)
    #expect(counts.keys.sorted() == ["2000-06-13", "2000-06-14", "2000-06-16", "2000-06-17"])
    #expect(counts.values.allSatisfy { $0 > 400 })
  }

  @Test("ip gives addresses for documentation and keeps version and prefix", arguments: TestServer.Version.allCases)
  func addresses(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let four = "^(192[.]0[.]2|198[.]51[.]100|203[.]0[.]113)[.]([1-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-4])"
    let six = "^2001:db8:"
    let inets: [String?] = [
      "100.64.1.2", "10.0.0.7/24", "0.0.0.0/0", "fd12:3456:789a::1", "fe80::1/64", "::ffff:1.2.3.4", nil,
    ]
    let masked = try await database.masked(mask("ip"), inets, as: .named("inet"))
    let expected = [four + "/32$", four + "/24$", four + "/0$", six + "[0-9a-f:]+/128$", six + "[0-9a-f:]+/64$", six]
    for (new, pattern) in zip(masked, expected) {
      #expect(new?.range(of: pattern, options: .regularExpression) != nil, "\(new ?? "NULL") against \(pattern)")
    }
    #expect(masked.last == .some(nil))
    let cidrs: [String?] = ["10.1.0.0/16", "10.1.2.3/32", "0.0.0.0/0", "fd12::/48", "fd12::1/128"]
    let nets = try await database.masked(mask("ip"), cidrs, as: .named("cidr"))
    #expect(nets.compactMap { $0?.split(separator: "/").last.map(String.init) } == ["16", "32", "0", "48", "128"])
    let texts: [String?] = ["10.0.0.1", "::1", "fe80::1%eth0", "10.0.0.1:5432", "unknown", "", nil]
    let masks = try await database.masked(mask("ip"), texts)
    let kinds = masks.map { $0.map { $0.contains(":") ? "6" : $0.isEmpty ? "" : "4" } }
    #expect(kinds == ["4", "6", "6", "4", "4", "", nil])
    #expect(masks.compactMap(\.self).allSatisfy { !$0.contains("/") })
    for (wanted, form) in [("4", four), ("6", six)] {
      let fixed = try await database.masked(mask("ip", ["version": .text(wanted)]), inets, as: .named("inet"))
      #expect(fixed.compactMap { $0 }.allSatisfy { $0.range(of: form, options: .regularExpression) != nil }, "\(fixed)")
    }
  }

  @Test("ip spreads over its pool")
  func pool() async throws {
    let database = try await MaskingDatabase()
    let function = try mask("ip")
    let masked = try await database.masked(function, "10.0.0.1", rows: 12000)
    #expect(Set(masked).count == function.poolSize)
  }
}
