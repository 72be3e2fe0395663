internal import DatabaseCatalog
internal import PostgresSyntax

/// `date_shift`: a day near the original's.
struct DateShift: MaskingFunction {
  static let name = "date_shift"
  static let manual = Manual(
    summary: "Moves a date by whole days, at least one, in either direction.",
    discussion: """
      For date, timestamp and timestamptz; the time of day stays. Each row is moved by its own number of days, so order \
      and distances between rows change. infinity and -infinity stay. Near the ends of the calendar it moves the other way.
      """,
    parameters: [.init("days", "integer, days", default: nil, "the farthest move, 1 to 36500")],
    example: "date_of_birth: { mask: date_shift, days: 180 }")

  private let days: Int

  init(_ arguments: inout ArgumentReader) { days = arguments.requiredInteger("days", in: 1...36500) }

  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { true }
  func leavesAlone(_ value: SQL, type: ColumnType) -> SQL? { "NOT pg_catalog.isfinite(\(value))" }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var supportFunctions: [SupportFunction] { [.shiftDate, .shiftTimestamp, .shiftTimestampWithTimeZone] }

  func problems(for column: Column) -> [ColumnProblem] {
    guard ["date", "timestamp", "timestamptz"].contains(column.type.baseName), !column.type.isArray else {
      return [.type(name, makes: "dates", column)]
    }
    return []
  }

  func sql(_ context: MaskContext) -> SQL {
    """
    understudy.shift_\(raw: context.type.baseName)(\(context.value), (1 + (\(context.draw.bits) & 2147483647) % \(days))::integer \
    * CASE WHEN \(context.draw.bits) < 0 THEN -1 ELSE 1 END)
    """
  }
}

extension SupportFunction {
  static let shiftDate = shift("date", "days", first: "4714-11-24 BC", last: "5874897-12-31")
  static let shiftTimestamp = shift(
    "timestamp", "pg_catalog.make_interval(days => days)", first: "4714-11-24 00:00:00 BC",
    last: "294276-12-31 23:59:59.999999")
  static let shiftTimestampWithTimeZone = shift(
    "timestamptz", "pg_catalog.make_interval(days => days)", first: "4714-11-24 00:00:00+00 BC",
    last: "294276-12-31 23:59:59.999999+00", volatility: "STABLE")

  /// - Parameters:
  ///   - days: the parameter of that name as what the type adds.
  ///   - first: the first value of the type, and `last` its last, before the infinite ones.
  private static func shift(_ type: SQL, _ days: SQL, first: String, last: String, volatility: SQL = "IMMUTABLE")
    -> SupportFunction
  {
    SupportFunction(
      name: "shift_\(type.text)",
      definition: """
        -- Moved by days; the other way where the calendar ends; infinity stays.
        CREATE OR REPLACE FUNCTION understudy.shift_\(type)(value \(type), days integer) RETURNS \(type)
        LANGUAGE sql \(volatility) PARALLEL SAFE
        RETURN CASE
          WHEN NOT pg_catalog.isfinite(value) THEN value
          WHEN days > 0 AND value > \(type) \(literal: last) - \(days) THEN value - \(days)
          WHEN days < 0 AND value < \(type) \(literal: first) - \(days) THEN value - \(days)
          ELSE value + \(days) END
        """)
  }
}
