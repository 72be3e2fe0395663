internal import DatabaseCatalog
internal import PostgresSyntax

/// `phone`: a number that nobody answers.
struct Phone: TextFunction {
  static let name = "phone"
  static let manual = Manual(
    summary: "Puts a telephone number in the original's place that regulators keep for films and books.",
    discussion: """
      GB: Ofcom's numbers for drama. US, CA: 555-0100 to 555-0199. DE: Bundesnetzagentur, Mitteilung 148/2021. FR: the \
      six blocks that Arcep keeps for works of fiction. AU: ACMA's numbers for creative works. SE: PTS's reserved \
      numbers. Other countries keep none, so there is no pool for them: take one of these.
      """,
    parameters: [
      .init("country", "text, one of AU CA DE FR GB SE US", default: nil, "ISO 3166 code"),
      .init("spaces", "true or false", default: "true", "+44 7700 900123, or +447700900123"),
    ],
    example: "phone: { mask: phone, country: GB }")

  private let plan: FictionNumbers
  private let hasSpaces: Bool

  init(_ arguments: inout ArgumentReader) {
    let countries = FictionNumbers.all.map(\.country)
    let country = arguments.requiredChoice("country", of: countries)
    plan = FictionNumbers.all.first { $0.country == country } ?? FictionNumbers.all[0]
    hasSpaces = arguments.boolean("spaces") ?? true
  }

  var knowledge: Knowledge { .nothing }
  func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  var neverReturnsOriginal: Bool { false }
  var poolSize: Int? { plan.count }
  var fingerprint: FingerprintKind? { .phone }
  var draw: DrawKind { .bits }
  var canBeLinked: Bool { true }
  var longest: Int? { plan.longest(hasSpaces: hasSpaces) }
  func widthHelp(room: Int) -> String? { hasSpaces ? "add `spaces: false`" : nil }
  var textFunctions: [SupportFunction] { [.phone(plan)] }

  func text(_ value: SQL, _ draw: Draw) -> SQL {
    let number = SupportFunction.phone(plan).call(draw.bits)
    return hasSpaces ? number : "pg_catalog.translate(\(number), ' -', '')"
  }
}

extension SupportFunction {
  static func phone(_ plan: FictionNumbers) -> SupportFunction {
    let name = Identifier("phone_" + plan.country.lowercased())
    let prefixes = plan.prefixes.map { "\"\($0)\"" }.joined(separator: ",")
    return SupportFunction(
      name: name.name,
      definition: """
        CREATE OR REPLACE FUNCTION understudy.\(name)(draw bigint) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN (\(literal: "{\(prefixes)}")::name[])[1 + (draw >> 32 & 2147483647)::integer % \(plan.prefixes.count)]::text
          || \(plan.written("\(plan.first) + (draw & 2147483647) % \(plan.size)"))
        """)
  }
}
