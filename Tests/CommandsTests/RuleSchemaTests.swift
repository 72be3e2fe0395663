import Diagnostics
import Foundation
import MaskingCompiler
import RuleSyntax
import TestServers
import Testing

/// The JSON Schema that editors use says what the reader of rules says, judged by a validator that is not ours.
@Suite struct RuleSchemaTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Prints a line per file: its name, and the place of the first mistake or `valid`.
  private static let validator = """
    import json, sys, yaml
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    given = json.load(sys.stdin)
    schema = json.loads(given["schema"])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for name, text in sorted(given["files"].items()):
        error = best_match(validator.iter_errors(yaml.safe_load(text)))
        print(name, "valid" if error is None else "/".join(map(str, error.absolute_path)) or "top")
    """

  private func judged(_ files: [String: String], schema: String? = nil) async throws -> [String] {
    let given: [String: Any] = ["schema": try schema ?? RuleSchema.json(), "files": files]
    let text = String(decoding: try JSONSerialization.data(withJSONObject: given), as: UTF8.self)
    return try await RealReaders.python(Self.validator, reading: text).split(separator: "\n").map(String.init)
  }

  private static func reference() throws -> String {
    let page = try String(contentsOf: repository.appending(path: "Docs/rules.md"), encoding: .utf8)
    return String(try #require(page.firstMatch(of: /(?s)```yaml\n(.*?)```/)).output.1)
  }

  @Test func rulesThatCompileAreValid() async throws {
    var files = ["reference": try Self.reference()]
    for folder in try FileManager.default.contentsOfDirectory(atPath: Self.repository.appending(path: "rules").path) {
      let file = Self.repository.appending(path: "rules/\(folder)/masking.yaml")
      if let text = try? String(contentsOf: file, encoding: .utf8) { files[folder] = text }
    }
    files["people"] = try String(
      contentsOf: Self.repository.appending(path: "rules/shared/people.yaml"), encoding: .utf8)
    #expect(files.count >= 4)
    #expect(try await judged(files) == files.keys.sorted().map { "\($0) valid" })
  }

  /// Each is refused by the schema and by the reader of rules.
  private static let mistakes: [(name: String, text: String, place: String)] = [
    ("a-key", "application: a\ncolour: red\n", "top"),
    ("a-column-list", "tables: { t: { columns: [id] } }\n", "tables/t/columns"),
    ("a-function", "tables: { t: { columns: { c: { mask: emial } } } }\n", "tables/t/columns/c"),
    (
      "a-json-without-otherwise", "tables: { t: { columns: { c: { json: { $.a: keep } } } } }\n",
      "tables/t/columns/c/json"
    ),
    ("a-kept-row-list", "tables: { t: { columns: { id: keep }, keep_rows: [a] } }\n", "tables/t/keep_rows"),
    ("a-missing-argument", "links: { l: { mask: constant } }\n", "links/l"),
    ("a-parameter", "parameters: { p: { environment: X } }\n", "parameters/p"),
    ("a-reason", "accept: [{ id: trigger-side-effect, at: orders }]\n", "accept/0"),
    ("a-statement", "statements: [{ name: n, sql: select 1, when: later }]\n", "statements/0/when"),
    ("a-whole-table", "tables: { t: trunkate }\n", "tables/t"),
    ("coverage", "application: a\ncoverage: lax\n", "coverage"),
    ("include", "include: people.yaml\n", "include"),
    ("rows", "tables: { t: { rows: 0, columns: { id: keep } } }\n", "tables/t/rows"),
  ]

  @Test func mistakesAreInvalid() async throws {
    let files = Dictionary(uniqueKeysWithValues: Self.mistakes.map { ($0.name, $0.text) })
    let lines = try await judged(files)
    #expect(lines == Self.mistakes.map { "\($0.name) \($0.place)" }.sorted())
    for mistake in Self.mistakes {
      let source = SourceFile(path: "rules.yaml", text: mistake.text)
      #expect(throws: DiagnosticsError.self, "\(mistake.name)") {
        try RuleDocument.read(source) { path, _ in SourceFile(path: path, text: "links: {}\n") }
      }
    }
  }

  /// The manual's example has every key that the schema knows, functions' arguments aside.
  @Test func theReferenceShowsEveryKey() throws {
    let reference = try Self.reference()
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(RuleSchema.json().utf8)) as? [String: Any])
    var keys: Set<String> = []
    func collect(_ value: Any) {
      if let list = value as? [Any] { list.forEach(collect) }
      guard let object = value as? [String: Any] else { return }
      let properties = object["properties"] as? [String: Any] ?? [:]
      if let mask = properties["mask"] as? [String: Any], mask["enum"] != nil {
        keys.insert("mask")
        keys.formUnion(Set(properties.keys).intersection(["by", "fold", "tables", "columns", "types"]))
      } else {
        keys.formUnion(properties.keys)
        object.filter { $0.key != "patternProperties" }.values.forEach(collect)
        properties.values.forEach(collect)
      }
    }
    collect(schema)
    #expect(keys.isSuperset(of: ["coverage", "otherwise", "strategy", "env", "mask", "by", "fold"]))
    for key in keys { #expect(reference.contains(try Regex("\\b\(key):")), "\(key)") }
  }
}
