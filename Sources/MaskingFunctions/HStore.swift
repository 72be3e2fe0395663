public import DatabaseCatalog
public import PostgresSyntax

/// `hstore`: a function for each key, and one word for all others.
public struct HStore: DocumentFunction {
  /// A key and what happens to its value.
  public struct Entry: Sendable {
    public let key: String
    public let mask: NestedMask

    public init(key: String, mask: NestedMask) {
      self.key = key
      self.mask = mask
    }
  }

  public static let name = "hstore"
  public static let manual = Manual(
    summary: "Masks inside an hstore, key by key.",
    discussion: """
      Values are masked as text; a value that is NULL stays. `otherwise` decides what happens to the values of keys that are \
      not named: keep, remove (the key too), null, or a function. Keys stay: they are the application's. A key that is called \
      otherwise cannot be named.
      """,
    parameters: [
      .init("KEY", "mask or link", default: nil, "as in email"),
      .init("otherwise", "keep, remove, null or a function", default: nil, "every key that is not named"),
    ],
    example: "attributes: { hstore: { email: { link: customer_email }, otherwise: remove } }")

  public let entries: [Entry]
  public let otherwise: Otherwise

  public init(entries: [Entry], otherwise: Otherwise) {
    self.entries = entries
    self.otherwise = otherwise
  }

  public init(_ arguments: inout ArgumentReader) {
    arguments.report("hstore is a decision of its own", help: "write `hstore:` with keys below it")
    self.init(entries: [], otherwise: .remove)
  }

  public var pathMasks: [NestedMask] { entries.map(\.mask) }
  public var supportFunctions: [SupportFunction] { allMasks.flatMap(\.function.supportFunctions) }

  public func problems(for column: Column) -> [ColumnProblem] {
    guard !column.type.isArray, column.type.baseName == "hstore" else {
      return [ColumnProblem("mask-type", "hstore masks hstore, and the column is \(column.type.text)")]
    }
    return innerProblems(for: column)
  }

  public func sql(_ context: MaskContext) -> SQL {
    let schema = Identifier(context.type.baseSchema)
    let named = entries.map { "WHEN \(literal: $0.key) THEN \(new($0.mask, context.draw))" as SQL }
    let other: SQL =
      switch otherwise {
      case .keep: "e.value"
      case .remove, .null: "NULL"
      case .mask(let mask): new(mask, context.draw)
      }
    let value: SQL =
      named.isEmpty ? other : "CASE e.key COLLATE \"C\" \(named.joined(separator: " ")) ELSE \(other) END"
    return """
      CASE WHEN \(context.value) IS NOT NULL THEN coalesce((SELECT \(schema).hstore(pg_catalog.array_agg(n.key), \
      pg_catalog.array_agg(n.value)) FROM (SELECT e.key, (\(value))::text AS value \
      FROM \(schema).each(\(context.value)) AS e(key, value) WHERE \(stays) OFFSET 0) AS n), ''::\(context.type.castable)) END
      """
  }

  private func new(_ mask: NestedMask, _ draw: Draw) -> SQL {
    if mask.function is Keep { return "e.value" }
    if mask.function is Remove { return "NULL" }
    return "CASE WHEN e.value IS NOT NULL THEN \(mask.text(of: "e.value", outer: draw, salt: "e.key")) END"
  }

  /// True for keys that stay.
  private var stays: SQL {
    func list(_ entries: [Entry]) -> SQL { entries.map { "\(literal: $0.key)" as SQL }.joined() }
    let removed = entries.filter { $0.mask.function is Remove }
    if case .remove = otherwise {
      let kept = entries.filter { !($0.mask.function is Remove) }
      return kept.isEmpty ? "false" : "e.key COLLATE \"C\" IN (\(list(kept)))"
    }
    return removed.isEmpty ? "true" : "e.key COLLATE \"C\" NOT IN (\(list(removed)))"
  }
}
