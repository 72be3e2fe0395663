internal import MaskingFunctions
internal import PostgresSyntax

/// What the masks of an application bring along.
struct MaskTexts {
  /// The SQL functions that they call, each once, what it requires before it.
  let definitions: [SQL]
  /// The words that their replacements are made of, in lower case, sorted, between blanks.
  let vocabulary: String

  init(of application: ResolvedApplication) {
    var seen: Set<String> = []
    var definitions: [SQL] = []
    var words: Set<String> = []
    func add(_ text: String) {
      words.formUnion(text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 2 }.map(String.init))
    }
    func add(_ function: SupportFunction) {
      guard seen.insert(function.name).inserted else { return }
      function.requires.forEach(add)
      function.pool.forEach(add)
      definitions.append(function.definition)
    }
    for column in application.tables.flatMap(\.columns) {
      guard case .mask(let mask) = column.decision else { continue }
      mask.function.supportFunctions.forEach(add)
      mask.function.literals.forEach(add)
    }
    self.definitions = definitions
    vocabulary = words.sorted().joined(separator: " ")
  }
}
