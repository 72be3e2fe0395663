public import BundleFormat
public import DatabaseCatalog
public import Diagnostics
internal import Foundation
internal import MaskingFunctions
internal import PostgresSyntax
public import RuleSyntax

/// The compiler's stages, and the values between them:
///
///     RuleDocument + Catalog ─Resolve▸ ResolvedApplication ─Check▸ [Diagnostic]
///                                      questions, samples ─(the caller's server)▸ verdicts
///     ResolvedApplication + verdicts ─Plan▸ MaskingPlan ─Emit▸ MaskingBundle
///
/// Nothing here reads a file or asks a server.
public struct Pipeline: Sendable {
  /// What the server has to say before the plan can be made.
  public let questions: [ExpressionQuestion]
  /// Values that the server has to try.
  public let samples: [SampleQuestion]

  private let document: RuleDocument
  private let catalog: Catalog
  private let application: ResolvedApplication
  private let expressions: ExpressionQuestions
  private let sampled: [SampledProblem]
  private let found: [Diagnostic]

  /// Resolves and checks. Problems are kept for `finish`, so that they are printed together with the server's.
  public init(document: RuleDocument, catalog: Catalog) {
    self.init(document: document, catalog: catalog, checks: Checks.all)
  }

  /// - Parameter checks: all, but for tests that show what one is good for.
  init(document: RuleDocument, catalog: Catalog, checks: [any Check.Type]) {
    self.document = document
    self.catalog = catalog
    var resolver = Resolver(document: document, catalog: catalog)
    let application = resolver.resolve()
    self.application = application
    expressions = ExpressionQuestions(application)
    questions = expressions.all
    sampled = checks.flatMap { $0.samples(in: application) }
    samples = sampled.enumerated().map { SampleQuestion(id: $0, functions: $1.functions, query: $1.query) }
    var seen: Set<Diagnostic> = []
    // One rule may decide about many tables.
    found = (resolver.diagnostics + checks.flatMap { $0.problems(in: application) } + expressions.diagnostics)
      .filter { seen.insert($0).inserted }
  }

  /// Plans and emits.
  ///
  /// - Parameters:
  ///   - verdicts: an answer for every question, by id.
  ///   - samples: an answer for every sample question, by id; of those without one nobody knows.
  /// - Throws: `DiagnosticsError` with every error, and the warnings beside them.
  public func finish(
    verdicts: [Int: ExpressionVerdict], samples: [Int: SampleVerdict] = [:]
  ) throws -> CompiledBundle {
    let (plan, diagnostics, acceptance) = try plan(verdicts, samples)
    let warnings = diagnostics.sorted(by: Diagnostic.inSourceOrder)
    let review = Reviewer(application, plan: plan, origins: origins).review(accepted: acceptance, warnings: warnings)
    let sources = document.files.map { origins.path($0.path) }
    let masks = MaskTexts(of: application)
    let bundle = try BundleEmitter(
      plan: plan, fingerprint: CatalogFingerprint(objects: catalog.fingerprint),
      masks: masks, acceptedSurvivors: acceptance.survivors, ruleDigest: ruleDigest,
      postgresMajor: catalog.postgresMajor, review: review, sources: sources
    ).bundle()
    return CompiledBundle(
      bundle: bundle, warnings: warnings, files: document.files, declared: application.declaredExpectations,
      rehearsal: plan.rehearsal(masks))
  }

  /// Plans, and emits no more than what shows masked rows.
  ///
  /// - Parameters: as above.
  /// - Throws: as above.
  public func rehearse(
    verdicts: [Int: ExpressionVerdict], samples: [Int: SampleVerdict] = [:]
  ) throws -> Rehearsal {
    try plan(verdicts, samples).plan.rehearsal(MaskTexts(of: application))
  }

  private var origins: Origins { Origins(root: document.files.first?.path ?? "") }

  private func plan(
    _ verdicts: [Int: ExpressionVerdict], _ samples: [Int: SampleVerdict]
  ) throws -> (plan: MaskingPlan, diagnostics: [Diagnostic], acceptance: Acceptance) {
    let refused = questions.compactMap { question in
      verdicts[question.id].flatMap { expressions.problem($0, of: question) }
    }
    let doubtful = sampled.enumerated().compactMap { $1.problem(samples[$0]) }
    var acceptance = Acceptance(document.accepts)
    let diagnostics = acceptance.filter(found + refused + doubtful, survivorsIn: application)
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      throw DiagnosticsError(diagnostics, files: document.files)
    }
    let answers = verdicts.compactMapValues { verdict -> SQL? in
      if case .qualified(let text) = verdict { SQL(raw: text) } else { nil }
    }
    let plan = Planner(application: application, questions: expressions, answers: answers, origins: origins).plan()
    return (plan, diagnostics, acceptance)
  }

  /// Over the texts alone: the same rules in another folder have the same digest.
  private var ruleDigest: String {
    SHA256Digest.hex(document.files.map { SHA256Digest.hex($0.text) }.joined(separator: "\n"))
  }
}

/// What a compilation gives.
public struct CompiledBundle: Sendable {
  public let bundle: MaskingBundle
  /// Warnings that nobody has accepted.
  public let warnings: [Diagnostic]
  /// For rendering the warnings.
  public let files: [SourceFile]
  /// What the rules say of masked rows by themselves.
  public let declared: [DeclaredExpectation]
  /// The same plan for whoever wants to see masked rows without writing them.
  public let rehearsal: Rehearsal
}

/// Where rules stand, as the bundle says it: relative to the application's folder, so that a checkout's place does not show.
struct Origins {
  private let folder: [Substring]

  init(root: String) { folder = root.split(separator: "/").dropLast() }

  func text(_ span: SourceSpan) -> String { "\(path(span.file)):\(span.start.line)" }

  func path(_ path: String) -> String {
    let parts = path.split(separator: "/")
    let common = zip(folder, parts).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: folder.count - common) + parts.dropFirst(common)).joined(separator: "/")
  }
}
