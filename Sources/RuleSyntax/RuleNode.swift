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
  /// For scalars whose text is not simply what stands between the span's ends or between its quotes: the place of each
  /// UTF-8 byte of the text, and of its end.
  let textPlaces: [SourcePosition]?

  public init(_ content: Content, span: SourceSpan) {
    self.init(content, span: span, textPlaces: nil)
  }

  init(_ content: Content, span: SourceSpan, textPlaces: [SourcePosition]?) {
    self.content = content
    self.span = span
    self.textPlaces = textPlaces
  }

  /// A scalar's text.
  public var text: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  /// The place of a part of a scalar's text, so that an error inside an expression can be pointed at.
  ///
  /// - Parameter range: UTF-8 offsets in the text; clamped to it.
  /// - Returns: the part's place in the file, through escapes, quotes and folded lines; the node's own span where the
  ///   node is no scalar.
  public func span(ofTextRange range: Range<Int>) -> SourceSpan {
    guard case .scalar(let text, let isQuoted) = content else { return span }
    let start = place(of: range.lowerBound, in: text, isQuoted)
    let end = place(of: range.upperBound, in: text, isQuoted)
    return SourceSpan(file: span.file, start: start, end: max(start, end))
  }

  /// The place of a scalar's text from an offset on: the whole rest of it.
  public func span(ofTextFrom offset: Int) -> SourceSpan {
    span(ofTextRange: offset..<max(offset, text?.utf8.count ?? 0))
  }

  private func place(of offset: Int, in text: String, _ isQuoted: Bool) -> SourcePosition {
    let clamped = max(0, min(offset, text.utf8.count))
    if let textPlaces, clamped < textPlaces.count { return textPlaces[clamped] }
    let quote = isQuoted ? 1 : 0
    let end = text.utf8.index(text.startIndex, offsetBy: clamped)
    return SourcePosition(
      offset: span.start.offset + quote + clamped, line: span.start.line,
      column: span.start.column + quote + text[..<end].unicodeScalars.count)
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
