import BundleFormat
import Diagnostics
import Foundation
import PostgresSyntax
import Testing

@testable import MaskingCompiler

@Suite struct PipelineTests {
  private static let rules = """
    tables:
      customers:
        except: "name is null"
        columns: { id: keep, email: keep, code: keep, name: first_name, extra: { json: { "$.a.b": first_name, otherwise: remove } } }
      orders: { columns: { id: keep, note: { mask: hash, length: 32 } } }
      log: truncate
    statements:
      - { name: blank, sql: "update orders set note = null;" }
    accept: [{ id: trigger-side-effect, at: customers, reason: off while masking }]
    """

  private func bundle(_ rules: String = rules) throws -> MaskingBundle {
    let compilation = try ShopCompilation(rules)
    #expect(compilation.diagnostics.isEmpty, "\(compilation.diagnostics)")
    return try #require(compilation.compiled).bundle
  }

  @Test func theSameRulesGiveTheSameBytes() throws {
    #expect(try bundle().files == bundle().files)
    #expect(try bundle().digest != bundle(Self.rules.replacing("first_name", with: "last_name")).digest)
  }

  @Test func everyByteRangeIsAStatementOfItsFile() throws {
    let bundle = try bundle()
    for step in bundle.manifest.steps {
      let text = bundle.text(of: step)
      for statement in step.units.flatMap({ bundle.statements(of: $0, in: step) }) {
        #expect(text.contains(statement + ";\n"))
        #expect(!statement.hasPrefix("BEGIN") && !statement.hasPrefix("COMMIT") && !statement.hasPrefix("\\"))
      }
    }
  }

  @Test func partitionsAreStepsAndPatternsOfUnitsAreStable() throws {
    let manifest = try bundle().manifest
    #expect(
      manifest.steps.map(\.file) == [
        "0000_session.sql", "0001_preflight.sql", "0010_functions.sql", "0040_detach.sql", "0050_statements.sql",
        "0100_public.customers.sql", "0101_public.log_old.sql", "0102_public.orders.sql", "0800_foreign_keys.sql",
        "0900_finish.sql", "0950_seal.sql",
      ])
    let customers = try #require(manifest.steps.first { $0.id == "0100" })
    #expect(customers.units.map(\.purpose) == [.create, .lock, .stage, .swap, .rebuild])
    let log = try #require(manifest.steps.first { $0.id == "0101" })
    #expect(log.units.map(\.purpose) == [.create, .lock, .swap, .rebuild])
  }

  /// A shifted number tells by how much: from that no draw beside it may follow.
  @Test func whatIsCombinedWithAnOriginalInsideAValueIsDrawnByThePRF() throws {
    func stage(_ mask: String) throws -> String {
      let bundle = try bundle(
        Self.rules.replacing("{ json: { \"$.a.b\": first_name,", with: "{ json: { \"$.a.b\": \(mask),"))
      let step = try #require(bundle.manifest.steps.first { $0.id == "0100" })
      return bundle.text(of: step)
    }
    let digits = try stage("digits")
    #expect(digits.contains("understudy.other_digits(") && !digits.contains("hashtextextended('"))
    #expect(digits.contains("pg_catalog.substring(understudy.prf(s.understudy_d"))
    #expect(try !stage("first_name").contains("pg_catalog.substring(understudy.prf(s.understudy_d"))
  }

  @Test func anOriginalIsFingerprintedUnlessItsRowIsLeftAlone() throws {
    let bundle = try bundle()
    let step = try #require(bundle.manifest.steps.first { $0.id == "0100" })
    let stage = bundle.statements(of: try #require(step.unit(.stage)), in: step)
    #expect(stage.count == 2)
    #expect(stage[0].contains("IS NOT TRUE"))
    #expect(stage[0].contains("$.\"a\".\"b\""))
    #expect(stage[1].contains("understudy_kept"))
  }

  /// Survivors are found at night: what the rules accept goes into the bundle, for partitions too.
  @Test func acceptedSurvivorsAreInTheBundle() throws {
    let accepted = """
      accept:
        - { id: survivor-name, at: orders.note, reason: titles }
        - { id: survivor-phone, at: log.ip, reason: numbers of devices }
        - { id: trigger-side-effect, at: customers, reason: off while masking }
      """
    let rules = Self.rules.components(separatedBy: "accept:")[0] + accepted
    let manifest = try bundle(rules).manifest
    #expect(
      manifest.verification.acceptedSurvivors.map { "\($0.check) \($0.relation).\($0.column.name) \($0.reason)" } == [
        "survivor-name public.orders.note titles", "survivor-phone public.log.ip numbers of devices",
        "survivor-phone public.log_old.ip numbers of devices",
      ])
    let words = manifest.verification.vocabulary.split(separator: " ")
    #expect(words.contains("grace") && words == words.sorted() && !words.contains { $0.contains("A") })
  }

  @Test func theSummaryNamesEveryDecision() throws {
    let summary = String(decoding: try #require(try bundle().files["SUMMARY.md"]), as: UTF8.self)
    #expect(summary.contains("| `name` | first_name | fast draw | nothing |"))
    #expect(summary.contains("| `note` | hash (length 32) | PRF draw |"))
    #expect(summary.contains("off while masking"))
    #expect(summary.contains("Rows left as they are"))
  }

  /// Whoever signs it learns what a link inside a document shows, and what the key is good for.
  @Test func theSummarySaysWhatLinksReveal() throws {
    let rules = """
      links: { address: email }
      tables:
        customers: { columns: { id: keep, email: keep, code: keep, name: keep, extra: { json: { $.a: { link: address }, otherwise: remove } } } }
        orders: { columns: { id: keep, note: keep } }
        log: truncate
      accept: [{ id: trigger-side-effect, at: customers, reason: off while masking }]
      """
    let (link, caution) = (
      "| `extra` | json: $.a → link address; otherwise → remove |  | which rows had equal originals |",
      "Low-entropy originals are safe only while the key is; equal originals show their frequency."
    )
    func summary(_ rules: String) throws -> String {
      String(decoding: try #require(try bundle(rules).files["SUMMARY.md"]), as: UTF8.self)
    }
    #expect(try summary(rules).contains(link))
    #expect(try summary(rules).contains(caution))
    let unlinked = rules.replacing("links: { address: email }", with: "").replacing(
      "{ link: address }", with: "first_name")
    #expect(try !summary(unlinked).contains(caution))
  }

  @Test func aChangedByteIsNoticed() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("understudy.bundle.\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let bundle = try bundle()
    try bundle.write(to: folder)
    #expect(try MaskingBundle.read(from: folder) == bundle)
    #expect(bundle.differences(from: folder).isEmpty)
    for name in bundle.files.keys.sorted() {
      let url = folder.appendingPathComponent(name)
      let original = try Data(contentsOf: url)
      var changed = original
      changed[changed.count / 2] ^= 1
      try changed.write(to: url)
      #expect(throws: BundleError.self, "\(name)") { try MaskingBundle.read(from: folder) }
      try original.write(to: url)
    }
    #expect(try MaskingBundle.read(from: folder) == bundle)
  }
}
