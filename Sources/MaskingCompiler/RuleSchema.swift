internal import Foundation
internal import MaskingFunctions

/// A JSON Schema of rule files (draft 2020-12), for editors that complete and check YAML.
///
/// It knows keys, words, and the functions with their arguments; what a catalog has to say only the compiler knows.
public enum RuleSchema {
  private typealias Schema = [String: Any]

  /// The schema's text, with sorted keys and a line break at its end.
  public static func json() throws -> String {
    let schema: Schema = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Masking rules of an application",
      "type": "object", "properties": sections, "additionalProperties": false, "$defs": definitions,
    ]
    let data = try JSONSerialization.data(
      withJSONObject: schema, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static var sections: Schema {
    [
      "application": described(
        "The application's name; an included file has none.", ["type": "string", "pattern": "^[A-Za-z0-9_-]+$"]),
      "include": described("Files that are read too; paths are relative to this one.", texts),
      "search_path": described("How unqualified names are read.", texts),
      "coverage": described("Whether a column without a decision is an error or a warning.", words("strict", "report")),
      "links": described("Value spaces: equal originals get equal replacements.", map(of: "link")),
      "patterns": described("Decisions for what no table names; the first match wins.", list(of: "pattern")),
      "tables": described("Decisions by table.", map(of: "table")),
      "parameters": described("Values that stand in no file of the rules.", map(of: "parameter")),
      "statements": described("Named SQL, run once.", list(of: "statement")),
      "accept": described("Warnings that were looked at.", list(of: "acceptance")),
    ]
  }

  private static var definitions: Schema {
    [
      "scalar": ["type": ["string", "number", "boolean", "null"]],
      "function": ["enum": functions.map { $0.name } + [NSNull()]],
      "mask": mask(more: ["by": text]),
      "innerMask": mask(more: [:]),
      "linked": object(["link": text], required: ["link"]),
      "decision": [
        "anyOf": ["function", "mask", "linked", "derived", "json", "xml", "hstore", "each"].map(reference)
      ],
      "innerDecision": ["anyOf": ["function", "innerMask", "linked"].map(reference)],
      "derived": object(["derived": described("SQL over the row's masked values.", text)], required: ["derived"]),
      "otherwise": ["anyOf": ["function", "innerMask"].map(reference)],
      "json": object(["json": paths("^\\$")], required: ["json"]),
      "xml": object(["xml": paths("^/")], required: ["xml"]),
      "hstore": object(["hstore": paths(".")], required: ["hstore"]),
      "each": object(["each": reference("innerDecision")], required: ["each"]),
      "link": [
        "anyOf": [
          reference("function"),
          mask(more: ["fold": ["type": "array", "items": words("case", "blanks")]]),
        ]
      ],
      "wholeTable": words("keep", "truncate"),
      "table": [
        "anyOf": [
          reference("wholeTable"),
          object(
            [
              "columns": ["type": ["object", "null"], "additionalProperties": reference("decision")],
              "rows": ["type": "integer", "minimum": 1],
              "identity": texts, "strategy": words("rewrite", "update"),
              "except": described("SQL: true for rows that are left alone.", text),
              "keep_rows": described("SQL: true for rows that stay.", text),
            ], required: ["columns"]),
        ]
      ],
      "pattern": [
        "anyOf": [
          object(["tables": text, "table": reference("wholeTable")], required: ["tables", "table"]),
          pattern(mask(more: selectors.merging(["by": text]) { $1 })),
          pattern(object(selectors.merging(["link": text]) { $1 }, required: ["link"])),
          pattern(object(selectors.merging(["derived": text]) { $1 }, required: ["derived"])),
          pattern(object(selectors.merging(["each": reference("innerDecision")]) { $1 }, required: ["each"])),
          pattern(object(selectors.merging(["json": paths("^\\$")]) { $1 }, required: ["json"])),
          pattern(object(selectors.merging(["xml": paths("^/")]) { $1 }, required: ["xml"])),
          pattern(object(selectors.merging(["hstore": paths(".")]) { $1 }, required: ["hstore"])),
        ]
      ],
      "parameter": [
        "anyOf": [object(["env": text], required: ["env"]), object(["file": text], required: ["file"])]
      ],
      "statement": object(
        ["name": text, "sql": text, "when": words("before", "after")], required: ["name", "sql"]),
      "acceptance": object(["id": text, "at": text, "reason": text], required: ["id", "at", "reason"]),
    ]
  }

  // MARK: Functions

  /// Those that rules name; `json`, `xml`, `hstore` and `each` are keys of their own.
  private static var functions: [any MaskingFunction.Type] {
    MaskingFunctionRegistry.all.filter { !["json", "xml", "hstore", "each"].contains($0.name) }
  }

  /// `mask: NAME` with that function's arguments, and other keys beside them.
  private static func mask(more: Schema) -> Schema {
    [
      "oneOf": functions.map { function -> Schema in
        let manual = function.manual
        var properties = more
        let name: [Any] = function.name == "null" ? ["null", NSNull()] : [function.name]
        properties["mask"] = described(manual.summary, ["enum": name])
        for parameter in manual.parameters {
          properties[parameter.name] = described(parameter.description, type(of: parameter))
        }
        let required = manual.parameters.filter { $0.defaultValue == nil }.map(\.name)
        return object(properties, required: ["mask"] + required)
      }
    ]
  }

  private static func type(of parameter: Manual.Parameter) -> Schema {
    if parameter.type.hasPrefix("integer") { return ["type": "integer"] }
    if parameter.type == "true or false" { return ["type": "boolean"] }
    if parameter.type == "list of text" { return ["type": "array", "items": reference("scalar"), "minItems": 1] }
    if let words = parameter.type.split(separator: "one of ").dropFirst().first {
      let words = words.split(separator: " ").map(String.init)
      let numbers: [Any] = words.compactMap { Int($0) }
      return ["enum": words + numbers]
    }
    return reference("scalar")
  }

  // MARK: Pieces

  private static var text: Schema { ["type": "string", "minLength": 1] }
  private static var texts: Schema { ["type": "array", "items": text] }
  private static var selectors: Schema { ["tables": text, "columns": text, "types": texts] }

  private static func words(_ words: String...) -> Schema { ["enum": words] }
  private static func reference(_ name: String) -> Schema { ["$ref": "#/$defs/\(name)"] }
  private static func list(of name: String) -> Schema { ["type": ["array", "null"], "items": reference(name)] }

  private static func map(of name: String) -> Schema {
    ["type": ["object", "null"], "additionalProperties": reference(name)]
  }

  private static func described(_ description: String, _ schema: Schema) -> Schema {
    schema.merging(["description": description]) { $1 }
  }

  /// What stands below `json`, `xml` or `hstore`: keys of a form, and `otherwise`.
  private static func paths(_ form: String) -> Schema {
    [
      "type": "object", "properties": ["otherwise": reference("otherwise")], "required": ["otherwise"],
      "patternProperties": [form: reference("innerDecision")], "additionalProperties": false,
    ]
  }

  private static func object(_ properties: Schema, required: [String]) -> Schema {
    ["type": "object", "properties": properties, "required": required, "additionalProperties": false]
  }

  /// A pattern selects by one of the three at least.
  private static func pattern(_ inner: Schema) -> Schema {
    inner.merging(["anyOf": ["tables", "columns", "types"].map { ["required": [$0]] }]) { $1 }
  }
}
