public import DatabaseCatalog
public import PostgresSyntax

/// Masks inside JSON documents: a function for each path, and one word for everything else.
///
/// A path is `$.key.key`, `$.list[*].key` or `$[*]`. What a path finds is masked as text: strings become strings, numbers
/// and truth values become strings where the function makes text of them, objects and arrays at the end of a path are
/// removed, since a function of one value cannot mask them. `null` stays. Keys stay: they are the application's.
/// A `json` column goes through `jsonb`: of repeated keys the last stays, and blanks go.
public struct JSON: MaskingFunction {
  /// A step into a document.
  public enum Step: Sendable, Hashable {
    case key(String)
    case everyElement
  }

  /// A path and what happens to what it finds.
  public struct Path: Sendable {
    public let steps: [Step]
    public let mask: NestedMask

    public init(steps: [Step], mask: NestedMask) {
      self.steps = steps
      self.mask = mask
    }
  }

  public static let name = "json"
  public static let manual = Manual(
    summary: "masks inside a JSON document, path by path",
    discussion: """
      `otherwise` decides what no path finds: keep, remove or null. Objects and arrays at the end of a path with a mask are \
      removed. A json (not jsonb) column loses blanks and all but the last of repeated keys.
      """,
    parameters: [
      .init("$.path", "mask or link", default: nil, "as in $.contact.email, $.devices[*].ip"),
      .init("otherwise", "keep, remove or null", default: nil, "everything that no path names"),
    ],
    example: "preferences: { json: { $.contact.email: { link: customer_email }, otherwise: keep } }")

  /// What happens to what no path finds.
  public enum Otherwise: String, Sendable { case keep, remove, null }

  public let paths: [Path]
  public let otherwise: Otherwise

  public init(paths: [Path], otherwise: Otherwise) {
    self.paths = paths
    self.otherwise = otherwise
  }

  public init(_ arguments: inout ArgumentReader) {
    arguments.report("json is a decision of its own", help: "write `json:` with paths below it")
    self.init(paths: [], otherwise: .remove)
  }

  public var knowledge: Knowledge { otherwise == .keep ? .part : strongest }
  public func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  public var neverReturnsOriginal: Bool { false }
  public var draw: DrawKind { .stronger(paths.map(\.mask.outerDraw)) }
  public var supportFunctions: [SupportFunction] { paths.flatMap(\.mask.function.supportFunctions) }

  public func problems(for column: Column) -> [ColumnProblem] {
    guard !column.type.isArray, ["json", "jsonb"].contains(column.type.baseName) else {
      return [ColumnProblem("mask-type", "json masks json and jsonb, not \(column.type.text)")]
    }
    return []
  }

  public func sql(_ context: MaskContext) -> SQL {
    var tree = Node()
    for path in paths { tree.insert(path.steps[...], path.mask) }
    let masked = JSONRenderer(otherwise: otherwise, draw: context.draw).document(tree, "\(context.value)::jsonb")
    return context.type.text == "jsonb" ? masked : "(\(masked))::\(raw: context.type.text)"
  }

  private var strongest: Knowledge {
    let all = paths.map(\.mask.function.knowledge)
    return all.contains(.all) || all.contains(.part) ? .part : all.contains(.keyedDigest) ? .keyedDigest : .nothing
  }

  /// The steps of `$.contact.email`, `$.devices[*].ip`, `$["a b"]`; nil where the text is not such a path.
  public static func steps(of text: String) -> [Step]? {
    guard text.first == "$" else { return nil }
    var rest = text.dropFirst()
    var steps: [Step] = []
    while let first = rest.first {
      if rest.hasPrefix("[*]") {
        steps.append(.everyElement)
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("[\""), let end = rest.dropFirst(2).firstIndex(of: "\"") {
        let key = rest[rest.index(rest.startIndex, offsetBy: 2)..<end]
        rest = rest[rest.index(after: end)...]
        guard rest.first == "]" else { return nil }
        steps.append(.key(String(key)))
        rest = rest.dropFirst()
      } else if first == "." {
        let key = rest.dropFirst().prefix { $0 != "." && $0 != "[" }
        guard !key.isEmpty else { return nil }
        steps.append(.key(String(key)))
        rest = rest.dropFirst(1 + key.count)
      } else {
        return nil
      }
    }
    return steps.isEmpty ? nil : steps
  }

  /// Paths as a tree.
  struct Node {
    var mask: NestedMask?
    var keys: [(key: String, node: Node)] = []
    var element: [Node] = []

    mutating func insert(_ steps: ArraySlice<Step>, _ mask: NestedMask) {
      switch steps.first {
      case nil: self.mask = mask
      case .everyElement:
        var node = element.first ?? Node()
        node.insert(steps.dropFirst(), mask)
        element = [node]
      case .key(let key):
        let index = keys.firstIndex { $0.key == key } ?? keys.count
        if index == keys.count { keys.append((key, Node())) }
        keys[index].node.insert(steps.dropFirst(), mask)
      }
    }
  }
}

/// Renders the tree of paths as one expression over `jsonb`.
struct JSONRenderer {
  let otherwise: JSON.Otherwise
  let draw: Draw

  /// The whole document. A NULL column stays NULL; a document that is removed whole becomes JSON's null.
  func document(_ node: JSON.Node, _ value: SQL) -> SQL {
    let root: SQL = "(\(value))"
    return """
      CASE WHEN \(value) IS NULL THEN NULL ELSE coalesce(\(render(node, root, depth: 1, salt: "''", path: "$")), 'null'::jsonb) END
      """
  }

  /// The new value of a node: SQL NULL where it is removed.
  private func render(_ node: JSON.Node, _ value: SQL, depth: Int, salt: SQL, path: String) -> SQL {
    if let mask = node.mask { return leaf(mask, value, salt: salt, path: path) }
    var cases: [SQL] = []
    if !node.keys.isEmpty {
      cases.append("WHEN 'object' THEN \(object(node, value, depth: depth, salt: salt, path: path))")
    }
    if let element = node.element.first {
      cases.append("WHEN 'array' THEN \(array(element, value, depth: depth, salt: salt, path: path))")
    }
    return "CASE pg_catalog.jsonb_typeof(\(value)) \(cases.joined(separator: " ")) ELSE \(rest(value)) END"
  }

  private func rest(_ value: SQL) -> SQL {
    switch otherwise {
    case .keep: value
    case .remove: "NULL::jsonb"
    case .null: "'null'::jsonb"
    }
  }

  private func object(_ node: JSON.Node, _ value: SQL, depth: Int, salt: SQL, path: String) -> SQL {
    let entry: SQL = "o\(depth)"
    let inner: SQL = "\(entry).value"
    let branches = node.keys.map { key, child -> SQL in
      "WHEN \(literal: key) THEN \(render(child, inner, depth: depth + 1, salt: salt, path: path + "." + key))"
    }
    return """
      (SELECT coalesce(pg_catalog.jsonb_object_agg(n\(depth).key, n\(depth).value), '{}'::jsonb) FROM (SELECT \(entry).key, \
      CASE \(entry).key \(branches.joined(separator: " ")) ELSE \(rest(inner)) END AS value \
      FROM pg_catalog.jsonb_each(\(value)) AS \(entry)) AS n\(depth) WHERE n\(depth).value IS NOT NULL)
      """
  }

  private func array(_ element: JSON.Node, _ value: SQL, depth: Int, salt: SQL, path: String) -> SQL {
    let entry: SQL = "a\(depth)"
    let innerSalt: SQL = "\(salt) || '/' || \(entry).ordinality"
    return """
      (SELECT coalesce(pg_catalog.jsonb_agg(n\(depth).value ORDER BY n\(depth).place), '[]'::jsonb) FROM (SELECT \
      \(entry).ordinality AS place, \
      \(render(element, "\(entry).value", depth: depth + 1, salt: innerSalt, path: path + "[*]")) AS value \
      FROM pg_catalog.jsonb_array_elements(\(value)) WITH ORDINALITY AS \(entry)(value, ordinality)) AS n\(depth) \
      WHERE n\(depth).value IS NOT NULL)
      """
  }

  private func leaf(_ mask: NestedMask, _ value: SQL, salt: SQL, path: String) -> SQL {
    switch mask.function.name {
    case "keep": return value
    case "null": return "'null'::jsonb"
    default:
      let text: SQL = "(\(value) #>> '{}')"
      let masked = mask.sql(text, outer: draw, salt: "\(literal: path) || \(salt)")
      return """
        CASE WHEN pg_catalog.jsonb_typeof(\(value)) IN ('object', 'array') THEN NULL::jsonb \
        WHEN pg_catalog.jsonb_typeof(\(value)) = 'null' THEN \(value) ELSE pg_catalog.to_jsonb((\(masked))::text) END
        """
    }
  }
}
