internal import PostgresSyntax

/// The query that masks rows: originals and draws inside, masked values around them, and outermost what is derived from these
/// and how much came out as it went in.
struct MaskedQuery {
  /// How the query says which masked values are equal to their originals.
  enum Equality {
    /// A bigint with a bit for each masked column, NULL for a row that is left alone.
    case bits
    /// An array of booleans.
    case flags
  }

  let plan: TablePlan
  /// SQL over the alias `s`: which rows are read.
  let condition: SQL
  /// What the query returns beside the equality, in order.
  let returned: [ColumnPlan]
  let equality: Equality
  /// Whether rows that are left alone are in the answer, as they are.
  let returnsKeptRows: Bool

  private var names: InnerNames { plan.names }
  private var stored: [ColumnPlan] { plan.storedColumns }
  private var except: SQL? { returnsKeptRows ? plan.except : nil }

  var text: SQL {
    var items = returned.map { column -> SQL in
      guard case .derived(let expression) = column.treatment else { return "s.\(column.name)" }
      let value: SQL =
        except == nil ? expression : "CASE WHEN s.\(names.kept) THEN \(original(of: column)) ELSE \(expression) END"
      return "\(value) AS \(column.name)"
    }
    items.append(
      except == nil ? "\(equal) AS \(names.equal)" : "CASE WHEN NOT s.\(names.kept) THEN \(equal) END AS \(names.equal)"
    )
    return """
        SELECT \(items.joined(separator: ",\n    "))
        FROM (
      \(middle)
        ) AS s
      """
  }

  // MARK: Inside

  /// Originals and draws, each draw computed once a row.
  private var innermost: SQL {
    var items = stored.map { "s.\($0.name)" as SQL }
    if let except { items.append("(\(except)) IS TRUE AS \(names.kept)") }
    let draws = plan.maskedColumns.flatMap(\.mask.draws)
    if names.isWide {
      // The cast makes it the row, also where a column is called s.
      items.append("(s.*)::\(plan.relation) AS \(names.row)")
      items.append("\(array(of: draws.filter(\.isBits), type: "bigint")) AS \(names.bits)")
      items.append("\(array(of: draws.filter { !$0.isBits }, type: "bytea")) AS \(names.digests)")
    } else {
      items += draws.map { "\($0.expression) AS \(names.drawColumn($0.number))" }
    }
    return """
          SELECT \(items.joined(separator: ",\n        "))
          FROM \(plan.source) AS s
          WHERE \(condition)
          OFFSET 0
      """
  }

  private func array(of draws: [DrawPlan], type: SQL) -> SQL {
    let byNumber = Dictionary(draws.map { ($0.number, $0.expression) }) { first, _ in first }
    let elements = byNumber.isEmpty ? [] : (1...(byNumber.keys.max() ?? 1)).map { byNumber[$0] ?? "NULL" }
    return "ARRAY[\(elements.joined())]::\(type)[]"
  }

  /// Masked values beside the originals that equality asks for.
  private var middle: SQL {
    var items: [SQL] = []
    for column in stored {
      switch column.treatment {
      case .masked(let mask):
        let expression: SQL =
          except == nil
          ? "\(mask.expression)" : "CASE WHEN s.\(names.kept) THEN s.\(column.name) ELSE \(mask.expression) END"
        items.append("\(expression) AS \(column.name)")
        if !names.isWide { items.append("s.\(column.name) AS \(names.originalColumn(number(of: column)))") }
      case .copied: items.append("s.\(column.name)")
      case .derived where except != nil && !names.isWide:
        items.append("s.\(column.name) AS \(names.originalColumn(number(of: column)))")
      case .derived, .generated: break
      }
    }
    if except != nil { items.append("s.\(names.kept)") }
    if names.isWide { items.append("s.\(names.row)") }
    return """
          SELECT \(items.joined(separator: ",\n        "))
          FROM (
      \(innermost)
          ) AS s
          OFFSET 0
      """
  }

  // MARK: Equality

  /// Which columns came out as they went in, but for originals that the function leaves alone. Byte by byte: the two sides may have different collations, or one under which
  /// different texts are equal.
  private var equal: SQL {
    let terms = plan.maskedColumns.map { column, mask -> SQL in
      let value: SQL = "s.\(column.name)::text"
      let original = original(of: column)
      let leftAlone = mask.leavesAlone(original).map { " AND (\($0)) IS NOT TRUE" as SQL } ?? ""
      return "\(value) COLLATE \"C\" = \(original)::text COLLATE \"C\" AND \(value) <> ''\(leftAlone)"
    }
    switch equality {
    case .flags:
      return "ARRAY[\(terms.map { "(\($0)) IS TRUE" as SQL }.joined(separator: ",\n      "))]::boolean[]"
    case .bits where terms.isEmpty: return "0::bigint"
    case .bits:
      return terms.enumerated().map { "CASE WHEN \($0.element) THEN \(1 << $0.offset) ELSE 0 END::bigint" as SQL }
        .joined(separator: "\n      | ")
    }
  }

  private func original(of column: ColumnPlan) -> SQL { names.original(number(of: column), of: column.name) }

  private func number(of column: ColumnPlan) -> Int {
    (plan.columns.firstIndex { $0.name == column.name } ?? 0) + 1
  }
}

extension TablePlan {
  /// The columns whose values a statement writes.
  var storedColumns: [ColumnPlan] {
    columns.filter { if case .generated = $0.treatment { false } else { true } }
  }

  /// What FROM calls the rows: never children by inheritance.
  var source: SQL { leaves == nil ? "ONLY \(relation)" : "\(relation)" }

  /// The columns whose equality is counted, in the order of the batches' arrays; at the end the empty name that stands for the
  /// rows that were masked, where some are not: the verifier knows kept rows by the condition alone, and masked values may meet it.
  var countedNames: [String] { maskedColumns.map(\.column.name.name) + (except == nil ? [] : [""]) }
}
