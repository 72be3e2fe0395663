internal import CLibPQ
internal import Foundation

/// Where to connect: a libpq connection string or URL, or nothing, which leaves everything to libpq's environment and
/// service files. Its description shows no password.
public struct ConnectionTarget: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// As the user gave it.
  let text: String
  /// Keywords that win over the text.
  private(set) var overrides: [String: String] = [:]

  public init(_ text: String = "") { self.text = text }

  /// The same server, another database.
  public func database(_ name: String) -> ConnectionTarget { with("dbname", name) }

  /// The same with one libpq keyword set, as in `user`.
  public func with(_ keyword: String, _ value: String) -> ConnectionTarget {
    var target = self
    target.overrides[keyword] = value
    return target
  }

  public var description: String { "connection target" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: [:]) }

  /// Keywords and values for libpq, in order; later ones win.
  ///
  /// `settings` become startup options, which no statement log, `pg_stat_activity` or `pg_stat_statements` shows.
  func parameters(settings: [String: String], applicationName: String, connectTimeout: Int) -> [(String, String)] {
    var result: [(String, String)] = [
      ("connect_timeout", String(connectTimeout)), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
      ("keepalives_count", "3"),
      // Keep-alives do not run while something that was sent is unacknowledged; the system alone would wait a quarter of an hour.
      ("tcp_user_timeout", "60000"),
    ]
    if !text.isEmpty { result.append(("dbname", text)) }
    for (keyword, value) in overrides.sorted(by: { $0.key < $1.key }) { result.append((keyword, value)) }
    result.append(("client_encoding", "UTF8"))
    result.append(("application_name", applicationName))
    if !settings.isEmpty {
      let own = settings.sorted { $0.key < $1.key }.map { "-c " + Self.escaped("\($0.key)=\($0.value)") }
      result.append(("options", ([givenOptions].filter { !$0.isEmpty } + own).joined(separator: " ")))
    }
    return result
  }

  /// The `options` that the text or the environment asks for already.
  private var givenOptions: String {
    if let given = overrides["options"] { return given }
    if text.contains("=") || text.contains("://"), let parsed = PQconninfoParse(text, nil) {
      defer { PQconninfoFree(parsed) }
      var option = parsed
      while let keyword = option.pointee.keyword {
        if String(cString: keyword) == "options", let value = option.pointee.val { return String(cString: value) }
        option += 1
      }
    }
    return ProcessInfo.processInfo.environment["PGOPTIONS"] ?? ""
  }

  /// A word of the startup options: blanks and backslashes are escaped.
  static func escaped(_ word: String) -> String {
    word.reduce(into: "") { result, character in
      if character == "\\" || character.isWhitespace { result.append("\\") }
      result.append(character)
    }
  }
}
