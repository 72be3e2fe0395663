import DatabaseCatalog
import Diagnostics
import ExternalPrograms
import MaskingFunctions
import PostgresClient
import PostgresSyntax
import TestServers
import Testing

/// A function as a rule would name it.
func mask(_ name: String, _ arguments: [String: ArgumentValue] = [:]) throws -> any MaskingFunction {
  let (function, diagnostics) = read(name, arguments)
  try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
  return try #require(function)
}

/// A function and what is wrong with its arguments.
func read(_ name: String, _ arguments: [String: ArgumentValue] = [:]) -> ((any MaskingFunction)?, [Diagnostic]) {
  let file = SourceFile(path: "rules.yaml", text: name)
  let span = file.span(0..<name.utf8.count)
  var reader = ArgumentReader(
    function: name, at: span,
    arguments: arguments.sorted { $0.key < $1.key }.map {
      MaskArgument(name: $0.key, nameSpan: span, value: $0.value, span: span)
    })
  let function = MaskingFunctionRegistry.named(name)?.init(&reader)
  reader.finish()
  return (function, reader.diagnostics)
}

/// What a draw is made from.
enum Seed {
  /// The row's number.
  case row
  /// The original, folded by case and blanks, as a link does.
  case link
}

/// A database that masks values as a bundle's statements do: columns computed once a row, everything under the pinned path.
struct MaskingDatabase {
  let connection: Connection

  init(_ version: TestServer.Version = .pg15) async throws {
    let server = try await TestServer.shared(version)
    let address = try await server.makeDatabase("functions")
    connection = try await Connection.open(
      ConnectionTarget(address.connectionString),
      settings: [
        "search_path": "pg_catalog, pg_temp", "TimeZone": "UTC", "understudy.parameter.secret": "from outside",
      ])
    try await connection.query("CREATE SCHEMA understudy")
    try await connection.query(
      """
      CREATE FUNCTION understudy.prf(key bytea, message bytea) RETURNS bytea LANGUAGE sql IMMUTABLE
      RETURN pg_catalog.sha256(key || message)
      """)
    try await connection.query(
      "CREATE FUNCTION understudy.as_of() RETURNS timestamptz LANGUAGE sql STABLE RETURN '2026-01-01 00:00:00+00'::timestamptz"
    )
  }

  /// The new values of some originals, in their order, as text.
  /// - Parameter type: the column's type as SQL text, where it is not the type's own.
  func masked(
    _ function: any MaskingFunction, _ originals: [String?], as type: ColumnType = .plainText, seed: Seed = .row,
    night: Int = 1
  ) async throws -> [String?] {
    try await create(function.supportFunctions)
    let values = originals.enumerated().map { number, original -> SQL in
      "(\(number), \(original.map { SQL.literal($0) } ?? "NULL")::\(raw: type.text))"
    }
    let result = try await connection.query(
      """
      SELECT s.id, (\(function.sql(Self.context(type))))::text, s.value::text
      FROM (SELECT v.id, v.value, \(Self.draws(seed, night)) FROM (VALUES \(values.joined())) AS v(id, value) OFFSET 0) AS s
      ORDER BY s.id
      """)
    return result.rows.map { $0[1] }
  }

  /// The new values of as many rows, each with the same original.
  func masked(_ function: any MaskingFunction, _ original: String, rows: Int) async throws -> [String] {
    try await create(function.supportFunctions)
    let result = try await connection.query(
      """
      SELECT (\(function.sql(Self.context(.plainText))))::text
      FROM (SELECT v.id, \(literal: original) AS value, \(Self.draws(.row, 1))
        FROM pg_catalog.generate_series(1, \(rows)) AS v(id) OFFSET 0) AS s
      ORDER BY s.id
      """)
    return result.rows.compactMap { $0[0] }
  }

  static func context(_ type: ColumnType) -> MaskContext {
    MaskContext(value: "s.value", type: type, draw: Draw(bits: "s.bits", digest: "s.digest", key: "s.key"))
  }

  static func draws(_ seed: Seed, _ night: Int) -> SQL {
    let source: SQL =
      switch seed {
      case .row: "v.id::text"
      case .link: "pg_catalog.lower(pg_catalog.btrim(v.value::text, E' \\t\\n\\r'))"
      }
    return """
      pg_catalog.hashtextextended(\(source), \(night)) AS bits, \
      pg_catalog.sha256(pg_catalog.convert_to('\(night)' || \(source), 'UTF8')) AS digest, \
      pg_catalog.sha256('key \(night)'::bytea) AS key
      """
  }

  func create(_ functions: [SupportFunction]) async throws {
    for function in functions {
      try await create(function.requires)
      try await connection.query(function.definition)
    }
  }
}

extension ColumnType {
  static func varchar(_ length: Int) -> ColumnType {
    ColumnType(text: "character varying(\(length))", baseName: "varchar", maximumLength: length)
  }

  static func named(_ name: String, isArray: Bool = false) -> ColumnType {
    ColumnType(text: name + (isArray ? "[]" : ""), baseName: name, isArray: isArray)
  }
}

extension Column {
  static func of(_ type: ColumnType, isNotNull: Bool = false) -> Column {
    Column(name: "c", type: type, isNotNull: isNotNull)
  }
}

/// A mask inside a value, drawn from what surrounds it.
func nested(_ function: any MaskingFunction) -> NestedMask {
  NestedMask(function: function, title: function.name, link: nil) { outer, _, salt in
    Draw(
      bits: "pg_catalog.hashtextextended(\(salt), \(outer.bits))",
      digest: "understudy.prf(\(outer.digest), pg_catalog.convert_to(\(salt), 'UTF8'))", key: outer.key)
  }
}

/// Any place.
let span = SourceFile(path: "rules.yaml", text: "x").span(0..<1)
