internal import DatabaseCatalog
internal import PostgresSyntax

/// `age_band`: about how old somebody is.
struct AgeBand: MaskingFunction {
  static let name = "age_band"
  static let manual = Manual(
    summary: "Keeps about how old somebody is: a band of years.",
    discussion: """
      In integer columns an age becomes the first of its band: of five years 37 becomes 35. A date of birth becomes the first \
      of January of the first year of its band: of five years 1987-04-23 becomes 1985-01-01. Where `oldest` is given, all who \
      are older get that age, or that date. infinity and -infinity stay.
      """,
    parameters: [
      .init("years", "integer, years", default: "5", "the width of a band, 2 to 50"),
      .init("oldest", "integer, years", default: "none", "as in 90: who is older counts as so old, by the copy's time"),
    ],
    example: "date_of_birth: { mask: age_band, years: 5, oldest: 90 }")

  private let years: Int
  private let oldest: Int?

  init(_ arguments: inout ArgumentReader) {
    years = arguments.integer("years", in: 2...50) ?? 5
    oldest = arguments.integer("oldest", in: 1...150)
  }

  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .none }
  var canBeLinked: Bool { true }

  func problems(for column: Column) -> [ColumnProblem] {
    guard column.type.isDate || column.type.wholeNumbers != nil else {
      return [.type(name, makes: "ages and dates", column)]
    }
    return []
  }

  func sql(_ context: MaskContext) -> SQL {
    let (value, type) = (context.value, context.type.castable)
    guard context.type.isDate else {
      // Of a negative number the band begins below it: the modulus is made positive.
      let band: SQL = "\(value) - ((\(value) % \(years)) + \(years)) % \(years)"
      let held: SQL = oldest.map { "CASE WHEN \(value) > \($0) THEN \($0) ELSE \(band) END" } ?? band
      let least: SQL = "\(raw: String((context.type.wholeNumbers?.lowerBound ?? 0) + years))"
      return "CASE WHEN \(value) < '\(least)'::bigint THEN \(value) / \(years) * \(years) ELSE \(held) END::\(type)"
    }
    // Years that every type of date has.
    let near: SQL = "LEAST(GREATEST(\(value), '0001-01-01'::\(type)), '200000-12-31'::\(type))"
    let year: SQL = "pg_catalog.date_part('year', \(near))::integer"
    let band: SQL = "pg_catalog.make_date(GREATEST(\(year) / \(years) * \(years), 1), 1, 1)"
    let held: SQL =
      oldest.map {
        """
        GREATEST(\(band), pg_catalog.make_date(\
        (SELECT pg_catalog.date_part('year', understudy.as_of()))::integer - \($0), 1, 1))
        """
      } ?? band
    return "CASE WHEN \(value) IS NULL OR NOT pg_catalog.isfinite(\(value)) THEN \(value) ELSE (\(held))::\(type) END"
  }
}
