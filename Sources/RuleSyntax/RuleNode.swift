public import Diagnostics

/// A YAML value that keeps its place. A scalar's type comes from its place in the language, never from YAML's guess.
public struct RuleNode: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    /// The text, and whether it was quoted or a block: then it is never a keyword.
    case scalar(String, isQuoted: Bool)
    case sequence([RuleNode])
    case mapping([Entry])
  }

  public struct Entry: Sendable, Hashable {
    public let key: Spanned<String>
    public let value: RuleNode

    public init(key: Spanned<String>, value: RuleNode) {
      self.key = key
      self.value = value
    }
  }

  public let content: Content
  public let span: SourceSpan
  /// For scalars: the UTF-8 offset in the file of each UTF-8 byte of the text, where they differ from a plain run.
  let textOffsets: [Int]?

  public init(_ content: Content, span: SourceSpan, textOffsets: [Int]? = nil) {
    self.content = content
    self.span = span
    self.textOffsets = textOffsets
  }
}

/// A value and its place.
public struct Spanned<Value: Sendable & Hashable>: Sendable, Hashable {
  public let value: Value
  public let span: SourceSpan

  public init(_ value: Value, at span: SourceSpan) {
    self.value = value
    self.span = span
  }
}
