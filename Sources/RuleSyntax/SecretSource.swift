/// Where a value comes from that must never stand in a file under version control.
public enum SecretSource: Sendable, Hashable {
  case environment(String)
  /// Relative to the file that names it.
  case file(String)
}

extension Findings {
  /// `{ env: NAME }` or `{ file: PATH }`.
  func secret(_ node: RuleNode, of what: String) -> SecretSource? {
    guard var keys = keys(node, of: what, help: "write `{ env: NAME }` or `{ file: PATH }`") else { return nil }
    let entry = keys.takeOne(of: ["env", "file"])
    keys.finish()
    guard let entry, let text = filledText(entry.value, "`\(entry.key.value)`") else { return nil }
    return entry.key.value == "env" ? .environment(text.value) : .file(text.value)
  }
}
