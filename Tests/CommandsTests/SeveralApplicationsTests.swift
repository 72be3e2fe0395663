import Foundation
import MaskingJob
import TestServers
import Testing

/// One job, three applications: one that is broken stops nobody else, and somebody is told.
///
/// Small ones of the same form, each with tables, columns and rows of its own: who took another's file would be found.
@Suite struct SeveralApplicationsTests {
  static let names = ["billing", "shop", "support"]

  /// What the shop's tables and columns are called elsewhere.
  static let words = [
    "shop": ["customers": "customers", "orders": "orders", "full_name": "full_name"],
    "billing": ["customers": "debtors", "orders": "invoices", "full_name": "account_holder"],
    "support": ["customers": "requesters", "orders": "tickets", "full_name": "spoken_name"],
  ]

  static func word(_ name: String, _ application: String) -> String { words[application]?[name] ?? name }

  /// A file of the shop as an application has it.
  static func text(_ text: String, of application: String) -> String {
    words[application, default: [:]].reduce(text.replacing("application: shop", with: "application: \(application)")) {
      $0.replacing("\($1.key)", with: $1.value)
    }.replacing(
      "\(word("full_name", application)): \(word("full_name", application))",
      with: "\(word("full_name", application)): full_name")
  }

  enum Breakage: String, CaseIterable, Sendable { case rule, fixture, server }

  static let cases = names.flatMap { name in Breakage.allCases.map { (name, $0) } }

  /// The shop's files under three names.
  private func withThree(_ body: (Shop) async throws -> Void) async throws {
    try await Shop.with { shop in
      var job = ShopFiles.job + "notify: { command: [./tell.sh, of it] }\n"
      for name in Self.names where name != "shop" {
        try shop.write("rules/\(name)/masking.yaml", Self.text(ShopFiles.rules, of: name))
        for (file, content) in [
          "schema.sql": ShopFiles.schema, "cases/base/10_rows.sql": ShopFiles.rows,
          "cases/base/expectations.yaml": ShopFiles.expectations,
        ] {
          try shop.write("fixtures/\(name)/\(file)", Self.text(content, of: name))
        }
        job = job.replacing(
          "applications:\n",
          with: "applications:\n  \(name): { rules: \(name)/masking.yaml, source: { fixtures: ../fixtures/\(name) } }\n"
        )
      }
      try shop.write("rules/job.yaml", job)
      try shop.write("rules/tell.sh", "#!/bin/sh\nprintf '%s\\n' \"$@\" >> \"\(shop.path("told"))\"\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: shop.path("rules/tell.sh"))
      for (name, bytes) in try await ThreeBundles.shared.files(of: shop) { try shop.write(name, bytes) }
      try await body(shop)
      for name in Self.names { try await shop.endTemporaryServer(of: name) }
    }
  }

  @Test(arguments: cases)
  func oneThatIsBrokenStopsNobodyElse(broken: String, by breakage: Breakage) async throws {
    try await withThree { shop in
      let (status, stage, reason): (Int32, String, String)
      switch breakage {
      case .rule:
        let column = Self.word("full_name", broken)
        try shop.edit("rules/\(broken)/masking.yaml", "\(column): full_name", "\(column): ful_name")
        (status, stage, reason) = (
          1, "compile",
          "rules/\(broken)/masking.yaml:11:\(9 + column.count): error: there is no masking function ful_name"
        )
      case .fixture:
        try shop.edit(
          "fixtures/\(broken)/cases/base/10_rows.sql", "INSERT INTO public.settings", "INSERT INTO settings_")
        (status, stage, reason) = (1, "provision", "fixtures/\(broken)/cases/base/10_rows.sql:6")
      case .server:
        try shop.edit(
          "rules/job.yaml", "../fixtures/\(broken) }",
          "../fixtures/\(broken) }, temporary: { server: { env: NO_SERVER } }")
        (status, stage, reason) = (69, "provision", "could not be reached")
      }
      let outcome = await shop.understudy(
        "run", environment: ["NO_SERVER": "host=\(shop.folder.path) port=1 dbname=postgres"])
      #expect(outcome.status == status, "\(outcome.out)\(outcome.messages)")
      #expect(outcome.out.contains("\(broken) failed at \(stage): "), "\(outcome.out)")
      #expect((outcome.out + outcome.messages).contains(reason), "\(outcome.out)\(outcome.messages)")
      for name in Self.names {
        let files = shop.files(below: "build/snapshots/\(name)").keys.map { ($0 as NSString).lastPathComponent }
        let wanted =
          name == broken ? ["report.json"] : ["attestation.json", "dump.age", "report.json", "snapshot.json"]
        #expect(files.sorted() == wanted, "\(name)")
        if name != broken { try attestsItsOwn(name, shop) }
      }
      // Told of the one, with its report.
      let told = try String(contentsOfFile: shop.path("told"), encoding: .utf8).split(separator: "\n")
      #expect(told.count == 2 && told.first == "of it")
      let report = try RunReport(Data(contentsOf: URL(fileURLWithPath: String(told.last ?? ""))))
      #expect(report.application == broken)
      #expect(report.failure?.stage.rawValue == stage)
    }
  }
}

extension SeveralApplicationsTests {
  /// The attestation speaks of this application's tables and of nobody else's.
  private func attestsItsOwn(_ name: String, _ shop: Shop) throws {
    let folder = "build/snapshots/\(name)"
    let file = try #require(shop.files(below: folder).keys.first { $0.hasSuffix("attestation.json") })
    let text = try String(contentsOfFile: shop.path(folder + "/" + file), encoding: .utf8)
    for application in Self.names {
      #expect(
        text.contains("\"\(Self.word("customers", application))\"") == (application == name), "\(name): \(application)")
    }
  }
}

/// The bundles of the three, compiled once.
private actor ThreeBundles {
  static let shared = ThreeBundles()
  private var compiling: Task<[String: Data], any Error>?

  func files(of shop: Shop) async throws -> [String: Data] {
    let task =
      compiling
      ?? Task {
        let compiled = await shop.understudy("compile")
        try #require(compiled.status == 0, "\(compiled.messages)")
        var files: [String: Data] = [:]
        for application in SeveralApplicationsTests.names {
          let folder = "rules/\(application)/bundle"
          for name in try FileManager.default.contentsOfDirectory(atPath: shop.path(folder)) {
            files["\(folder)/\(name)"] = FileManager.default.contents(atPath: shop.path("\(folder)/\(name)"))
          }
        }
        return files
      }
    compiling = task
    return try await task.value
  }
}
