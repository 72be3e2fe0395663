internal import Diagnostics
internal import RuleSyntax

extension RuleNode {
  /// The place of a character of a scalar's text, counted from 1 as parsers count.
  func span(ofCharacter position: Int) -> SourceSpan { span }
}
