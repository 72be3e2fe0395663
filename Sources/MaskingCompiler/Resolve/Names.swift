public import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
public import PostgresSyntax
internal import RuleSyntax

/// How names are written in rules.
public enum Names {
  /// The parts of `table`, `schema.table`, `"My Schema"."My.Table"`. Names are taken as they stand: no case is folded.
  static func parts(of text: String) -> [Identifier]? {
    var parts: [Identifier] = []
    var rest = Substring(text)
    repeat {
      if rest.first == "\"" {
        var name = ""
        rest = rest.dropFirst()
        while let end = rest.firstIndex(of: "\"") {
          name += rest[..<end]
          rest = rest[rest.index(after: end)...]
          guard rest.first == "\"" else { break }
          name += "\""
          rest = rest.dropFirst()
        }
        parts.append(Identifier(name))
      } else {
        let name = rest.prefix { $0 != "." }
        rest = rest.dropFirst(name.count)
        parts.append(Identifier(String(name)))
      }
      if rest.isEmpty { return parts.allSatisfy { !$0.name.isEmpty } ? parts : nil }
      guard rest.first == "." else { return nil }
      rest = rest.dropFirst()
    } while true
  }

  /// The relation that a rule's text means.
  public static func relation(_ text: String, in catalog: Catalog, searchPath: [Identifier]) -> Relation? {
    if let whole = catalog.relation(Identifier(text), searchPath: searchPath) { return whole }
    guard let parts = parts(of: text) else { return nil }
    switch parts.count {
    case 1: return catalog.relation(parts[0], searchPath: searchPath)
    case 2: return catalog.relation(QualifiedName(parts[0], parts[1]))
    default: return nil
    }
  }

  /// Whether a glob of `*` and `?` matches a whole name.
  public static func matches(_ pattern: String, _ name: String) -> Bool {
    var pattern = Array(pattern)[...]
    var name = Array(name)[...]
    var retry: (pattern: ArraySlice<Character>, name: ArraySlice<Character>)?
    while let letter = name.first {
      if pattern.first == "*" {
        pattern = pattern.dropFirst()
        retry = (pattern, name)
      } else if let wanted = pattern.first, wanted == "?" || wanted == letter {
        pattern = pattern.dropFirst()
        name = name.dropFirst()
      } else if let last = retry {
        retry = (last.pattern, last.name.dropFirst())
        (pattern, name) = (last.pattern, last.name.dropFirst())
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == "*" }
  }
}

/// What `types:` of a pattern calls a column's type.
enum TypeNames {
  private static let aliases: [String: String] = [
    "integer": "int4", "int": "int4", "bigint": "int8", "smallint": "int2", "boolean": "bool", "decimal": "numeric",
    "real": "float4", "double precision": "float8", "character varying": "varchar", "character": "bpchar",
    "char": "bpchar",
    "timestamp with time zone": "timestamptz", "timestamp without time zone": "timestamp",
  ]

  /// What every enumeration is called.
  private static let anyEnum = "enum"

  /// Whether a pattern's word names the type of a column: the domain, or what is below it, by its bare name, with its
  /// schema, or as messages print it; `enum` names every enumeration, `text[]` arrays.
  static func matches(_ word: String, _ type: ColumnType) -> Bool {
    if word == type.text || word == type.domain?.description || word == type.domain?.name.name { return true }
    let isArray = word.hasSuffix("[]")
    let name = isArray ? String(word.dropLast(2)) : word
    guard isArray == type.isArray else { return false }
    return (aliases[name] ?? name) == type.baseName || name == "\(type.baseSchema).\(type.baseName)"
      || (name == anyEnum && !type.enumLabels.isEmpty)
  }
}
