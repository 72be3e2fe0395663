/// Finds what somebody probably meant.
public enum Spelling {
  /// The candidate nearest to a word that is not among them, or nil where none is near enough to suggest.
  ///
  /// Near means: at most a third of the word's letters differ, at least one may. Letter case and `-` for `_` count
  /// nothing. Of equally near candidates the first one wins.
  public static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = normalized(word)
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let found = distance(wanted, normalized(candidate), limit: limit)
      guard found <= limit, found < best?.distance ?? Int.max else { continue }
      best = (found, candidate)
    }
    return best?.candidate
  }

  /// `did you mean rows?`, or nil where nothing is near.
  public static func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    closest(to: word, among: candidates).map { "did you mean `\($0)`?" }
  }

  private static func normalized(_ word: String) -> [Unicode.Scalar] {
    word.lowercased().unicodeScalars.map { $0 == "-" ? "_" : $0 }
  }

  /// The number of letters to insert, remove, replace or swap with their neighbour; anything beyond `limit` is
  /// `limit + 1`.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      for column in 1...right.count {
        let isSame = left[row - 1] == right[column - 1]
        var cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          cost = min(cost, beforePrevious[column - 2] + 1)
        }
        current.append(cost)
      }
      if current.allSatisfy({ $0 > limit }) { return limit + 1 }
      (beforePrevious, previous) = (previous, current)
    }
    return min(previous[right.count], limit + 1)
  }
}
