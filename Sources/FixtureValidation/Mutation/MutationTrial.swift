internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingCompiler
internal import PostgresClient
internal import PostgresSyntax
internal import RuleSyntax

/// Tries every mutant of an application on its cases, each only on the tables that it touches: their masked rows are computed
/// beside the originals, put into the masked database in a transaction, held against the expectations and rolled back.
struct MutationTrial {
  let rules: RuleDocument
  let base: Rehearsal
  /// All with the same schema; at least one.
  let cases: [TrialCase]

  private enum Verdict {
    case killed, equivalent, refused
    case survived(help: String)
  }

  func run() async throws -> MutationReport {
    let start = ContinuousClock.now
    guard let first = cases.first else {
      return MutationReport(killed: 0, survivors: [], refused: 0, equivalent: 0, seconds: 0)
    }
    let compiler = RepeatedCompilation(catalog: first.catalog, connection: first.source)
    let cases = try await smallestFirst()
    let texts = RehearsalChange.texts(base)
    var (killed, refused, equivalent) = (0, 0, 0)
    var survivors: [MutationReport.Survivor] = []
    for mutant in MutantMaker(rules).mutants {
      try Task.checkCancellation()
      switch try await verdict(mutant, cases, compiler, texts) {
      case .killed: killed += 1
      case .refused: refused += 1
      case .equivalent: equivalent += 1
      case .survived(let help):
        survivors.append(
          MutationReport.Survivor(
            change: mutant.change.rawValue, span: mutant.span, title: mutant.title, help: help))
      }
    }
    let duration = start.duration(to: .now)
    return MutationReport(
      killed: killed, survivors: survivors, refused: refused, equivalent: equivalent,
      seconds: Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
  }

  /// Most mutants are noticed on few rows already.
  private func smallestFirst() async throws -> [TrialCase] {
    var sizes: [(size: Int, place: Int)] = []
    for (place, fixture) in cases.enumerated() { sizes.append((try await fixture.size(), place)) }
    return sizes.sorted { ($0.size, $0.place) < ($1.size, $1.place) }.map { cases[$0.place] }
  }

  private func verdict(
    _ mutant: Mutant, _ cases: [TrialCase], _ compiler: RepeatedCompilation, _ texts: [QualifiedName: String]
  ) async throws -> Verdict {
    guard let rehearsal = try await compiler.rehearsal(of: mutant) else { return .refused }
    let change = RehearsalChange(from: base, texts, to: rehearsal)
    if change.isNone { return .equivalent }
    var help: String?
    for fixture in cases {
      try Task.checkCancellation()
      switch try await fixture.try(rehearsal, change, base, suggests: help == nil) {
      case .killed: return .killed
      case .unseen: continue
      case .survived(let expectation): help = help ?? expectation.map { "\($0) in the case \(fixture.name)" }
      }
    }
    return .survived(help: help ?? "no row of any case shows the difference: add one to the fixtures")
  }
}

/// What two rehearsals of one schema do otherwise.
struct RehearsalChange {
  /// Tables whose rows come out otherwise, and those that statements write which differ.
  let tables: Set<QualifiedName>
  let statementsAfterDiffer: Bool

  var isNone: Bool { tables.isEmpty && !statementsAfterDiffer }

  /// What each table's rows are made by.
  static func texts(_ rehearsal: Rehearsal) -> [QualifiedName: String] {
    Dictionary(
      rehearsal.queries.map { ($0.relation, ($0.isEmptied ? "emptied " : "") + $0.rows(where: "true").text) }
    ) { first, _ in first }
  }

  /// - Parameter old: the texts of `base`.
  init(from base: Rehearsal, _ old: [QualifiedName: String], to mutant: Rehearsal) {
    let new = Self.texts(mutant)
    var tables = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    func differing(isAfter: Bool) -> [Rehearsal.Statement] {
      let (old, new) = (
        base.statements.filter { $0.isAfter == isAfter }, mutant.statements.filter { $0.isAfter == isAfter }
      )
      return old.filter { !new.contains($0) } + new.filter { !old.contains($0) }
    }
    tables.formUnion(differing(isAfter: false).flatMap(\.written))
    statementsAfterDiffer = !differing(isAfter: true).isEmpty
    self.tables = tables
  }
}

/// Compiles rules again and again on one database; what the server has said of an expression it is not asked again.
final class RepeatedCompilation {
  let catalog: Catalog
  private let connection: Connection
  private var verdicts: [String: ExpressionVerdict] = [:]
  private var samples: [String: SampleVerdict] = [:]

  init(catalog: Catalog, connection: Connection) {
    self.catalog = catalog
    self.connection = connection
  }

  /// Nil where the compiler refuses every candidate.
  func rehearsal(of mutant: Mutant) async throws -> Rehearsal? {
    for candidate in mutant.candidates {
      let pipeline = Pipeline(document: candidate, catalog: catalog)
      do {
        return try pipeline.rehearse(
          verdicts: try await answers(pipeline.questions), samples: try await answers(pipeline.samples))
      } catch is DiagnosticsError { continue }
    }
    return nil
  }

  func answers(_ questions: [ExpressionQuestion]) async throws -> [Int: ExpressionVerdict] {
    func key(_ question: ExpressionQuestion) -> String {
      "\(question.relation.quoted) \(question.isCondition) \(question.searchPath) \(question.text)"
    }
    let new = questions.filter { verdicts[key($0)] == nil }
    let answers = try await ExpressionJudge(connection: connection).verdicts(new)
    for question in new { verdicts[key(question)] = answers[question.id] }
    return questions.reduce(into: [:]) { $0[$1.id] = verdicts[key($1)] }
  }

  func answers(_ questions: [SampleQuestion]) async throws -> [Int: SampleVerdict] {
    func key(_ question: SampleQuestion) -> String { question.query.text }
    let new = questions.filter { samples[key($0)] == nil }
    let answers = try await SampleJudge(connection: connection).verdicts(new)
    for question in new { samples[key(question)] = answers[question.id] }
    return questions.reduce(into: [:]) { $0[$1.id] = samples[key($1)] }
  }
}
