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
  static let shiftDate = shift("date", by: "days", "integer", "days")
  static let shiftTimestamp = shift("timestamp", by: "days", "integer", "pg_catalog.make_interval(days => days)")
  static let shiftTimestampWithTimeZone = shift(
    "timestamptz", by: "days", "integer", "pg_catalog.make_interval(days => days)")
  static let moveTimestamp = shift(
    "timestamp", named: "move", by: "seconds", "double precision", "pg_catalog.make_interval(secs => seconds)")
  static let moveTimestampWithTimeZone = shift(
    "timestamptz", named: "move", by: "seconds", "double precision", "pg_catalog.make_interval(secs => seconds)")

  /// The first and last values of the types, before the infinite ones.
  private static let ends: KeyValuePairs<String, (first: String, last: String)> = [
    "date": ("4714-11-24 BC", "5874897-12-31"),
    "timestamp": ("4714-11-24 00:00:00 BC", "294276-12-31 23:59:59.999999"),
    "timestamptz": ("4714-11-24 00:00:00+00 BC", "294276-12-31 23:59:59.999999+00"),
  ]

  /// - Parameters:
  ///   - parameter: the distance, of a numeric type.
  ///   - amount: the parameter as what the type adds.
  private static func shift(
    _ type: String, named verb: SQL = "shift", by parameter: SQL, _ parameterType: SQL, _ amount: SQL
  ) -> SupportFunction {
    let (first, last) = ends.first { $0.key == type }?.value ?? ("", "")
    let type = SQL(raw: type)
    let volatility: SQL = type == "timestamptz" ? "STABLE" : "IMMUTABLE"
    return SupportFunction(
      name: "\(verb.text)_\(type.text)",
      definition: """
        -- Moved by \(parameter); the other way where the calendar ends; infinity stays.
        CREATE OR REPLACE FUNCTION understudy.\(verb)_\(type)(value \(type), \(parameter) \(parameterType)) RETURNS \(type)
        LANGUAGE sql \(volatility) PARALLEL SAFE
        RETURN CASE
          WHEN NOT pg_catalog.isfinite(value) THEN value
          WHEN \(parameter) > 0 AND value > \(type) \(literal: last) - \(amount) THEN value - \(amount)
          WHEN \(parameter) < 0 AND value < \(type) \(literal: first) - \(amount) THEN value - \(amount)
          ELSE value + \(amount) END
        """)
  }
}
