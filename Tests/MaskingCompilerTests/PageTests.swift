import DatabaseCatalog
import Diagnostics
import Foundation
import PostgresSyntax
import RuleSyntax
import Testing

@testable import MaskingCompiler

/// What the pages of the manual show is what is printed: their example, compiled against the shop, gives their message.
@Suite struct PageTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Docs/diagnostics")

  /// Examples are shown with their message, but for these: no rule alone brings them about.
  private static let withoutMessage: Set<String> = [
    "bundle-outdated", "expectation-failed", "expectation-unchecked", "expectation-without-key", "include-cycle",
    "mutant-survived", "table-claimed-twice", "yaml-character", "yaml-encoding",
  ]

  /// The server's part, where a page is about its verdict.
  private static let verdicts: [String: ExpressionVerdict] = [
    "expression-refused": .refused(sqlstate: "42703", position: 12), "expression-changes-meaning": .changesMeaning,
    "expression-type": .notACondition(type: "text"),
  ]

  private static let catalog: Catalog = {
    let status = ColumnType(text: "status", baseName: "status", enumLabels: ["open", "paid"])
    let invoices = Relation(
      name: ShopCatalog.name("invoices"), kind: .table,
      columns: [
        Column(name: "id", type: ShopCatalog.bigint, isNotNull: true), Column(name: "status", type: status),
      ],
      uniqueKeys: [
        UniqueKey(
          name: "invoices_pkey", isPrimary: true, isConstraint: true, columns: ["id"],
          definition: "CREATE UNIQUE INDEX invoices_pkey ON public.invoices USING btree (id)")
      ])
    let survey = Relation(
      name: ShopCatalog.name("survey"), kind: .table,
      columns: (1...63).map { Column(name: Identifier("a\($0)"), type: ShopCatalog.text) })
    let shop = ShopCatalog.whole
    return Catalog(
      postgresMajor: shop.postgresMajor, relations: shop.relations + [invoices, survey], fingerprint: shop.fingerprint)
  }()

  /// Where one table says enough.
  private static let ordersAlone = Catalog(postgresMajor: 15, relations: [ShopCatalog.orders], fingerprint: [:])

  /// Pages with a case of the corpus are held against that.
  @Test(
    arguments: DiagnosticPage.ids.filter {
      !withoutMessage.contains($0) && DiagnosticPage.page($0)?.text.contains("<!-- case -->") == false
    })
  func exampleGivesItsMessage(id: String) throws {
    let page = try String(contentsOf: Self.folder.appending(path: "\(id).md"), encoding: .utf8)
    let example = try #require(page.firstMatch(of: /(?s)```yaml\n(.*?)```/)).output.1
    let rendered = Self.folded(Self.rendered(String(example), id))
    #expect(!rendered.isEmpty)
    #expect(page.contains("```yaml\n\(example)```\n\n```\n\(rendered)```\n"), "\(id):\n\(rendered)")
  }

  /// As pages break long lines: at a blank, at 120 columns.
  private static func folded(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var rest = Substring(line)
      var folded = ""
      while rest.count > 120, let blank = rest.prefix(121).lastIndex(of: " ") {
        folded += rest[..<blank] + "\n"
        rest = "    " + rest[rest.index(after: blank)...]
      }
      return folded + rest
    }.joined(separator: "\n")
  }

  /// What is printed of an example, without what else is wrong in it: it is as short as can be.
  private static func rendered(_ example: String, _ id: String) -> String {
    let file = SourceFile(path: "masking.yaml", text: example)
    let found: [Diagnostic]
    do {
      let document = try RuleDocument.read(file) { _, _ in throw SourceNotFound() }
      let pipeline = Pipeline(document: document, catalog: id == "column-without-decision" ? ordersAlone : catalog)
      let answers = pipeline.questions.map { ($0.id, verdicts[id] ?? .qualified("s." + $0.text)) }
      found = try pipeline.finish(verdicts: Dictionary(uniqueKeysWithValues: answers)).warnings
    } catch {
      found = (error as? DiagnosticsError)?.diagnostics ?? []
    }
    return found.filter { $0.id == id }.map(TextRenderer(files: [file]).render).joined(separator: "\n")
  }
}
