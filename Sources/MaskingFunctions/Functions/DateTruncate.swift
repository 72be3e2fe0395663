internal import DatabaseCatalog
internal import PostgresSyntax

/// `date_truncate`: the beginning of a time.
struct DateTruncate: MaskingFunction {
  static let name = "date_truncate"
  static let manual = Manual(
    summary: "Cuts a date or a time to the beginning of its month, year or another unit.",
    discussion: """
      For date, timestamp and timestamptz (in UTC). infinity and -infinity stay, as does what is such a beginning. Dates \
      before 4700 BC become that year's, dates after the year 294275 that year's.
      """,
    parameters: [
      .init("to", "text, one of \(units.joined(separator: " "))", default: "month", "the unit; for dates day and above")
    ],
    example: "date_of_birth: { mask: date_truncate, to: year }")

  private static let units = ["hour", "day", "week", "month", "quarter", "year", "decade", "century"]
  private let unit: String

  init(_ arguments: inout ArgumentReader) { unit = arguments.choice("to", of: Self.units) ?? "month" }

  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .none }
  var canBeLinked: Bool { true }

  func problems(for column: Column) -> [ColumnProblem] {
    guard column.type.isDate else { return [.type(name, makes: "dates", column)] }
    guard column.type.baseName == "date", ["hour", "day"].contains(unit) else { return [] }
    return [
      ColumnProblem(
        "mask-type", "a date has no parts smaller than a day", help: "truncate to week, month, quarter or year")
    ]
  }

  /// The calendar of dates is longer than that of timestamps, and that begins in the middle of a year.
  func sql(_ context: MaskContext) -> SQL {
    let (value, type) = (context.value, context.type.castable)
    let least: SQL = "'4700-01-01 BC'::\(type)"
    let cut: SQL =
      context.type.baseName == "date"
      ? """
      CASE WHEN \(value) > '294275-01-01'::date THEN '294275-01-01'::date \
      ELSE pg_catalog.date_trunc(\(literal: unit), GREATEST(\(value), \(least))::timestamp)::date END
      """
      : "pg_catalog.date_trunc(\(literal: unit), GREATEST(\(value), \(least)))"
    return "CASE WHEN \(value) IS NULL OR NOT pg_catalog.isfinite(\(value)) THEN \(value) ELSE \(cut) END"
  }
}
