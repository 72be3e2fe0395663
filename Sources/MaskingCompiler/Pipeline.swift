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
///                                      ExpressionQuestions ─(the caller's server)▸ verdicts
///     ResolvedApplication + verdicts ─Plan▸ MaskingPlan ─Emit▸ MaskingBundle
///
/// Nothing here reads a file or asks a server.
public struct Pipeline: Sendable {
  /// What the server has to say before the plan can be made.
  public let questions: [ExpressionQuestion]

  private let document: RuleDocument
  private let catalog: Catalog
  private let applicationBox: @Sendable () -> (ResolvedApplication, ExpressionQuestions, [Diagnostic])

  /// Resolves and checks. Problems are kept for `finish`, so that they are printed together with the server's.
  public init(document: RuleDocument, catalog: Catalog) {
    self.document = document
    self.catalog = catalog
    let stage = Self.resolveAndCheck(document, catalog)
    questions = stage.1.all
    applicationBox = { Self.resolveAndCheck(document, catalog) }
  }

  private static func resolveAndCheck(
    _ document: RuleDocument, _ catalog: Catalog
  ) -> (ResolvedApplication, ExpressionQuestions, [Diagnostic]) {
    var resolver = Resolver(document: document, catalog: catalog)
    let application = resolver.resolve()
    let questions = ExpressionQuestions(application)
    return (
      application, questions,
      resolver.diagnostics + Checks.all.flatMap { $0.problems(in: application) } + questions.diagnostics
    )
  }

  /// Plans and emits.
  ///
  /// - Parameter verdicts: an answer for every question, by id.
  /// - Throws: `DiagnosticsError` with every error, and the warnings beside them.
  public func finish(verdicts: [Int: ExpressionVerdict]) throws -> CompiledBundle {
    let (application, questions, found) = applicationBox()
    let refused = questions.all.compactMap { question in
      verdicts[question.id].flatMap { questions.problem($0, of: question) }
    }
    var acceptance = Acceptance(document.accepts)
    let diagnostics = acceptance.filter(found + refused)
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      throw DiagnosticsError(diagnostics, files: document.files)
    }
    let answers = verdicts.compactMapValues { verdict -> SQL? in
      if case .qualified(let text) = verdict { SQL(raw: text) } else { nil }
    }
    let origins = Origins(root: document.files.first?.path ?? "")
    let plan = Planner(application: application, questions: questions, answers: answers, origins: origins).plan()
    let bundle = try BundleEmitter(
      plan: plan, fingerprint: CatalogFingerprint(objects: catalog.fingerprint),
      supportFunctions: SupportFunctions.definitions(used: application), ruleDigest: ruleDigest,
      postgresMajor: catalog.postgresMajor,
      summary: Summary(plan: plan, postgresMajor: catalog.postgresMajor, accepted: acceptance.used).text,
      sources: document.files.map { origins.path($0.path) }
    ).bundle()
    return CompiledBundle(
      bundle: bundle, warnings: diagnostics.sorted(by: Diagnostic.inSourceOrder), files: document.files)
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

/// Takes away the warnings that `accept:` names, and remembers which entries were used.
struct Acceptance {
  private let rules: [AcceptRule]
  private(set) var used: [(id: String, subject: String, reason: String)] = []

  init(_ rules: [AcceptRule]) { self.rules = rules }

  mutating func filter(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var usedRules: Set<Int> = []
    let rest = diagnostics.filter { diagnostic in
      guard diagnostic.severity == .warning, let subject = diagnostic.subject,
        let index = rules.firstIndex(where: { $0.id.value == diagnostic.id && $0.at.value == subject })
      else { return true }
      usedRules.insert(index)
      return false
    }
    used = usedRules.sorted().map { (rules[$0].id.value, rules[$0].at.value, rules[$0].reason.value) }
    let unused = rules.indices.filter { !usedRules.contains($0) }.map { index in
      Diagnostic(
        "unused-accept", "there is no warning \(rules[index].id.value) at \(rules[index].at.value) to accept",
        severity: .warning, at: rules[index].id.span, help: "remove the entry")
    }
    return rest + unused
  }
}

/// The SQL functions that the masks of an application call, each once, what it requires before it.
enum SupportFunctions {
  static func definitions(used application: ResolvedApplication) -> [SQL] {
    var seen: Set<String> = []
    var definitions: [SQL] = []
    func add(_ function: SupportFunction) {
      guard seen.insert(function.name).inserted else { return }
      function.requires.forEach(add)
      definitions.append(function.definition)
    }
    for column in application.tables.flatMap(\.columns) {
      if case .mask(let mask) = column.decision { mask.function.supportFunctions.forEach(add) }
    }
    return definitions
  }
}
