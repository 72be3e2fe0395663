/// What a statement answered, in text form.
public struct QueryResult: Sendable, Equatable {
  public var columns: [String] = []
  /// Row by row; nil is NULL.
  public var rows: [[String?]] = []
  /// The command tag, as in `COMMIT` or `UPDATE 1`.
  public var tag = ""

  public init() {}

  /// The rows that an INSERT, UPDATE or DELETE touched.
  public var affectedRows: Int { tag.split(separator: " ").last.flatMap { Int($0) } ?? 0 }
  /// The first column of the first row.
  public var scalar: String? { rows.first?.first ?? nil }
}
