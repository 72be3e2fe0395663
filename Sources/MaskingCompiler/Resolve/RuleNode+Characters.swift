internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

extension RuleNode {
  /// The place of a scalar's text from a character on, counted from 1 as parsers count.
  func span(ofCharacter position: Int) -> SourceSpan {
    guard let text else { return span }
    let characters = text.unicodeScalars
    let offset = characters.prefix(max(0, position - 1)).reduce(0) { $0 + UTF8.width($1) }
    return span(ofTextFrom: min(offset, max(0, text.utf8.count - 1)))
  }

  /// The place of a name that the parser found in a scalar's text.
  func span(of name: ParsedName) -> SourceSpan { span(ofTextRange: name.offset..<name.offset + name.name.utf8.count) }
}
