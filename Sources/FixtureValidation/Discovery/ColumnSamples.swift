internal import DatabaseCatalog
internal import Foundation
internal import PostgresClient
internal import PostgresSyntax
internal import RuleSyntax
internal import Synchronization

/// What some of a column's values look like; the values themselves are forgotten.
struct ColumnSample: Equatable {
  /// Values that were looked at, neither NULL nor blank.
  var values = 0
  var distinct = 0
  /// The form that most of them have, check digits included.
  var form: ValueForm?
  /// Words, on average: texts that people write have many.
  var averageWords = 0.0
  /// Of a JSON document: paths to its leaves, as rules write them.
  var paths: [String] = []

  /// Few values that come again and again: a state, a kind.
  var isEnumeration: Bool { values >= 20 && distinct <= max(3, values / 10) && averageWords < 3 }
}

/// Reads samples in a transaction that may not write.
struct SampleReader {
  static let rows = 500
  let connection: Connection

  /// Samples of each column of a table whose values can be looked at.
  func samples(of relation: Relation) async throws -> [Identifier: ColumnSample] {
    let columns = relation.columns.filter { Self.isReadable($0.type) }
    guard !columns.isEmpty else { return [:] }
    let list = columns.map { "pg_catalog.left(s.\($0.name)::pg_catalog.text, 4000)" as SQL }.joined()
    let collected = Mutex<[[String?]]>([])
    try await connection.copyOut(
      "COPY (SELECT \(list) FROM \(relation.name) AS s LIMIT \(Self.rows)) TO STDOUT"
    ) { line in collected.withLock { $0.append(CopyText.fields(line)) } }
    let rows = collected.withLock { $0 }
    return Dictionary(
      columns.enumerated().map { index, column in
        (column.name, Self.sample(rows.compactMap { $0[index] }, type: column.type))
      }
    ) { first, _ in first }
  }

  private static func isReadable(_ type: ColumnType) -> Bool {
    type.isText || ["json", "jsonb"].contains(type.baseName) && !type.isArray
  }

  private static let forms: [ValueForm] = [.email, .iban, .creditCard, .uuid, .ip, .mac, .url]

  private static func sample(_ all: [String], type: ColumnType) -> ColumnSample {
    let values = all.filter { $0.contains { !$0.isWhitespace } }
    var sample = ColumnSample()
    sample.values = values.count
    guard !values.isEmpty else { return sample }
    if !type.isText {
      let documents = values.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) }
      sample.paths = Set(documents.flatMap { paths(in: $0, at: "$") }).sorted()
      return sample
    }
    sample.distinct = Set(values).count
    sample.averageWords =
      Double(values.reduce(0) { $0 + $1.split(whereSeparator: \.isWhitespace).count }) / Double(values.count)
    sample.form = forms.first { form in
      values.count { form.accepts($0.trimmingCharacters(in: .whitespaces)) } * 10 >= values.count * 8
    }
    return sample
  }

  /// Paths to leaves. A key that does not look like a name is data: all keys beside it are `*`.
  private static func paths(in value: Any, at path: String, depth: Int = 0) -> [String] {
    guard depth < 8 else { return [] }
    if let object = value as? [String: Any] {
      let isDictionary = object.keys.contains { $0.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_\-]{0,40}/) == nil }
      return object.flatMap { key, inner in
        paths(in: inner, at: isDictionary ? "\(path).*" : "\(path).\(key)", depth: depth + 1)
      }
    }
    if let list = value as? [Any] {
      return list.prefix(20).flatMap { paths(in: $0, at: "\(path)[*]", depth: depth + 1) }
    }
    return [path]
  }
}
