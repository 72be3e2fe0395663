public import Diagnostics

/// What masking must do to a case's data: `expectations.yaml`.
public struct ExpectationsDocument: Sendable {
  public var tables: [TableExpectations]
  public var assertions: [Assertion]
  public var file: SourceFile

  /// A query that finds what must not be.
  public struct Assertion: Sendable {
    public var name: Spanned<String>
    /// A SELECT, read under the rules' search path.
    public var sql: Spanned<String>
  }
}

public struct TableExpectations: Sendable {
  /// As written: `customers`, `shop.customers`.
  public var name: Spanned<String>
  /// Of the table as a whole, in the order of the file.
  public var expectations: [Spanned<Expectation>]
  public var columns: [ColumnExpectations]
}

public struct ColumnExpectations: Sendable {
  public var name: Spanned<String>
  /// In the order of the file.
  public var expectations: [Spanned<Expectation>]
}

/// What masked rows have to be like.
public enum Expectation: Sendable, Hashable {
  // Of a column.

  /// No value is its row's original; NULL, empty and blank originals may stay.
  case changed
  /// Every value is its row's original.
  case unchanged
  /// Every value is NULL.
  case null
  /// No two values are equal; NULLs may be many.
  case unique
  /// Every value that is not NULL has a match of the regular expression in its text.
  case matches(String)
  /// Every value that is not NULL is one of these texts.
  case oneOf([String])
  /// An original that is in this column and in the other one has one replacement: `email`, `customers.email`.
  case sameAs(String)
  /// Every value that is not blank has this form, check digits included.
  case valid(ValueForm)
  /// Every value that is not NULL lies between the two, which the column's type reads; at least one is given.
  case range(least: String?, greatest: String?)
  /// So many different values at least, NULL not counted.
  case distinctAtLeast(Int)
  /// Originals that come several times do not have a replacement of their own each.
  case frequencyHidden

  // Of a table.

  /// So many rows.
  case rows(Int)
  /// As many rows as before masking.
  case rowsUnchanged
  /// No row.
  case empty
  /// Values of the column find a row of the other table, as often as before masking.
  case joins(column: String, to: String)
  /// The rows are those of a CSV file beside the expectations, in every column that it has.
  case golden(String)

  // Of the database.

  /// The query finds nothing.
  case assertion(String)

  /// The key in the file.
  public var name: String {
    switch self {
    case .changed: "changed"
    case .unchanged: "unchanged"
    case .null: "null"
    case .unique: "unique"
    case .matches: "matches"
    case .oneOf: "one_of"
    case .sameAs: "same_as"
    case .valid: "valid"
    case .range: "range"
    case .distinctAtLeast: "distinct_at_least"
    case .frequencyHidden: "frequency_hidden"
    case .rows, .rowsUnchanged: "rows"
    case .empty: "empty"
    case .joins: "joins"
    case .golden: "golden"
    case .assertion: "assertion"
    }
  }

  /// Whether each row is compared with what it was.
  public var needsOriginals: Bool {
    switch self {
    case .changed, .unchanged, .sameAs, .frequencyHidden: true
    case .null, .unique, .matches, .oneOf, .valid, .range, .distinctAtLeast, .rows, .rowsUnchanged, .empty, .joins,
      .golden, .assertion:
      false
    }
  }
}

/// A form that values can have, as `valid:` names it.
public enum ValueForm: String, Sendable, Hashable, CaseIterable {
  case email, phone, url, domain, ip, mac, uuid, iban, bic
  case creditCard = "credit_card"
  case vatNumber = "vat_number"
  case json, date
}

extension ExpectationsDocument {
  /// Reads an expectations file.
  ///
  /// - Throws: `DiagnosticsError` with everything that is wrong.
  public static func read(_ file: SourceFile) throws(DiagnosticsError) -> ExpectationsDocument {
    let findings = Findings()
    let composition = YAMLComposer.compose(file)
    findings.report(composition)
    var document = ExpectationsDocument(tables: [], assertions: [], file: file)
    if let root = composition.root, var keys = findings.keys(root, of: "an expectations file") {
      let assertions = keys.take("assertions")
      if let tables = assertions == nil ? keys.require("tables") : keys.take("tables") {
        document.tables = findings.names(tables, of: "`tables`").compactMap(findings.tableExpectations)
      }
      if let assertions {
        document.assertions = findings.list(assertions, "`assertions`", of: findings.assertion) ?? []
      }
      keys.finish()
    }
    guard !findings.hasErrors else { throw DiagnosticsError(findings.diagnostics, files: [file]) }
    return document
  }
}
