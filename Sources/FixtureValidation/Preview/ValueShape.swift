/// What a value looks like, without the value: `A****@***.com`, `+99 9999 999999`.
///
/// The first letter of each word is `A` or `a`, the others are `*`, digits are `9`; what is neither stays, since it is the
/// form. At most 60 characters.
enum ValueShape {
  static let mostCharacters = 60

  /// Endings that say nothing of whose address it is.
  private static let endings: Set<Substring> = ["com", "org", "net", "example", "invalid", "test"]

  static func of(_ value: String) -> String {
    var shape = ""
    var isInWord = false
    for character in value.prefix(mostCharacters) {
      if character.isLetter {
        shape.append(isInWord ? "*" : character.isUppercase ? "A" : "a")
        isInWord = true
      } else if character.isNumber {
        shape.append("9")
        isInWord = true
      } else {
        shape.append(character.isNewline ? " " : character)
        isInWord = false
      }
    }
    if let at = value.lastIndex(of: "@"), value.count <= mostCharacters, !value.contains(where: \.isWhitespace),
      let dot = value.lastIndex(of: "."), at < dot
    {
      let local = shape.prefix(value.distance(from: value.startIndex, to: at))
      let domain = value[value.index(after: at)..<dot].count
      let ending = value[value.index(after: dot)...]
      return local + "@" + String(repeating: "*", count: domain) + "." + (endings.contains(ending) ? ending : "***")
    }
    return value.count > mostCharacters ? shape + "…" : shape
  }
}
