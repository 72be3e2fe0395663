public import DatabaseCatalog
public import PostgresSyntax

/// `xml`: a function for each path of a document, and one word for everything else.
public struct XML: DocumentFunction {
  /// A path and what happens to what it finds.
  public struct Path: Sendable {
    public let pattern: XMLPattern
    public let mask: NestedMask

    public init(pattern: XMLPattern, mask: NestedMask) {
      self.pattern = pattern
      self.mask = mask
    }
  }

  public static let name = "xml"
  public static let manual = Manual(
    summary: "Masks inside an XML document, path by path.",
    discussion: """
      A path is /invoice/buyer/name for an element, /invoice/@number for an attribute, /invoice/note/text() for the text \
      that stands in an element itself; * is any name, and // any elements between. Names are local names: a prefix in the \
      document does not matter, so none stands in a path. Paths without * and // come before the others, these in their \
      order. A masked element gets one new text in place of all that it holds, elements inside it included; its attributes \
      are decided by their own paths. keep keeps all of an element, remove takes it out, null empties it. `otherwise` \
      decides what no path names: keep, remove (elements that lead to a path stay), null (attributes and elements stay, \
      empty), or a function for each text and each attribute. Declarations of namespaces and the blanks between elements \
      stay. Comments and processing instructions go, unless a path as //comment() or //processing-instruction() keeps them. \
      A DOCTYPE goes, and a document whose DOCTYPE declares something becomes empty, as does what is no XML, in a text \
      column; references to entities that XML does not know itself go. In a column of type xml what the server does not \
      read as XML becomes empty.
      """,
    parameters: [
      .init("/path", "mask or link", default: nil, "as in /invoice/buyer/name, //email, /invoice/@number"),
      .init("otherwise", "keep, remove, null or a function", default: nil, "everything that no path names"),
    ],
    example: "document: { xml: { //email: { link: customer_email }, /invoice/@id: keep, otherwise: remove } }")

  public let paths: [Path]
  public let otherwise: Otherwise

  /// Exact paths come first.
  public init(paths: [Path], otherwise: Otherwise) {
    self.paths = paths.filter(\.pattern.isExact) + paths.filter { !$0.pattern.isExact }
    self.otherwise = otherwise
  }

  public init(_ arguments: inout ArgumentReader) {
    arguments.report("xml is a decision of its own", help: "write `xml:` with paths below it")
    self.init(paths: [], otherwise: .remove)
  }

  public var pathMasks: [NestedMask] { paths.map(\.mask) }
  public var supportFunctions: [SupportFunction] {
    allMasks.flatMap(\.function.supportFunctions) + [.xmlParts, .xmlText, .readXML]
  }

  public func problems(for column: Column) -> [ColumnProblem] {
    let type = column.type
    guard type.isText || !type.isArray && type.baseName == "xml" else {
      return [ColumnProblem("mask-type", "xml masks xml and text, and the column is \(type.text)")]
    }
    if let room = type.room {
      return [
        ColumnProblem(
          "mask-width", "nobody knows how long a masked document is, and the column holds \(room) characters",
          help: "null or a constant would fit")
      ]
    }
    let decided = paths.filter { path in
      guard path.pattern.isComment else { return false }
      return !(path.mask.function is Keep || path.mask.function is Remove)
    }
    return innerProblems(for: column)
      + decided.map {
        ColumnProblem("mask-type", "\($0.pattern.text) takes keep or remove, and no function")
      }
  }

  public func sql(_ context: MaskContext) -> SQL {
    var cases = paths.enumerated().filter { Self.word(for: $0.element.mask) == "mask" }.map { number, path -> SQL in
      "WHEN \(number + 1) THEN \(masked(path.mask, context.draw))"
    }
    if let mask = otherwise.nested { cases.append("WHEN 0 THEN \(masked(mask, context.draw))") }
    let value: SQL =
      cases.isEmpty ? "''" : "coalesce(understudy.xml_text(CASE p.rule \(cases.joined(separator: " ")) END), '')"
    let text: SQL = """
      coalesce((SELECT pg_catalog.string_agg(p.markup || \(value), '' ORDER BY p.number) FROM \(parts(of: context.value)) AS p), '')
      """
    let new: SQL = context.type.isText ? text : "understudy.read_xml(\(text))"
    return "CASE WHEN \(context.value) IS NOT NULL THEN \(new) END"
  }

  /// The rows of the function that takes a document apart: `number`, `markup`, `rule`, `value`.
  public func parts(of value: SQL) -> SQL {
    func array(_ items: [SQL]) -> SQL { "ARRAY[\(items.joined())]::text[]" }
    let exact = paths.filter(\.pattern.isExact).map { SQL.literal($0.pattern.exact) }
    let patterns = paths.filter { !$0.pattern.isExact }.map { SQL.literal($0.pattern.expression) }
    let words = paths.map { SQL.literal(Self.word(for: $0.mask)) }
    let ways = Set(paths.flatMap(\.pattern.ways)).sorted().joined(separator: "|")
    let rest: SQL =
      switch otherwise {
      case .keep: "'keep'"
      case .remove: "'remove'"
      case .null: "'null'"
      case .mask: "'mask'"
      }
    return """
      understudy.xml_parts(\(value)::text, \(array(exact)), \(array(patterns)), \(array(words)), \
      \(literal: "^(?:\(ways))$"), \(rest))
      """
  }

  private static func word(for mask: NestedMask) -> String {
    if mask.function is Keep { return "keep" }
    if mask.function is Remove { return "remove" }
    return mask.function is Null ? "null" : "mask"
  }

  private func masked(_ mask: NestedMask, _ draw: Draw) -> SQL {
    mask.text(of: "p.value", outer: draw, salt: "p.number::text")
  }
}

/// A path into an XML document.
public struct XMLPattern: Sendable, Hashable {
  /// As written.
  public let text: String
  /// Each with whether other elements may stand before it.
  private let steps: [(name: String, isAnywhere: Bool)]

  /// Nil where the text is no path.
  public init?(_ text: String) {
    var rest = text[...]
    var steps: [(name: String, isAnywhere: Bool)] = []
    while rest.first == "/" {
      rest = rest.dropFirst()
      let isAnywhere = rest.first == "/"
      if isAnywhere { rest = rest.dropFirst() }
      let name = rest.prefix { $0 != "/" }
      guard Self.isStep(name), steps.last.map({ Self.isElement($0.name[...]) }) != false else { return nil }
      steps.append((String(name), isAnywhere))
      rest = rest.dropFirst(name.count)
    }
    guard rest.isEmpty, let last = steps.last, steps.count > 1 || last.isAnywhere || Self.isElement(last.name[...])
    else {
      return nil
    }
    self.text = text
    self.steps = steps
  }

  public static func == (left: XMLPattern, right: XMLPattern) -> Bool { left.text == right.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  private static let kinds = ["text()", "comment()", "processing-instruction()"]

  private static func isStep(_ step: Substring) -> Bool {
    if kinds.contains(String(step)) { return true }
    let name = step.first == "@" ? step.dropFirst() : step
    return name == "*" || isElement(name)
  }

  private static func isElement(_ name: Substring) -> Bool {
    if name == "*" { return true }
    return !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
      && name.first.map { $0.isLetter || $0 == "_" } == true
  }

  /// Whether it finds comments or processing instructions.
  var isComment: Bool { steps.last.map { Self.kinds.dropFirst().contains($0.name) } ?? false }

  /// Whether it names each step, so that it can be compared.
  public var isExact: Bool { steps.allSatisfy { !$0.isAnywhere && $0.name != "*" && $0.name != "@*" } }

  var exact: String { steps.map { "/" + $0.name }.joined() }

  /// The regular expression of what it finds.
  var expression: String { "^" + steps.map(Self.expression).joined() + "$" }

  /// Those of the elements that lead to it.
  var ways: [String] {
    steps.indices.map { count in
      steps.prefix(count).map(Self.expression).joined() + (steps[count].isAnywhere ? Self.anywhere : "")
    } + steps.indices.dropFirst().map { count in steps.prefix(count).map(Self.expression).joined() }
  }

  private static let anywhere = "(?:/[^/@]+)*"

  private static func expression(_ step: (name: String, isAnywhere: Bool)) -> String {
    let name =
      switch step.name {
      case "*": "[^/@()]+"
      case "@*": "@[^/]+"
      default: step.name.map { "().".contains($0) ? "\\\($0)" : String($0) }.joined()
      }
    return (step.isAnywhere ? anywhere : "") + "/" + name
  }
}
