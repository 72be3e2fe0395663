internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// What is known of a column's new values, beside its originals.
struct ColumnBehaviour {
  enum Values {
    /// The originals.
    case same
    /// Two are equal where their originals were, but for chance; what is blank becomes equal.
    case preserved(bits: Double)
    /// No two are equal, but for chance; what is NULL or blank stays so.
    case distinct(bits: Double)
    /// All NULL.
    case null
    /// Some are equal that were not, by design.
    case repeating(String)
    /// Nobody knows.
    case unknown
  }

  let column: ResolvedColumn
  let values: Values
  /// Whether exactly those are NULL that were NULL.
  let keepsNull: Bool
  /// Whether every text is as long as its original was, blank ones aside.
  let keepsLength: Bool
  /// Whether exactly those are empty that were blank.
  let keepsBlank: Bool

  /// - Parameter relation: the table, or the partition whose rows count.
  init(_ column: ResolvedColumn, of table: ResolvedTable, in relation: Relation) {
    self.column = column
    switch column.decision {
    case .keep:
      (values, keepsNull, keepsLength, keepsBlank) = (.same, true, true, true)
    case .generated, .derived:
      (values, keepsNull, keepsLength, keepsBlank) = (.unknown, false, false, false)
    case .expression(let sql):
      values = Self.values(of: sql, in: column, table, relation)
      (keepsNull, keepsLength, keepsBlank) = (false, false, false)
    case .mask(let mask):
      values = Self.values(of: mask, column.column.type, table, relation)
      let isNull = mask.function.name == "null"
      let isDefault = mask.function.name == "default"
      let isText = column.column.type.isText
      // A document that jsonb cannot hold becomes NULL, as a DEFAULT can be.
      keepsNull = !isNull && !isDefault && column.column.type.baseName != "json"
      keepsLength = isText && mask.function.keepsLength
      keepsBlank = isText && !isNull && mask.function.keepsBlank
    }
  }

  private static func values(
    of mask: ResolvedMask, _ type: ColumnType, _ table: ResolvedTable, _ relation: Relation
  ) -> Values {
    let function = mask.function
    if function.name == "null" { return .null }
    let bits: Double
    switch function.uniqueness(for: type) {
    case .bijective: bits = .infinity
    case .collision(let own): bits = own
    case .lossy: return .repeating("\(function.name) repeats values")
    }
    switch mask.seed {
    case .link: return .preserved(bits: bits)
    case .row where [.none, .key].contains(function.draw) || function.knowledge == .keyedDigest:
      return .preserved(bits: bits)
    case .row(let by?):
      return relation.isUnique([by]) || table.relation.isUnique([by])
        ? .distinct(bits: bits) : .repeating("rows with one \(by) draw the same value")
    case .row(nil):
      // Without any identity there is another message.
      return table.identity.isEmpty || relation.isUnique(table.identity) || table.relation.isUnique(table.identity)
        ? .distinct(bits: bits) : .repeating("rows with one identity draw the same value")
    }
  }

  /// SQL over originals.
  private static func values(
    of sql: RuleNode, in column: ResolvedColumn, _ table: ResolvedTable, _ relation: Relation
  ) -> Values {
    guard let tree = sql.text.flatMap({ ExpressionTree($0) }) else { return .unknown }
    if tree.columns.isEmpty { return .repeating("every row gets the same value") }
    // A row that is left alone may have by chance what its SQL makes of another.
    guard table.rule?.except == nil, let source = tree.injectiveColumn.map({ Identifier($0) }) else { return .unknown }
    if source == column.column.name { return .preserved(bits: .infinity) }
    guard relation.isUnique([source]) || table.relation.isUnique([source]) else { return .unknown }
    return relation.column(source)?.isNotNull == true ? .distinct(bits: .infinity) : .unknown
  }
}

extension MaskingFunction {
  /// Whether a text that is not blank gets as many characters as it had.
  fileprivate var keepsLength: Bool {
    switch name {
    case "digits", "partial": true
    case "scrub": knowledge == .part
    default: false
    }
  }

  /// Whether blank texts become empty, and no others do.
  fileprivate var keepsBlank: Bool {
    !["constant", "expression", "json", "xml", "parameter", "choice", "default", "permute"].contains(name)
  }
}

extension Relation {
  /// Whether no two rows agree in these columns, NULL aside.
  func isUnique(_ columns: [Identifier]) -> Bool {
    uniqueKeys.contains { key in
      !key.isPartial && !key.hasExpressions && !key.columns.isEmpty && Set(key.columns).isSubset(of: columns)
    }
  }
}

// MARK: Expressions

extension ExpressionTree {
  /// The one column of which this makes other values for other values.
  var injectiveColumn: String? {
    switch self {
    case .column(let name): name.last
    case .cast(let part, to: "text"), .collate(let part): part.injectiveColumn
    case .operation("||", let sides) where sides.count == 2:
      switch (sides[0].isLiteral, sides[1].isLiteral) {
      case (true, false): sides[1].injectiveColumn
      case (false, true): sides[0].injectiveColumn
      default: nil
      }
    case .call(let name, let parts) where Self.injective.contains(name):
      parts.dropFirst().allSatisfy(\.isLiteral) ? parts.first?.injectiveColumn : nil
    default: nil
    }
  }

  private static let injective: Set<String> = [
    "convert_to", "encode", "md5", "reverse", "sha224", "sha256", "sha384", "sha512",
  ]

  private var isLiteral: Bool {
    switch self {
    case .text, .constant: true
    case .cast(let part, _), .collate(let part): part.isLiteral
    default: false
    }
  }

  /// The one column of which this is a spelling: under lower, btrim and casts to text, and with a value for NULL.
  var foldedColumn: (name: String, folds: Set<Fold>)? {
    switch self {
    case .column(let name): return name.last.map { ($0, []) }
    case .cast(let part, let type) where ["text", "varchar", "bpchar", "citext"].contains(type):
      guard let inner = part.foldedColumn else { return nil }
      return (inner.name, type == "citext" ? inner.folds.union([.case]) : inner.folds)
    case .collate(let part): return part.foldedColumn
    case .coalesce(let parts) where parts.count == 2 && parts[1].isLiteral:
      guard let inner = parts[0].foldedColumn else { return nil }
      return (inner.name, inner.folds.union([.null]))
    case .call(let name, let parts):
      guard parts.count == 1, let fold = Self.folding[name], let inner = parts[0].foldedColumn else {
        return injectiveColumn.map { ($0, []) }
      }
      return (inner.name, inner.folds.union([fold]))
    default: return injectiveColumn.map { ($0, []) }
    }
  }

  enum Fold { case `case`, blanks, null }

  private static let folding: [String: Fold] = [
    "lower": .case, "upper": .case, "btrim": .blanks, "ltrim": .blanks, "rtrim": .blanks,
  ]
}
