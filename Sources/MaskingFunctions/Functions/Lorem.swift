internal import DatabaseCatalog
internal import PostgresSyntax

/// `lorem`: text that everyone knows for a filler.
struct Lorem: TextFunction {
  static let name = "lorem"
  static let manual = Manual(
    summary: "Puts sentences of Lorem ipsum in the place of a text.",
    discussion: """
      Of 32 sentences from Cicero's words of 45 BC, which nobody owns; they have nothing to do with the original. scrub makes \
      words that are nobody's name in any language, and can keep lengths.
      """,
    parameters: [
      .init("sentences", "integer, sentences", default: "3", "the most that are made, 1 to 3"), Limit.parameter,
    ],
    example: "description: { mask: lorem, sentences: 2 }")

  private let sentences: Int
  private let limit: Limit

  init(_ arguments: inout ArgumentReader) {
    sentences = arguments.integer("sentences", in: 1...3) ?? 3
    limit = Limit(&arguments)
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { limit.size(of: Self.pool) }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  private var natural: Int { sentences * (Self.pool.longest + 1) - 1 }
  var longest: Int? { limit.longest(natural) }
  func widthHelp(room: Int) -> String? { Limit.help(room: room) }
  var textFunctions: [SupportFunction] { [Self.sentence] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    let more = (1..<sentences).map { number -> SQL in
      """
       || CASE WHEN (\(draw.bits) >> 48 & 32767) % \(sentences) >= \(number) \
      THEN ' ' || \(Self.sentence.call("\(draw.bits) >> \(number * 16)")) ELSE '' END
      """
    }
    return limit.cut(Self.sentence.call(draw.bits) + more.joined(separator: ""), longest: natural)
  }

  private static let sentence = SupportFunction.pick("lorem", from: pool)

  private static let pool = """
    Lorem ipsum dolor sit amet consectetur adipiscing elit.
    Sed do eiusmod tempor incididunt ut labore.
    Et dolore magna aliqua ut enim.
    Ad minim veniam quis nostrud exercitation.
    Ullamco laboris nisi ut aliquip ex ea commodo.
    Duis aute irure dolor in reprehenderit.
    In voluptate velit esse cillum dolore.
    Eu fugiat nulla pariatur excepteur sint.
    Occaecat cupidatat non proident sunt in culpa.
    Qui officia deserunt mollit anim id est laborum.
    Sed ut perspiciatis unde omnis iste natus.
    Error sit voluptatem accusantium doloremque.
    Totam rem aperiam eaque ipsa quae ab illo.
    Inventore veritatis et quasi architecto beatae.
    Vitae dicta sunt explicabo nemo enim ipsam.
    Voluptatem quia voluptas sit aspernatur.
    Aut odit aut fugit sed quia consequuntur.
    Magni dolores eos qui ratione voluptatem.
    Sequi nesciunt neque porro quisquam est.
    Qui dolorem ipsum quia dolor sit amet.
    Consectetur adipisci velit sed quia non.
    Numquam eius modi tempora incidunt ut labore.
    Et dolore magnam aliquam quaerat voluptatem.
    Ut enim ad minima veniam quis nostrum.
    Exercitationem ullam corporis suscipit.
    Laboriosam nisi ut aliquid ex ea commodi.
    Consequatur quis autem vel eum iure.
    Reprehenderit qui in ea voluptate velit esse.
    Quam nihil molestiae consequatur vel illum.
    Qui dolorem eum fugiat quo voluptas nulla.
    At vero eos et accusamus et iusto odio.
    Dignissimos ducimus qui blanditiis praesentium.
    """.split(separator: "\n").map(String.init)
}
