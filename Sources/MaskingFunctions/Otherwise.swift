public import DatabaseCatalog
internal import PostgresSyntax

/// What happens to what no path of a document names.
public enum Otherwise: Sendable {
  case keep, remove, null
  /// Every value by itself.
  case mask(NestedMask)

  /// Its mask, where it is one.
  public var nested: NestedMask? {
    if case .mask(let mask) = self { mask } else { nil }
  }
}

/// A function that masks parts of a value: `json`, `xml`, `hstore`.
public protocol DocumentFunction: MaskingFunction {
  /// What happens to what the paths find.
  var pathMasks: [NestedMask] { get }
  var otherwise: Otherwise { get }
}

extension DocumentFunction {
  /// Of the paths, and of what no path names.
  public var allMasks: [NestedMask] { pathMasks + [otherwise.nested].compactMap(\.self) }

  public var knowledge: Knowledge {
    if case .keep = otherwise { return .part }
    let all = allMasks.map(\.function.knowledge)
    return all.contains(.all) || all.contains(.part) ? .part : all.contains(.keyedDigest) ? .keyedDigest : .nothing
  }
  public func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  public var neverReturnsOriginal: Bool { false }
  public var draw: DrawKind { .stronger(allMasks.map(\.outerDraw)) }
  public var literals: [String] { allMasks.flatMap(\.function.literals) }

  /// Why a function does not fit a place where values are text.
  func innerProblems(for column: Column) -> [ColumnProblem] {
    let inner = Column(name: column.name, type: .plainText)
    return allMasks.filter { !($0.function is Remove) }.flatMap { $0.function.problems(for: inner) }
      .map { ColumnProblem($0.id, "inside the document, where values are text: \($0.message)", help: $0.help) }
  }
}

extension NestedMask {
  /// The new value, as text, of a text expression that is computed once.
  /// - Parameter salt: a text expression that tells the value from its siblings.
  func text(of value: SQL, outer: Draw, salt: SQL) -> SQL {
    let draw = drawColumns(outer: outer, value: "mv.value", salt: salt)
    let masked = function.sql(
      MaskContext(value: "m.value", type: .plainText, draw: drawReferences("m"), keepsBlanks: keepsBlanks))
    return """
      (SELECT (\(masked))::text FROM (SELECT \((["mv.value" as SQL] + draw).joined()) \
      FROM (SELECT \(value) AS value OFFSET 0) AS mv OFFSET 0) AS m)
      """
  }
}
