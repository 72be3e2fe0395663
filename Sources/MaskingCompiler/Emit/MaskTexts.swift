internal import MaskingFunctions
internal import PostgresSyntax

/// What the masks of an application bring along.
struct MaskTexts {
  /// The SQL functions that they call, each once, what it requires before it.
  let definitions: [SQL]
  /// The words that their replacements are made of, in lower case, sorted, between blanks.
  let vocabulary: String

  init(of application: ResolvedApplication) {
    var words: Set<String> = []
    func add(_ text: String) {
      words.formUnion(text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 2 }.map(String.init))
    }
    let masks = application.tables.flatMap(\.columns).compactMap(\.mask)
    let functions = Self.inOrder(masks.flatMap(\.function.supportFunctions))
    functions.flatMap(\.pool).forEach(add)
    masks.flatMap(\.function.literals).forEach(add)
    definitions = functions.map(\.definition)
    vocabulary = words.sorted().joined(separator: " ")
  }

  /// Each function once, what it requires before it.
  static func inOrder(_ functions: [SupportFunction]) -> [SupportFunction] {
    var seen: Set<String> = []
    var ordered: [SupportFunction] = []
    func add(_ function: SupportFunction) {
      guard seen.insert(function.name).inserted else { return }
      function.requires.forEach(add)
      ordered.append(function)
    }
    functions.forEach(add)
    return ordered
  }
}
