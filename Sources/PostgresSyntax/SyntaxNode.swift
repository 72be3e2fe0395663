internal import CPgQuery
internal import Foundation

/// The raw parse tree, as libpg_query prints it.
enum SyntaxNode {
  typealias Object = [String: Any]

  /// The statements of a text: objects with the keys `stmt`, `stmt_location`, `stmt_len`.
  static func statements(_ text: String) throws(SQLSyntaxError) -> [Object] {
    guard !text.utf8.contains(0) else { throw SQLSyntaxError(position: 1, reason: "the text holds a NUL character") }
    let result = pg_query_parse(text)
    defer { pg_query_free_parse_result(result) }
    if let error = result.error {
      throw SQLSyntaxError(position: max(1, Int(error.pointee.cursorpos)), reason: "PostgreSQL's grammar stops here")
    }
    return (json(result.parse_tree) as? Object)?["stmts"] as? [Object] ?? []
  }

  /// The functions of a `CREATE FUNCTION … LANGUAGE plpgsql`; nil where the parser gives up.
  static func functions(_ text: String) -> [Object]? {
    guard !text.utf8.contains(0) else { return nil }
    let result = pg_query_parse_plpgsql(text)
    defer { pg_query_free_plpgsql_parse_result(result) }
    return result.error == nil ? json(result.plpgsql_funcs) as? [Object] : nil
  }

  private static func json(_ text: UnsafeMutablePointer<CChar>?) -> Any? {
    guard let text else { return nil }
    return try? JSONSerialization.jsonObject(with: Data(bytes: text, count: strlen(text)), options: .fragmentsAllowed)
  }

  /// A node that is a String.
  static func string(_ node: Any?) -> String? {
    ((node as? Object)?["String"] as? Object)?["sval"] as? String
  }

  /// The kind and the fields of a node.
  static func parts(_ node: Any?) -> (kind: String, fields: Object)? {
    guard let object = node as? Object, object.count == 1, let (kind, value) = object.first,
      let fields = value as? Object
    else { return nil }
    return (kind, fields)
  }

  /// Every node of a kind, at any depth, in no order.
  static func all(_ kind: String, in node: Any) -> [Object] {
    if let list = node as? [Any] { return list.flatMap { all(kind, in: $0) } }
    guard let object = node as? Object else { return [] }
    return object.flatMap { key, value in
      (key == kind ? [value as? Object].compactMap(\.self) : []) + all(kind, in: value)
    }
  }
}
