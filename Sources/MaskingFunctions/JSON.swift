public import DatabaseCatalog
public import PostgresSyntax

/// `json`: a function for each path of a document, and one word for everything else.
public struct JSON: DocumentFunction {
  /// A step into a document.
  public enum Step: Sendable, Hashable {
    case key(String)
    case everyKey
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
    summary: "Masks inside a JSON document, path by path.",
    discussion: """
      A path is $.key.key, $.list[*].key, $.*.key, $["odd key"] or $[*]; a key that is named comes before *. What a path \
      finds is masked as text: a number stays a number where the new text is one, all else becomes a string; an object or \
      array where a value was expected is masked as its text. null stays. `otherwise` decides what no path finds, also what \
      stands where a path expects an object or array; a function masks each value in it by itself. Keys stay: they are the application's. A json (not jsonb) column \
      goes through jsonb: blanks, the order of keys and all but the last of repeated keys are lost, \\u0000 goes, and a \
      document that jsonb cannot hold becomes null.
      """,
    parameters: [
      .init("$.path", "mask or link", default: nil, "as in $.contact.email, $.devices[*].ip"),
      .init("otherwise", "keep, remove, null or a function", default: nil, "everything that no path names"),
    ],
    example: "preferences: { json: { $.contact.email: { link: customer_email }, otherwise: keep } }")

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

  public var pathMasks: [NestedMask] { paths.map(\.mask) }
  public var supportFunctions: [SupportFunction] {
    allMasks.flatMap(\.function.supportFunctions) + [.readJSON, .jsonValue]
      + (otherwise.nested == nil ? [] : [.jsonScalars])
  }

  public func problems(for column: Column) -> [ColumnProblem] {
    guard !column.type.isArray, ["json", "jsonb"].contains(column.type.baseName) else {
      return [ColumnProblem("mask-type", "json masks json and jsonb, and the column is \(column.type.text)")]
    }
    return innerProblems(for: column)
  }

  public func sql(_ context: MaskContext) -> SQL {
    var tree = JSONTree()
    for path in paths { tree.insert(path.steps[...], path.mask) }
    let isText = context.type.baseName == "json"
    let document: SQL = isText ? "understudy.read_json(\(context.value)::text)" : "\(context.value)::jsonb"
    let masked = JSONRenderer(otherwise: otherwise, draw: context.draw).document(tree, document)
    return isText ? "(\(masked))::json" : masked
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
        steps.append(key == "*" ? .everyKey : .key(String(key)))
        rest = rest.dropFirst(1 + key.count)
      } else {
        return nil
      }
    }
    return steps.isEmpty ? nil : steps
  }
}

/// Paths as a tree.
struct JSONTree {
  /// What happens below a key.
  struct Branch {
    let key: String
    var tree: JSONTree
  }

  private(set) var mask: NestedMask?
  private(set) var keys: [Branch] = []
  private var anyKey: [JSONTree] = []
  private var anyElement: [JSONTree] = []

  /// What happens below a key that is not named.
  var everyKey: JSONTree? { anyKey.first }
  var everyElement: JSONTree? { anyElement.first }

  mutating func insert(_ steps: ArraySlice<JSON.Step>, _ mask: NestedMask) {
    switch steps.first {
    case nil: self.mask = mask
    case .everyElement: anyElement = [Self.with(steps.dropFirst(), mask, in: everyElement)]
    case .everyKey: anyKey = [Self.with(steps.dropFirst(), mask, in: everyKey)]
    case .key(let key):
      let index = keys.firstIndex { $0.key == key } ?? keys.count
      if index == keys.count { keys.append(Branch(key: key, tree: JSONTree())) }
      keys[index].tree.insert(steps.dropFirst(), mask)
    }
  }

  /// The named keys, each with what `*` says about it where its own paths say nothing.
  var namedKeys: [Branch] {
    guard let everyKey else { return keys }
    return keys.map { Branch(key: $0.key, tree: $0.tree.completed(by: everyKey)) }
  }

  private static func with(_ steps: ArraySlice<JSON.Step>, _ mask: NestedMask, in tree: JSONTree?) -> JSONTree {
    var result = tree ?? JSONTree()
    result.insert(steps, mask)
    return result
  }

  private func completed(by other: JSONTree) -> JSONTree {
    guard mask == nil else { return self }
    var result = self
    if keys.isEmpty, anyKey.isEmpty, anyElement.isEmpty { result.mask = other.mask }
    for branch in other.keys {
      if let index = keys.firstIndex(where: { $0.key == branch.key }) {
        result.keys[index].tree = keys[index].tree.completed(by: branch.tree)
      } else {
        result.keys.append(branch)
      }
    }
    if let theirs = other.everyKey { result.anyKey = [everyKey?.completed(by: theirs) ?? theirs] }
    if let theirs = other.everyElement { result.anyElement = [everyElement?.completed(by: theirs) ?? theirs] }
    return result
  }
}
