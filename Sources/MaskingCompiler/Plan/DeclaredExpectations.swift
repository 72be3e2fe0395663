internal import DatabaseCatalog
public import Diagnostics
internal import MaskingFunctions
public import PostgresSyntax
public import RuleSyntax

/// What a rule says of masked rows by itself, whatever the data: what its function declares.
public struct DeclaredExpectation: Sendable, Hashable {
  public let relation: QualifiedName
  /// Nil where it is the table's.
  public let column: Identifier?
  public let expectation: Expectation
  /// Of the rule.
  public let span: SourceSpan
}

extension ResolvedApplication {
  /// In the order of the tables; tables that named statements write are left out, since the statements decide there.
  var declaredExpectations: [DeclaredExpectation] {
    let written = Set(
      statements.flatMap(\.written).map { catalog.root(of: $0.relation).name })
    return tables.filter { !written.contains($0.relation.name) && $0.relation.partitionParent == nil }.flatMap {
      table in
      let span = table.span ?? document.application.span
      func whole(_ expectation: Expectation) -> DeclaredExpectation {
        DeclaredExpectation(relation: table.relation.name, column: nil, expectation: expectation, span: span)
      }
      return switch table.treatment {
      case .truncate: [whole(.empty)]
      case .keep: [whole(.rowsUnchanged)]
      case .columns:
        (table.rule?.keepRows == nil ? [whole(.rowsUnchanged)] : [])
          + table.columns.flatMap { column in
            column.declared(rowsAreLeftAlone: table.rule?.except != nil).map {
              DeclaredExpectation(
                relation: table.relation.name, column: column.column.name, expectation: $0, span: column.span ?? span)
            }
          }
      }
    }
  }
}

extension ResolvedColumn {
  /// Forms that functions make whatever they are given.
  private static let forms: [String: ValueForm] = ["email": .email, "ip": .ip, "mac": .mac, "uuid": .uuid]

  fileprivate func declared(rowsAreLeftAlone: Bool) -> [Expectation] {
    switch decision {
    case .keep: return [.unchanged]
    case .expression, .derived, .generated: return []
    case .mask(let mask):
      let function = mask.function
      // A row's text may have nothing in it that is masked: then it stays, and no comparison is right.
      let always = function.neverReturnsOriginal && function.leavesAlone("s.value", type: column.type) == nil
      var declared: [Expectation] = always ? [.changed] : []
      guard !rowsAreLeftAlone else { return declared }
      if function.name == "null" { declared = [.null] }
      if let form = Self.forms[function.name], !column.type.isArray { declared.append(.valid(form)) }
      return declared
    }
  }
}
