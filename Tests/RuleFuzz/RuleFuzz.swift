import DatabaseCatalog
import Diagnostics
import ExternalPrograms
public import Foundation
import MaskingCompiler
import PostgresClient
import RuleSyntax
import Synchronization
import TestServers

/// Mutated rule files through the whole compiler: each gives a bundle, or diagnostics that point into it.
///
/// A mutation follows from the seed and its number alone. The catalog is read from a server once; expressions are taken as a
/// server would print them, so that planning and emitting have their share.
public struct RuleFuzz: Sendable {
  /// How a mutation ended.
  public enum Outcome: Sendable, Equatable {
    case bundle, diagnostics
    /// What is wrong with the compiler.
    case fault(String)
  }

  public let seed: UInt64
  private let texts: [String]
  private let catalog: Catalog

  /// - Parameter cases: the folder of the corpus; its `fuzz.yaml` and the rules of its wrong and its right cases are what is
  ///   mutated, the first as often as all others.
  public static func prepare(seed: UInt64, cases: URL) async throws -> RuleFuzz {
    let server = try await TestServer.shared()
    let address = try await server.makeDatabase("fuzz")
    try await server.psql(address).run(
      try String(contentsOf: cases.appending(path: "shop.sql"), encoding: .utf8), messages: .shown)
    let connection = try await Connection.open(ConnectionTarget(address.connectionString))
    let catalog = try await CatalogReader.read(connection)
    await connection.close()
    let files = FileManager.default.enumerator(at: cases, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
    let rules =
      [cases.appending(path: "fuzz.yaml")]
      + files.filter { $0.lastPathComponent == "masking.yaml" }.sorted { $0.path < $1.path }
    return RuleFuzz(
      seed: seed, texts: rules.compactMap { try? String(contentsOf: $0, encoding: .utf8) }, catalog: catalog)
  }

  /// The text of a mutation.
  public func mutation(_ number: Int) -> [UInt8] {
    var mutator = RuleMutator(texts: texts, seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(number))
    return mutator.next(number.isMultiple(of: 2) ? 0 : number / 2 % texts.count)
  }

  /// Compiles mutations, several at a time; the faults come back by number.
  ///
  /// - Parameters:
  ///   - patience: how long one may take; a longer one ends the process and is named.
  ///   - progress: called now and then with how many are done.
  public func run(
    _ numbers: Range<Int>, patience: Duration = .seconds(60), progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async -> (bundles: Int, faults: [(number: Int, words: String)]) {
    let workers = ProcessInfo.processInfo.activeProcessorCount
    let watch = Watch()
    // A thread of its own: the compiler does not give way.
    Thread.detachNewThread {
      while !watch.isOver {
        Thread.sleep(forTimeInterval: 1)
        if let late = watch.late(patience) { fatalError("seed \(seed), mutation \(late) hangs") }
      }
    }
    defer { watch.close() }
    return await withTaskGroup(of: (Int, [(number: Int, words: String)]).self) { group in
      for worker in 0..<workers {
        group.addTask {
          var bundles = 0
          var faults: [(number: Int, words: String)] = []
          for number in numbers where number % workers == worker {
            watch.begin(number, by: worker)
            switch outcome(of: mutation(number)) {
            case .bundle: bundles += 1
            case .diagnostics: break
            case .fault(let words): faults.append((number, words))
            }
            if number % 1000 == 0 { progress(number - numbers.lowerBound) }
            await Task.yield()
          }
          watch.end(worker)
          return (bundles, faults)
        }
      }
      return await group.reduce(into: (bundles: 0, faults: [])) { sum, part in
        sum.bundles += part.0
        sum.faults += part.1
      }
    }
  }

  /// What the compiler makes of a file.
  public func outcome(of bytes: [UInt8]) -> Outcome {
    do {
      let file = try SourceFile(path: "masking.yaml", bytes: bytes)
      let document = try RuleDocument.read(file) { path, _ in
        guard let text = Self.included[path] else { throw SourceNotFound() }
        return SourceFile(path: path, text: text)
      }
      let pipeline = Pipeline(document: document, catalog: catalog)
      let verdicts = pipeline.questions.map { ($0.id, ExpressionVerdict.qualified("s." + $0.text)) }
      let samples = pipeline.samples.map { ($0.id, SampleVerdict.counted(made: 9, refused: 0)) }
      let compiled = try pipeline.finish(
        verdicts: Dictionary(uniqueKeysWithValues: verdicts), samples: Dictionary(uniqueKeysWithValues: samples))
      return fault(in: compiled.warnings, compiled.files, isRefused: false) ?? .bundle
    } catch let error as DiagnosticsError {
      return fault(in: error.diagnostics, error.files, isRefused: true) ?? .diagnostics
    } catch {
      return .fault("\(type(of: error)) is thrown")
    }
  }

  private static let included = ["shared.yaml": "links: { address: email }\n", "towns.txt": "Oslo\nBern\n"]

  /// Each diagnostic has a page, and a place that is in its file; a refusal has an error.
  private func fault(in diagnostics: [Diagnostic], _ files: [SourceFile], isRefused: Bool) -> Outcome? {
    guard diagnostics.contains(where: { $0.severity == .error }) == isRefused else {
      return .fault(isRefused ? "refused without an error" : "a bundle in spite of an error")
    }
    for diagnostic in diagnostics {
      if DiagnosticPage.page(diagnostic.id) == nil { return .fault("\(diagnostic.id) has no page") }
      guard let span = diagnostic.span else { continue }
      guard let file = files.first(where: { $0.path == span.file }) else {
        return .fault("\(diagnostic.id) points at \(span.file), which was not read")
      }
      // A wrong byte is shown as another character.
      let lines = file.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
      if span.start.line < 1 || span.start.line > lines + 1 || span.end.line > lines + 1 {
        return .fault("\(diagnostic.id) points at line \(span.start.line) of \(lines)")
      }
    }
    return TextRenderer(files: files).render(diagnostics).isEmpty == diagnostics.isEmpty
      ? nil : .fault("nothing is said")
  }
}

/// What each worker is at, and since when.
private final class Watch: Sendable {
  private let current = Mutex<[Int: (number: Int, since: ContinuousClock.Instant)]>([:])
  private let over = Mutex(false)

  var isOver: Bool { over.withLock { $0 } }
  func close() { over.withLock { $0 = true } }

  func begin(_ number: Int, by worker: Int) { current.withLock { $0[worker] = (number, .now) } }
  func end(_ worker: Int) { current.withLock { $0[worker] = nil } }

  func late(_ patience: Duration) -> Int? {
    current.withLock { $0.values.first { $0.since + patience < .now }?.number }
  }
}
