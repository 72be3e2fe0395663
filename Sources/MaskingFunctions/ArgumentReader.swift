public import Diagnostics

/// An argument's value as the rule file has it: text whose type its place decides, or a list of such.
public indirect enum ArgumentValue: Sendable, Hashable {
  case text(String)
  case list([SpannedArgument])
  /// A mapping, or a list of something else: no function takes it.
  case other
}

/// A value inside a list, with its place.
public struct SpannedArgument: Sendable, Hashable {
  public let value: ArgumentValue
  public let span: SourceSpan

  public init(_ value: ArgumentValue, at span: SourceSpan) {
    self.value = value
    self.span = span
  }
}

/// A text and the places of its parts.
public struct PlacedText: Sendable {
  public let text: String
  /// Of a range of its UTF-8 bytes.
  public let place: @Sendable (Range<Int>) -> SourceSpan
}

/// A named argument of a mask.
public struct MaskArgument: Sendable {
  public let name: String
  public let nameSpan: SourceSpan
  public let value: ArgumentValue
  public let span: SourceSpan
  private let textPlace: (@Sendable (Range<Int>) -> SourceSpan)?

  /// - Parameter textPlace: the place of a range of UTF-8 bytes of the value, where it is a text.
  public init(
    name: String, nameSpan: SourceSpan, value: ArgumentValue, span: SourceSpan,
    textPlace: (@Sendable (Range<Int>) -> SourceSpan)? = nil
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.value = value
    self.span = span
    self.textPlace = textPlace
  }

  /// The value as a text.
  func placed(_ text: String) -> PlacedText {
    let span = span
    return PlacedText(text: text, place: textPlace ?? { _ in span })
  }
}

/// Hands a function its arguments and collects what is wrong with them.
public struct ArgumentReader {
  /// Of the function's name, where an argument is missing.
  public let functionSpan: SourceSpan
  public let function: String
  public private(set) var diagnostics: [Diagnostic] = []
  private var rest: [MaskArgument]
  private var asked: [String] = []

  public init(function: String, at span: SourceSpan, arguments: [MaskArgument]) {
    self.function = function
    functionSpan = span
    rest = arguments
  }

  /// An optional text; nil where it is not given.
  public mutating func text(_ name: String) -> String? {
    guard let argument = take(name) else { return nil }
    guard case .text(let text) = argument.value else {
      refuse(argument, "has to be a single value")
      return nil
    }
    return text
  }

  /// A text that must be given, with its places; nil where it is missing or none, which is reported.
  public mutating func placedText(_ name: String) -> PlacedText? {
    guard let argument = take(name) else {
      missing(name)
      return nil
    }
    guard case .text(let text) = argument.value else {
      refuse(argument, "has to be a single value")
      return nil
    }
    return argument.placed(text)
  }

  /// A text that must be given; a missing one is reported and read as empty.
  public mutating func requiredText(_ name: String) -> String {
    if let text = text(name) { return text }
    missing(name)
    return ""
  }

  /// An optional whole number within a range.
  public mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let argument = take(name) else { return nil }
    guard case .text(let text) = argument.value, let number = Int(text), range.contains(number) else {
      refuse(argument, "has to be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  /// A whole number that must be given; a missing one is reported and read as the range's lower bound.
  public mutating func requiredInteger(_ name: String, in range: ClosedRange<Int>) -> Int {
    let isGiven = rest.contains { $0.name == name }
    if let number = integer(name, in: range) { return number }
    if !isGiven { missing(name) }
    return range.lowerBound
  }

  /// `true` or `false`; nothing else.
  public mutating func boolean(_ name: String) -> Bool? {
    guard let argument = take(name) else { return nil }
    switch argument.value {
    case .text("true"): return true
    case .text("false"): return false
    case .text, .list, .other:
      refuse(argument, "has to be true or false")
      return nil
    }
  }

  /// A list of texts.
  public mutating func texts(_ name: String) -> [String]? {
    guard let argument = take(name) else { return nil }
    guard case .list(let items) = argument.value else {
      refuse(argument, "has to be a list")
      return nil
    }
    return items.compactMap { item in
      guard case .text(let text) = item.value else {
        diagnostics.append(
          Diagnostic("mask-argument", "\(name) of \(function) has to be a list of single values", at: item.span))
        return nil
      }
      return text
    }
  }

  /// A list of texts that must be given; a missing one is reported and read as empty.
  public mutating func requiredTexts(_ name: String) -> [String] {
    let isGiven = rest.contains { $0.name == name }
    if let texts = texts(name) { return texts }
    if !isGiven { missing(name) }
    return []
  }

  /// One of some words.
  public mutating func choice(_ name: String, of words: [String]) -> String? {
    guard let argument = take(name) else { return nil }
    guard case .text(let text) = argument.value, words.contains(text) else {
      let nearest: String? =
        if case .text(let text) = argument.value { Spelling.suggestion(for: text, among: words) } else { nil }
      refuse(argument, "has to be one of \(words.joined(separator: ", "))", help: nearest)
      return nil
    }
    return text
  }

  /// One of some words, which must be given; a missing one is reported and read as the first.
  public mutating func requiredChoice(_ name: String, of words: [String]) -> String {
    let isGiven = rest.contains { $0.name == name }
    if let word = choice(name, of: words) { return word }
    if !isGiven { missing(name) }
    return words.first ?? ""
  }

  /// Says that what was read does not go together.
  /// - Parameter span: nil: the function's name.
  public mutating func report(_ message: String, at span: SourceSpan? = nil, help: String? = nil) {
    diagnostics.append(Diagnostic("mask-argument", message, at: span ?? functionSpan, help: help))
  }

  /// Reports every argument that nobody asked for.
  public mutating func finish() {
    for argument in rest {
      let help =
        asked.isEmpty
        ? "\(function) takes no arguments"
        : Spelling.suggestion(for: argument.name, among: asked)
          ?? "\(function) takes \(asked.joined(separator: ", "))"
      diagnostics.append(
        Diagnostic(
          "mask-argument", "\(function) has no argument \(argument.name)", at: argument.nameSpan, help: help))
    }
    rest = []
  }

  private mutating func take(_ name: String) -> MaskArgument? {
    if !asked.contains(name) { asked.append(name) }
    guard let index = rest.firstIndex(where: { $0.name == name }) else { return nil }
    return rest.remove(at: index)
  }

  private mutating func refuse(_ argument: MaskArgument, _ reason: String, help: String? = nil) {
    diagnostics.append(
      Diagnostic("mask-argument", "\(argument.name) of \(function) \(reason)", at: argument.span, help: help))
  }

  private mutating func missing(_ name: String) {
    diagnostics.append(
      Diagnostic(
        "mask-argument", "\(function) needs the argument \(name)", at: functionSpan,
        help: "see `understudy functions \(function)`"))
  }
}
