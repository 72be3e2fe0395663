internal import DatabaseCatalog
internal import PostgresSyntax

/// `noise`: a number or a time near the original's.
struct Noise: MaskingFunction {
  static let name = "noise"
  static let manual = Manual(
    summary: "Moves a number, a date or a time by a drawn amount in either direction.",
    discussion: """
      `percent` is a share of the number itself, `amount` the same for every row; every distance up to it is as likely as \
      the others. Integers stay integers, numeric keeps its decimals, dates move by whole days and times by whole seconds, \
      so some values come out as they were. What would not fit the column, or not lie between `min` and `max`, becomes the \
      nearest value that does; at the ends of the calendar times move the other way. NaN and infinity stay.
      """,
    parameters: [
      .init("percent", "integer, percent", default: "none", "1 to 100; for numbers and intervals"),
      .init(
        "amount", "number, or number with a unit", default: "none",
        "for numbers as in 2.50; for dates, timestamps and intervals as in 3 days, 90 minutes"),
      .init("min", "number or date", default: "none", "the least value that is made"),
      .init("max", "number or date", default: "none", "the greatest"),
    ],
    example: "salary: { mask: noise, percent: 10, min: 0 }")

  private enum Size {
    case percent(Int)
    case amount(RuleNumber)
    case seconds(Int)
  }

  private let size: Size?
  private let least: String?
  private let most: String?

  init(_ arguments: inout ArgumentReader) {
    let percent = arguments.integer("percent", in: 1...100)
    let amount = arguments.text("amount")
    least = arguments.text("min")
    most = arguments.text("max")
    switch (percent, amount) {
    case (let percent?, nil): size = .percent(percent)
    case (nil, let amount?):
      if let number = RuleNumber(amount), number.isPositive, number.value <= 1e15 {
        size = .amount(number)
      } else {
        size = Self.seconds(amount).map { .seconds($0) }
        if size == nil {
          arguments.report(
            "`amount` of noise has to be a number above 0, or one with a unit",
            help:
              "as in amount: 2.50, or amount: 3 days; units are seconds, minutes, hours, days and weeks, up to a century"
          )
        }
      }
    case (nil, nil), (_?, _?):
      size = nil
      if arguments.diagnostics.isEmpty {
        arguments.report("noise takes one of percent and amount", help: "as in percent: 10, or amount: 3 days")
      }
    }
    for (name, bound) in [("min", least), ("max", most)] {
      guard let bound, RuleNumber(bound) == nil, !Self.isDate(bound) else { continue }
      arguments.report(
        "`\(name)` of noise has to be a number or a date", help: "as in \(name): 0, or \(name): 1900-01-01")
    }
  }

  var knowledge: Knowledge { .part }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var supportFunctions: [SupportFunction] {
    [.noise, .shiftDate, .moveTimestamp, .moveTimestampWithTimeZone]
  }

  // MARK: What a column takes

  func problems(for column: Column) -> [ColumnProblem] {
    let type = column.type
    let isInterval = type.baseName == "interval" && !type.isArray
    guard type.isNumber || type.isDate || isInterval else {
      return [.type(name, makes: "numbers, dates and times", column)]
    }
    let fits =
      switch size {
      case .percent: type.isNumber || isInterval
      case .amount: type.isNumber
      case .seconds(let seconds): type.baseName == "date" ? seconds >= 86400 : type.isDate || isInterval
      case nil: true
      }
    guard fits else { return [Self.misfit("the amount of noise", column, help: Self.example(type))] }
    return [least, most].compactMap(\.self).filter { !Self.isBound($0, type) }.map {
      Self.misfit("the bound \($0) of noise", column, help: Self.example(type))
    }
  }

  private static func misfit(_ what: String, _ column: Column, help: String) -> ColumnProblem {
    ColumnProblem("mask-type", "\(what) does not fit \(column.type.text)", help: help)
  }

  private static func example(_ type: ColumnType) -> String {
    if type.isNumber { return "as in percent: 10, min: 0" }
    return type.baseName == "date" ? "as in amount: 3 days, min: 1900-01-01" : "as in amount: 90 minutes"
  }

  private static func isBound(_ text: String, _ type: ColumnType) -> Bool {
    guard type.isNumber else { return type.isDate && isDate(text) }
    guard let number = RuleNumber(text) else { return false }
    return type.wholeNumbers.map { number.whole.map($0.contains) == true } ?? true
  }

  /// `2000-01-31`, a day that every calendar has.
  private static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    let days = [
      31, year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]
    return year >= 1 && (1...12).contains(month) && (1...days[month - 1]).contains(day)
  }

  /// Seconds of `3 days`, a century at most.
  private static func seconds(_ text: String) -> Int? {
    let units = ["second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604_800]
    let words = text.split(separator: " ")
    guard words.count == 2, let count = Int(words[0]), count > 0,
      let unit = units[words[1].hasSuffix("s") ? String(words[1].dropLast()) : String(words[1])],
      count <= 3_155_760_000 / unit
    else { return nil }
    return count * unit
  }

  // MARK: SQL

  func sql(_ context: MaskContext) -> SQL {
    let (value, type) = (context.value, context.type)
    let share: SQL = "understudy.noise(\(context.draw.bits))"
    if type.isDate { return bounded(moved(value, type, share), unless: "NOT pg_catalog.isfinite(\(value))", context) }
    if type.wholeNumbers != nil || type.isDecimal { return decimal(context, share) }
    return inexact(context, share)
  }

  /// Floating-point numbers and intervals. What could leave the type only shrinks.
  private func inexact(_ context: MaskContext, _ share: SQL) -> SQL {
    let (value, type) = (context.value, context.type)
    let isInterval = type.baseName == "interval"
    let double: SQL = isInterval ? value : "\(value)::double precision"
    let large: SQL =
      isInterval
      ? "\(value) NOT BETWEEN '-100000 years'::interval AND '100000 years'::interval"
      : "pg_catalog.abs(\(double)) > \(raw: type.baseName == "float4" ? "1e37" : "1e300")"
    let small: SQL =
      isInterval ? "false" : "pg_catalog.abs(\(double)) < \(raw: type.baseName == "float4" ? "1e-36" : "1e-300")"
    let special: SQL =
      isInterval ? "NOT pg_catalog.isfinite(\(value))" : "\(double) IN ('NaN', 'Infinity', '-Infinity')"
    let zero: SQL = isInterval ? "'0'::interval" : "0::double precision"
    let new: SQL =
      switch size {
      case .percent(let percent):
        "\(double) * (1 + CASE WHEN \(large) THEN -pg_catalog.abs(\(share)) ELSE \(share) END * \(percent) / 100)"
      case .amount(let number): "\(double) + \(share) * \(number.sql)::double precision"
      case .seconds(let seconds):
        "\(double) + CASE WHEN \(large) THEN '0'::interval ELSE pg_catalog.make_interval(secs => pg_catalog.round(\(share) * \(seconds))) END"
      case nil: double
      }
    return bounded("CASE WHEN \(small) THEN \(zero) ELSE \(new) END", unless: special, context)
  }

  private func moved(_ value: SQL, _ type: ColumnType, _ share: SQL) -> SQL {
    guard case .seconds(let seconds)? = size else { return value }
    guard type.baseName == "date" else {
      return "understudy.move_\(raw: type.baseName)(\(value), pg_catalog.round(\(share) * \(seconds)))"
    }
    return "understudy.shift_date(\(value), pg_catalog.round(\(share) * \(seconds / 86400))::integer)"
  }

  /// By numeric, which neither overflows nor loses digits.
  private func decimal(_ context: MaskContext, _ share: SQL) -> SQL {
    let (value, type) = (context.value, context.type)
    let exact: SQL = type.isDecimal ? value : "\(value)::numeric"
    let special: SQL = type.isDecimal ? "\(value) IN ('NaN', 'Infinity', '-Infinity')" : "false"
    let change: SQL =
      switch size {
      case .percent(let percent): "\(exact) * \(percent)e-2"
      case .amount(let number): number.sql
      case .seconds, nil: "0"
      }
    let limit: SQL? = type.isDecimal ? type.decimalLimit(value) : nil
    let factor: SQL =
      type.isDecimal && type.hasUnknownPrecision
      ? "CASE WHEN pg_catalog.abs(\(value)) > 1e1000 THEN -pg_catalog.abs(\(share)) ELSE \(share) END" : share
    let new: SQL =
      "pg_catalog.round(\(exact) + (\(factor))::numeric * \(change), \(type.isDecimal ? "pg_catalog.scale(\(value))" : "0"))"
    let ends: (SQL, SQL)? =
      type.wholeNumbers.map { ("\($0.lowerBound)", "\($0.upperBound)") } ?? limit.map { ("-\($0)", $0) }
    let held = ends.map { "LEAST(GREATEST(\(new), \($0.0)), \($0.1))" } ?? new
    return bounded(held, unless: special, context)
  }

  private func bounded(_ new: SQL, unless special: SQL, _ context: MaskContext) -> SQL {
    let type = context.type
    func bound(_ text: String) -> SQL { type.isDate ? "\(literal: text)::\(type.castable)" : "\(raw: text)::numeric" }
    var result = new
    if let least { result = "GREATEST(\(result), \(bound(least)))" }
    if let most { result = "LEAST(\(result), \(bound(most)))" }
    return """
      (CASE WHEN \(context.value) IS NULL OR \(special) THEN \(context.value) ELSE \(result) END)::\(type.castable)
      """
  }
}

extension SupportFunction {
  /// `noise(bigint) double precision`, from -1 to 1.
  static let noise = SupportFunction(
    name: "noise",
    definition: """
      CREATE OR REPLACE FUNCTION understudy.noise(draw bigint) RETURNS double precision
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN (draw & 9007199254740991)::double precision / 4503599627370495.5 - 1
      """)
}
