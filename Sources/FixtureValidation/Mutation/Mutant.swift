internal import Diagnostics
internal import RuleSyntax

/// Rules with one of them spoilt: an expectation should notice.
struct Mutant {
  enum Change: String { case removed, weakened, swapped }

  let change: Change
  /// Of the rule.
  let span: SourceSpan
  /// As reports call it: `customers.email: link customer_email becomes keep`.
  let title: String
  /// What to compile: the first that the compiler accepts is the mutant.
  let candidates: [RuleDocument]
}

/// Makes every mutant of an application's own rules, in the order of the file.
struct MutantMaker {
  let document: RuleDocument
  private(set) var mutants: [Mutant] = []

  init(_ document: RuleDocument) {
    self.document = document
    for place in document.tables.indices { mutateTable(place) }
    for place in document.patterns.indices { mutatePattern(place) }
    for place in document.links.indices { mutateLink(place) }
    for place in document.statements.indices {
      var changed = document
      let rule = changed.statements.remove(at: place)
      add(.removed, rule.name.span, "statement `\(rule.name.value)`", "nothing", [changed])
    }
  }

  // MARK: Tables

  private mutating func mutateTable(_ place: Int) {
    let rule = document.tables[place]
    let name = rule.name.value
    func with(_ edit: (inout TableRule) -> Void) -> [RuleDocument] {
      var changed = document
      edit(&changed.tables[place])
      return [changed]
    }
    switch rule.decision {
    case .truncate: add(.removed, rule.name.span, "\(name): truncate", "keep", with { $0.decision = .keep })
    case .keep: add(.swapped, rule.name.span, "\(name): keep", "truncate", with { $0.decision = .truncate })
    case .columns(let columns):
      if let except = rule.except {
        add(.removed, except.span, "\(name): except", "nothing", with { $0.except = nil })
        add(
          .weakened, except.span, "\(name): except", "every row",
          with { $0.except = RuleNode(.scalar("true", isQuoted: true), span: except.span) })
      }
      if let keepRows = rule.keepRows {
        add(.removed, keepRows.span, "\(name): keep_rows", "all rows", with { $0.keepRows = nil })
      }
      for (index, column) in columns.enumerated() {
        for variant in DecisionVariants(document).variants(of: column.decision) {
          let candidates = variant.decisions.flatMap { decision in
            with {
              var changed = columns
              changed[index].decision = decision
              $0.decision = .columns(changed)
            }
          }
          add(
            variant.change, column.name.span, "\(name).\(column.name.value): \(variant.what)", variant.becomes,
            candidates)
        }
      }
    }
  }

  // MARK: Patterns and links

  private mutating func mutatePattern(_ place: Int) {
    let rule = document.patterns[place]
    let selectors = [rule.tables?.value, rule.columns?.value].compactMap(\.self)
    let types = rule.types.map { $0.map(\.value).joined(separator: " ") }
    let name = "pattern `\((selectors + [types].compactMap(\.self)).joined(separator: ", "))`"
    func with(_ decision: PatternRule.Decision) -> RuleDocument {
      var changed = document
      changed.patterns[place].decision = decision
      return changed
    }
    switch rule.decision {
    case .truncateTable: add(.removed, rule.span, "\(name): truncate", "keep", [with(.keepTable)])
    case .keepTable: add(.swapped, rule.span, "\(name): keep", "truncate", [with(.truncateTable)])
    case .column(let decision):
      for variant in DecisionVariants(document).variants(of: decision) {
        add(
          variant.change, rule.span, "\(name): \(variant.what)", variant.becomes,
          variant.decisions.map { with(.column($0)) })
      }
    }
  }

  private mutating func mutateLink(_ place: Int) {
    let link = document.links[place]
    guard link.mask.function.value != "hash" else { return }
    let candidates = DecisionVariants.other(at: link.name.span).compactMap { decision -> RuleDocument? in
      guard case .mask(let mask) = decision, mask.function.value != "null" else { return nil }
      var changed = document
      changed.links[place].mask = mask
      return changed
    }
    add(.swapped, link.name.span, "link \(link.name.value): \(link.mask.function.value)", "hash", candidates)
  }

  private mutating func add(
    _ change: Mutant.Change, _ span: SourceSpan, _ what: String, _ becomes: String, _ candidates: [RuleDocument]
  ) {
    mutants.append(
      Mutant(change: change, span: span, title: "\(what) becomes \(becomes)", candidates: candidates))
  }
}

/// What may stand in a decision's place.
struct DecisionVariants {
  struct Variant {
    let change: Mutant.Change
    let what: String
    let becomes: String
    /// The first that compiles is taken.
    let decisions: [ColumnDecision]
  }

  let document: RuleDocument

  init(_ document: RuleDocument) { self.document = document }

  /// Functions that make a whole text of their own: weakened, the original's ends show.
  private static let texts: Set<String> = [
    "email", "phone", "first_name", "last_name", "full_name", "username", "company", "street_address", "city",
    "postal_code", "digits", "hash", "token", "random_token", "iban", "bic", "credit_card", "national_id", "vat_number",
    "lorem", "scrub", "url", "domain", "choice", "constant", "redact",
  ]

  func variants(of decision: ColumnDecision) -> [Variant] {
    switch decision {
    case .mask(let mask):
      let name = mask.function.value
      let span = mask.function.span
      guard name != "keep" else {
        return [
          Variant(
            change: .swapped, what: "keep", becomes: "null or another value",
            decisions: [Self.mask("null", at: span)] + Self.other(at: span) + [Self.mask("default", at: span)])
        ]
      }
      let weak = Self.texts.contains(name) ? [Self.weak(name, at: span)] : []
      return [removed(name, at: span)] + weak + swapped(name, at: span)
    case .link(let link):
      let unlinked = document.links.first { $0.name.value == link.value }.map { rule in
        Variant(
          change: .weakened, what: "link \(link.value)", becomes: "\(rule.mask.function.value) without a link",
          decisions: [.mask(rule.mask)])
      }
      return [removed("link \(link.value)", at: link.span)] + [unlinked].compactMap(\.self)
        + swapped("link \(link.value)", at: link.span)
    case .derived(let sql): return [removed("derived", at: sql.span)]
    case .each(let inner):
      return variants(of: inner).map { variant in
        Variant(
          change: variant.change, what: "each \(variant.what)", becomes: variant.becomes,
          decisions: variant.decisions.map { .each($0) })
      }
    case .json(let paths, let otherwise):
      return inside(paths, otherwise, word: "json") { .json($0, otherwise: $1) }
    case .xml(let paths, let otherwise):
      return inside(paths, otherwise, word: "xml") { .xml($0, otherwise: $1) }
    case .hstore(let paths, let otherwise):
      return inside(paths, otherwise, word: "hstore") { .hstore($0, otherwise: $1) }
    }
  }

  /// The document kept as it is; then each path's decision, and what the rest becomes.
  private func inside(
    _ paths: [PathRule], _ otherwise: MaskReference, word: String,
    _ make: ([PathRule], MaskReference) -> ColumnDecision
  ) -> [Variant] {
    var found = [removed(word, at: otherwise.function.span)]
    for (index, path) in paths.enumerated() {
      let (name, span) = Self.named(path.decision, at: path.path.span)
      var changed = paths
      changed[index].decision = Self.mask(name == "keep" ? "remove" : "keep", at: span)
      found.append(
        Variant(
          change: name == "keep" ? .swapped : .removed, what: "\(path.path.value) \(name)",
          becomes: name == "keep" ? "remove" : "keep", decisions: [make(changed, otherwise)]))
    }
    let rest = otherwise.function.value
    let other = MaskReference(function: Spanned(rest == "keep" ? "remove" : "keep", at: otherwise.function.span))
    found.append(
      Variant(
        change: rest == "keep" ? .swapped : .weakened, what: "\(word) otherwise \(rest)", becomes: other.function.value,
        decisions: [make(paths, other)]))
    return found
  }

  private static func named(_ decision: ColumnDecision, at span: SourceSpan) -> (name: String, span: SourceSpan) {
    switch decision {
    case .mask(let mask): (mask.function.value, mask.function.span)
    case .link(let link): ("link \(link.value)", link.span)
    case .derived, .json, .xml, .hstore, .each: ("a decision", span)
    }
  }

  private func removed(_ what: String, at span: SourceSpan) -> Variant {
    Variant(change: .removed, what: what, becomes: "keep", decisions: [Self.mask("keep", at: span)])
  }

  private static func weak(_ what: String, at span: SourceSpan) -> Variant {
    Variant(
      change: .weakened, what: what, becomes: "partial",
      decisions: [mask("partial", ["keep_start": "1", "keep_end": "1", "with": "."], at: span)])
  }

  private func swapped(_ what: String, at span: SourceSpan) -> [Variant] {
    let others = Self.other(at: span).filter { Self.named($0, at: span).name != what }
    return [
      Variant(change: .swapped, what: what, becomes: "another function", decisions: others)
    ]
  }

  /// Functions for most types, of which none fits a column by chance.
  static func other(at span: SourceSpan) -> [ColumnDecision] {
    [
      mask("hash", at: span), mask("hash", ["length": "8"], at: span), mask("hash", ["length": "1"], at: span),
      mask("null", at: span), mask("noise", ["amount": "1 day"], at: span), mask("noise", ["amount": "1"], at: span),
    ]
  }

  static func mask(
    _ name: String, _ arguments: KeyValuePairs<String, String> = [:], at span: SourceSpan
  ) -> ColumnDecision {
    .mask(
      MaskReference(
        function: Spanned(name, at: span),
        arguments: arguments.map {
          MaskReference.Argument(
            name: Spanned($0.key, at: span), value: RuleNode(.scalar($0.value, isQuoted: false), span: span))
        }))
  }
}
