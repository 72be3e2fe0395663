internal import Diagnostics
internal import RuleSyntax

extension RuleNode {
  /// The place of a scalar's text from a character on, counted from 1 as parsers count.
  func span(ofCharacter position: Int) -> SourceSpan {
    guard let text else { return span }
    let characters = text.unicodeScalars
    let offset = characters.prefix(max(0, position - 1)).reduce(0) { $0 + UTF8.width($1) }
    return span(ofTextFrom: min(offset, max(0, text.utf8.count - 1)))
  }
}
