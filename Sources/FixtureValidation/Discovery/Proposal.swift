internal import DatabaseCatalog
public import PostgresSyntax
internal import RuleSyntax

/// What is proposed for one column.
public struct Proposal: Sendable, Equatable {
  public enum Confidence: String, Sendable, Codable { case sure, likely, unsure }

  public let relation: QualifiedName
  public let column: Identifier
  /// The decision as YAML, on one line: `keep`, `{ mask: phone }`.
  public var decision: String { ladder.first ?? "keep" }
  /// What to write; where the compiler refuses the first, the next is taken.
  var ladder: [String]
  public let reason: String
  public var confidence: Confidence

  public var isKept: Bool { decision == "keep" }
}

/// Decides about one table's columns.
struct Proposer {
  let relation: Relation
  let samples: [Identifier: ColumnSample]
  /// Columns' own comments.
  let comments: [Identifier: String]
  /// Tables whose rows are persons, by what they are called.
  let personTables: Set<QualifiedName>

  static func isPersonTable(_ name: QualifiedName) -> Bool {
    NameWords.words(of: name.name.name).contains(where: NameWords.persons.contains)
  }

  private var isPerson: Bool { personTables.contains(relation.name) }
  /// A person's row, or one that belongs to a person.
  private var isAboutPerson: Bool {
    isPerson || relation.foreignKeys.contains { personTables.contains($0.referencedRelation) }
  }
  private var kinds: [Identifier: PersonalKind] {
    relation.columns.reduce(into: [:]) { $0[$1.name] = NameWords.kind(of: NameWords.words(of: $1.name.name)) }
  }
  private var isAddress: Bool {
    kinds.values.contains { $0 == .street || $0 == .postalCode }
  }

  /// One for each column that rules have to decide about: not those that the server computes or that follow another table.
  func proposals() -> [Proposal] {
    let followed = Set(relation.foreignKeys.flatMap(\.columns))
    var proposals = relation.columns.filter { $0.generatedExpression == nil && !followed.contains($0.name) }.map(
      proposal)
    guard proposals.contains(where: { !$0.isKept }) else { return proposals }
    // What is searched for repeats what is masked beside it.
    for (index, column) in proposals.enumerated()
    where relation.column(column.column)?.type.baseName == "tsvector" {
      proposals[index] = Proposal(
        relation: relation.name, column: column.column,
        ladder: ["null", "{ mask: expression, sql: \"''::tsvector\" }"],
        reason: "words of columns that are masked here", confidence: .unsure)
    }
    return proposals
  }

  private func proposal(_ column: Column) -> Proposal {
    let sample = samples[column.name] ?? ColumnSample()
    func keep(_ reason: String, _ confidence: Proposal.Confidence) -> Proposal {
      Proposal(relation: relation.name, column: column.name, ladder: ["keep"], reason: reason, confidence: confidence)
    }
    func mask(_ kind: PersonalKind, _ reason: String, _ confidence: Proposal.Confidence) -> Proposal {
      Proposal(
        relation: relation.name, column: column.name, ladder: MaskLadder(kind: kind, column: column).steps,
        reason: reason,
        confidence: confidence)
    }
    if ["json", "jsonb"].contains(column.type.baseName), !column.type.isArray { return json(column, sample) }
    if let kind = Self.kind(of: sample.form), sample.values >= 3 {
      return mask(kind, "values look like \(kind.words)", .sure)
    }
    if let kind = kinds[column.name], let found = named(kind, column, sample) {
      return mask(found.kind, found.reason, found.confidence)
    }
    let words = NameWords.words(of: column.name.name)
    if words == ["name"] || words == ["nome"] || words == ["naam"], column.type.isText, isPerson {
      return mask(.fullName, "the name of a person: so the table is called", .likely)
    }
    if let kind = comments[column.name].flatMap({ NameWords.kind(of: NameWords.words(of: $0)) }), column.type.isText {
      return mask(kind, "its comment speaks of \(kind.words)", .unsure)
    }
    switch column.type.baseName {
    case "inet", "cidr": return mask(.ip, "a network address by its type", .sure)
    case "macaddr", "macaddr8": return mask(.mac, "a hardware address by its type", .sure)
    case "bool": return keep("true or false", .sure)
    case "point", "geometry", "geography", "box", "path", "polygon", "circle", "lseg", "line":
      return isAboutPerson
        ? mask(.place, "a place beside a person", .unsure) : keep("a shape, and no person beside it", .likely)
    case "bytea":
      return isPerson
        ? mask(.picture, "bytes in a person's row", .unsure) : keep("bytes, and no person beside them", .likely)
    case "xml", "hstore": return mask(.freeText, "a document that nobody looked into", .unsure)
    default: break
    }
    if !column.type.enumLabels.isEmpty { return keep("one of a fixed list", .sure) }
    if relation.uniqueKeys.contains(where: { $0.isPrimary && $0.columns.contains(column.name) }) {
      return keep("a key", .sure)
    }
    return text(column, sample, keep, mask)
  }

  /// A text that nothing speaks of.
  private func text(
    _ column: Column, _ sample: ColumnSample, _ keep: (String, Proposal.Confidence) -> Proposal,
    _ mask: (PersonalKind, String, Proposal.Confidence) -> Proposal
  ) -> Proposal {
    guard column.type.isText || column.type.isArray && column.type.baseName == "text" else {
      return keep("a number, a time or a value of a fixed form; no sign of a person in its name", .likely)
    }
    if sample.isEnumeration { return keep("a few values that come again and again", .likely) }
    if hasList(column) { return keep("a CHECK lists its values", .sure) }
    let words = NameWords.words(of: column.name.name)
    if words.contains(
      where: [
        "title", "status", "role", "locale", "language", "currency", "country", "type", "kind", "code", "timezone",
      ].contains)
    {
      return keep("says what or which, not who", .likely)
    }
    if isPerson { return mask(.freeText, "a text in a person's row that nothing tells more of", .unsure) }
    if sample.averageWords > 8, isAboutPerson { return mask(.freeText, "long texts beside a person", .unsure) }
    return keep("no sign of a person in its name, its values or its table", .likely)
  }

  private func hasList(_ column: Column) -> Bool {
    relation.checks.contains { $0.columns == [column.name] && $0.definition.contains("ANY") }
  }

  // MARK: Names

  private func named(
    _ kind: PersonalKind, _ column: Column, _ sample: ColumnSample
  ) -> (kind: PersonalKind, reason: String, confidence: Proposal.Confidence)? {
    let name = "its name speaks of \(kind.words)"
    switch kind {
    case .city, .region: return isAddress || isPerson ? (kind, "\(name), beside an address or a person", .likely) : nil
    case .company, .picture, .place, .web, .gender, .username:
      guard isAboutPerson else { return nil }
      if kind == .company || kind == .web, !isPerson { return nil }
      return (kind, "\(name), beside a person", .likely)
    case .freeText:
      guard column.type.isText || column.type.isArray else { return nil }
      return sample.isEnumeration ? nil : (kind, name, isAboutPerson ? .likely : .unsure)
    case .birth:
      return (kind, name, .sure)
    case .sensitive: return isAboutPerson ? (kind, "\(name), beside a person", .likely) : nil
    default:
      guard
        column.type.isText || column.type.isArray
          || ["inet", "macaddr", "bytea", "uuid"].contains(column.type.baseName)
          || [.nationalID, .phone, .account, .card, .postalCode].contains(kind)
      else { return nil }
      if column.type.baseName == "bool" { return nil }
      return (kind, name, .likely)
    }
  }

  private static func kind(of form: ValueForm?) -> PersonalKind? {
    switch form {
    case .email: .email
    case .iban: .iban
    case .creditCard: .card
    case .ip: .ip
    case .mac: .mac
    case .phone, .url, .domain, .uuid, .bic, .vatNumber, .json, .date, nil: nil
    }
  }

  // MARK: Documents

  private func json(_ column: Column, _ sample: ColumnSample) -> Proposal {
    func proposal(_ ladder: [String], _ reason: String, _ confidence: Proposal.Confidence) -> Proposal {
      Proposal(relation: relation.name, column: column.name, ladder: ladder, reason: reason, confidence: confidence)
    }
    let nothing = "{ json: { otherwise: null } }"
    let leaves = sample.paths.filter { $0 != "$" }
    guard !leaves.isEmpty, leaves.count <= 60 else {
      return proposal([nothing, "null"], "a document that nobody has seen a value of", .unsure)
    }
    let decided = leaves.map { path -> (path: String, decision: String, isPersonal: Bool) in
      let words = path.split { ".[]$*".contains($0) }.last.map { NameWords.words(of: String($0)) } ?? []
      guard let kind = NameWords.kind(of: words) else { return (path, "keep", false) }
      return (
        path,
        MaskLadder(kind: kind, column: Column(name: "value", type: ColumnType(text: "text", baseName: "text"))).inside,
        true
      )
    }
    let personal = decided.count(where: \.isPersonal)
    let paths = decided.map { "\(Self.quoted($0.path)): \($0.decision)" }.joined(separator: ", ")
    return proposal(
      ["{ json: { \(paths), otherwise: remove } }", nothing],
      personal == 0
        ? "no key of the documents speaks of a person" : "\(personal) of \(leaves.count) keys speak of a person",
      personal == 0 ? .likely : .unsure)
  }

  private static func quoted(_ path: String) -> String {
    path.contains { "[]*-".contains($0) } ? "\"\(path)\"" : path
  }
}

/// Masks for a kind of column, the best first; each later one fits where the earlier ones do not.
struct MaskLadder {
  let kind: PersonalKind
  let column: Column

  var steps: [String] {
    let fitting = first
    var steps = column.type.isArray ? fitting.filter { $0 != "null" }.map { "{ each: \($0) }" } : fitting
    if !column.isNotNull { steps.append("null") }
    if column.type.isText, !column.type.isArray {
      steps += [
        "{ mask: random_token, length: \(min(12, column.type.maximumLength ?? 12)) }",
        "{ mask: scrub, keep_length: true }", "digits",
      ]
    }
    return steps + ["{ mask: constant, value: \"\" }", "{ mask: bytes }", "default", "keep"]
  }

  /// The first that a text inside a document takes.
  var inside: String { first.first ?? "remove" }

  private var first: [String] {
    switch kind {
    case .email: ["{ link: person_email }", "email", "{ mask: email, names: false }"]
    case .phone: ["{ mask: phone, country: US }", "{ mask: phone, country: US, spaces: false }", "digits"]
    case .firstName: ["first_name"]
    case .lastName: ["last_name"]
    case .fullName: ["full_name", "last_name"]
    case .username: ["username", "{ mask: random_token, length: \(min(16, column.type.maximumLength ?? 16)) }"]
    case .company: ["company", "{ mask: constant, value: Example Ltd }"]
    case .street: ["street_address", "{ mask: scrub, keep_length: true }"]
    case .city: ["city", "{ mask: scrub, keep_length: true }"]
    case .postalCode: ["postal_code", "digits"]
    case .region: ["region", "{ mask: scrub, keep_length: true }"]
    case .birth: ["{ mask: date_shift, days: 365 }", "{ mask: scrub, keep_length: true }"]
    case .nationalID: ["national_id", "digits", "permute"]
    case .vatNumber: ["vat_number", "digits"]
    case .iban: ["iban", "digits"]
    case .bic: ["bic"]
    case .account: ["digits", "permute"]
    case .card: ["credit_card", "digits"]
    case .ip: ["ip", "{ mask: constant, value: 192.0.2.1 }"]
    case .mac: ["mac"]
    case .password, .secret:
      column.isNotNull
        ? ["{ mask: random_token, length: \(min(32, column.type.maximumLength ?? 32)) }", "uuid"] : ["null"]
    case .freeText: ["{ mask: scrub, keep_length: true }"]
    case .picture, .place, .web: ["null", "{ mask: scrub, keep_length: true }"]
    case .gender: column.isNotNull ? ["{ mask: scrub, keep_length: true }"] : ["null"]
    case .sensitive: ["null", "{ mask: noise, percent: 20 }", "{ mask: scrub, keep_length: true }"]
    }
  }
}
