internal import Diagnostics
internal import Yams

/// Composes a file's one document and turns it into nodes with spans, refusing what the rule language does not have.
struct YAMLComposer {
  private let source: YAMLText
  private var diagnostics: [Diagnostic] = []
  /// Keys that had to be renamed so that Yams reads on after a duplicate, by their offset.
  private var renamed: [Int: String] = [:]

  /// Places of nodes that were refused and are not in the document as they were written.
  private var refused: [SourceSpan] = []

  struct Composition {
    /// Nil where the text is no YAML.
    let root: RuleNode?
    let diagnostics: [Diagnostic]
    let refused: [SourceSpan]
  }

  static func compose(_ file: SourceFile) -> Composition {
    var composer = YAMLComposer(source: YAMLText(file))
    let root = composer.compose()
    return Composition(root: root, diagnostics: composer.diagnostics, refused: composer.refused)
  }

  private init(source: YAMLText) {
    self.source = source
  }

  private mutating func compose() -> RuleNode? {
    diagnostics = source.refusedCharacters()
    guard diagnostics.isEmpty else { return nil }
    do {
      guard let root = try read() else { return .init(.mapping([]), span: source.file.span(0..<0)) }
      let node = convert(root)
      if node.text == "", node.span.start == node.span.end { return .init(.mapping([]), span: node.span) }
      return node
    } catch let error as YamlError {
      diagnostics.append(diagnostic(error))
    } catch {
      diagnostics.append(Diagnostic("yaml-syntax", "this is not YAML", at: source.character(at: 0)))
    }
    return nil
  }

  /// Reads again with the first of two equal keys renamed, since Yams stops at a duplicate and names one place only.
  private mutating func read() throws -> Node? {
    var bytes = Array(source.bytes[source.start...])
    // Places in the source and by how much they moved in `bytes`.
    var shifts = [(offset: -1, by: -source.start)]
    while true {
      do {
        return try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self), .basic)
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        let offset = source.offset(line: context.mark.line, column: context.mark.column)
        let isQuoted = source[offset] == UInt8(ascii: "'") || source[offset] == UInt8(ascii: "\"")
        let place = isQuoted ? offset + 1 : offset
        guard let name = names.first, renamed.count < 50, renamed[offset] == nil,
          isQuoted ? source[place] != source[offset] : name.utf8.first == source[place],
          let mark = Unicode.Scalar(0xF0000 + UInt32(renamed.count))
        else { throw YamlError.duplicatedKeysInMapping(duplicates: names, context: context) }
        renamed[offset] = name
        let shifted = place + shifts.filter { $0.offset < place }.map(\.by).reduce(0, +)
        let old = source.next(place) - place
        bytes.replaceSubrange(shifted..<shifted + old, with: Array(String(Character(mark)).utf8))
        shifts.append((place, 4 - old))
      }
    }
  }

  private func diagnostic(_ error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      return syntax(problem, mark, context)
    case .composer(let context, let problem, let mark, _):
      if problem.contains("another document") {
        return Diagnostic(
          "yaml-several-documents", "a rule file is one YAML document, and here a second one starts",
          at: place(mark), help: "put it into a file of its own")
      }
      if problem.contains("alias") { return Self.alias(at: place(mark)) }
      return syntax(problem, mark, context)
    case .reader(let problem, _, _, _):
      return Diagnostic("yaml-syntax", "this is not YAML: \(problem)", at: source.character(at: 0))
    case .duplicatedKeysInMapping(_, let context):
      return Diagnostic(
        "duplicate-key", "a key stands here twice", at: place(context.mark), help: "remove one of them")
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return Diagnostic("yaml-syntax", "this is not YAML", at: source.character(at: 0))
    }
  }

  private func syntax(_ problem: String, _ mark: Mark, _ context: YamlError.Context?) -> Diagnostic {
    var notes: [Diagnostic.Note] = []
    if let context, !context.text.isEmpty {
      let start = place(context.mark)
      notes = [Diagnostic.Note(context.text, at: start == place(mark) ? nil : start)]
    }
    return Diagnostic(
      "yaml-syntax", "this is not YAML: \(problem)", at: place(mark), notes: notes,
      help: "look at the indentation, and put texts with `: `, ` #` or brackets in quotes")
  }

  private func place(_ mark: Mark) -> SourceSpan {
    source.character(at: source.offset(line: mark.line, column: mark.column))
  }

  private static func alias(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "yaml-alias", "anchors and aliases have no place in a rule file", at: span,
      help: "write the value out, or give it a name under `links:`")
  }
}

// MARK: Nodes

extension YAMLComposer {
  private mutating func convert(_ node: Node) -> RuleNode {
    let start = node.mark.map { source.offset(line: $0.line, column: $0.column) } ?? 0
    if let refusal = properties(at: start) {
      if !diagnostics.contains(refusal) { diagnostics.append(refusal) }
      // What an anchor names may be repeated a thousandfold by its aliases: it is not entered.
      return placeholder(at: start)
    }
    switch node {
    case .scalar(let scalar): return convert(scalar, start)
    case .sequence(let sequence):
      let nodes = sequence.map { convert($0) }
      return RuleNode(.sequence(nodes), span: span(from: start, over: nodes.map(\.span)))
    case .mapping(let mapping): return convert(mapping, start)
    case .alias:
      diagnostics.append(Self.alias(at: source.character(at: start)))
      return placeholder(at: start)
    }
  }

  private mutating func placeholder(at start: Int) -> RuleNode {
    let span = source.character(at: start)
    refused.append(span)
    return RuleNode(.scalar("", isQuoted: true), span: span)
  }

  /// A node that starts with an anchor or a tag.
  private func properties(at start: Int) -> Diagnostic? {
    switch source[start] {
    case UInt8(ascii: "&"), UInt8(ascii: "*"): Self.alias(at: word(at: start))
    case UInt8(ascii: "!"):
      Diagnostic(
        "yaml-tag", "tags have no place in a rule file", at: word(at: start),
        help: "remove it: what a value is follows from its place")
    default: nil
    }
  }

  private func word(at start: Int) -> SourceSpan {
    var end = start
    while end < source.bytes.count, !" ,]}\n\r".utf8.contains(source[end]) { end = source.next(end) }
    return source.file.span(start..<end)
  }

  private mutating func convert(_ mapping: Node.Mapping, _ start: Int) -> RuleNode {
    var entries: [RuleNode.Entry] = []
    var places: [String: SourceSpan] = [:]
    var spans: [SourceSpan] = []
    for (keyNode, valueNode) in mapping {
      let key = convert(keyNode)
      let value = convert(valueNode)
      spans += [key.span, value.span]
      guard case .scalar(let written, let isQuoted) = key.content else {
        diagnostics.append(
          Diagnostic(
            "yaml-key", "a key has to be a single text", at: key.span,
            help: "`{ … }` and `[ … ]` after a colon need a key before it"))
        continue
      }
      let name = renamed[key.span.start.offset] ?? written
      if name == "<<", !isQuoted {
        diagnostics.append(
          Diagnostic(
            "yaml-merge-key", "merge keys have no place in a rule file", at: key.span, help: "write the keys out"))
        continue
      }
      if let first = places[name] {
        diagnostics.append(
          Diagnostic(
            "duplicate-key", "the key `\(name)` stands here twice", at: key.span,
            notes: [Diagnostic.Note("the first one is here", at: first)], help: "remove one of them"))
        continue
      }
      places[name] = key.span
      entries.append(RuleNode.Entry(key: Spanned(name, at: key.span), value: value))
    }
    return RuleNode(.mapping(entries), span: span(from: start, over: spans))
  }

  private func convert(_ scalar: Node.Scalar, _ start: Int) -> RuleNode {
    let style: ScalarPlaces.Style =
      switch scalar.style {
      case .any, .plain: .plain
      case .singleQuoted: .singleQuoted
      case .doubleQuoted: .doubleQuoted
      case .literal, .folded: .block
      }
    // A renamed key is as long as it was, in characters.
    let text = renamed[start] ?? scalar.string
    let places = ScalarPlaces(source, text: text, style: style, start: start)
    let isQuoted = style != .plain
    let isSimple = style != .block && places.isRun
    return RuleNode(
      .scalar(text, isQuoted: isQuoted), span: source.file.span(start..<max(start, places.end)),
      textPlaces: isSimple ? nil : places.offsets?.map { source.file.position(at: $0) })
  }

  /// From a collection's first character to its closing bracket, or to the end of its last value.
  private func span(from start: Int, over parts: [SourceSpan]) -> SourceSpan {
    var end = parts.map(\.end.offset).max() ?? start
    let closing: UInt8
    switch source[start] {
    case UInt8(ascii: "{"): closing = UInt8(ascii: "}")
    case UInt8(ascii: "["): closing = UInt8(ascii: "]")
    default: return source.file.span(start..<max(start, end))
    }
    end = max(end, start + 1)
    while end < source.bytes.count, source[end] != closing {
      if source[end] == UInt8(ascii: "#") {
        while end < source.bytes.count, source.breakWidth(at: end) == 0 { end += 1 }
      } else {
        end += 1
      }
    }
    return source.file.span(start..<min(end + 1, source.bytes.count))
  }
}
