internal import CLibXML
internal import Diagnostics
public import Foundation
internal import RuleSyntax
internal import Verifier

/// A validation in the form that CI servers read.
public struct JUnitReport: Sendable {
  private let suites: [Suite]

  private struct Suite {
    let name: String
    let tests: [Test]
  }

  private struct Test {
    let name: String
    let className: String
    /// Of the expectation, for servers that link to it.
    let place: SourceSpan?
    /// Nil where it passed: the problem in one line, and in full.
    let failure: (summary: String, text: String)?
    let note: String?
  }

  /// - Parameter threshold: the score in percent below which an application's mutants have failed; nil: they are only told.
  public init(_ reports: [ValidationReport], threshold: Double? = nil) {
    suites = reports.flatMap { Self.suites($0, threshold) }
  }

  private static func suites(_ report: ValidationReport, _ threshold: Double?) -> [Suite] {
    let compilation = Test(
      name: "compile", className: report.application, place: nil,
      failure: report.isRefused ? failure(report.diagnostics, report.files) : nil, note: nil)
    return [Suite(name: report.application, tests: [compilation])] + report.cases.map { suite($0, report) }
      + (report.mutation.map { [suite($0, report, threshold)] } ?? [])
  }

  /// One test, the score: a survivor by itself is no failure.
  private static func suite(_ mutation: MutationReport, _ report: ValidationReport, _ threshold: Double?) -> Suite {
    let className = "\(report.application).mutants"
    let score = "\(mutation.killed) of \(mutation.mutants) mutants noticed (\(mutation.percent))"
    let survivors = TextRenderer(files: report.files).render(mutation.diagnostics)
    let isEnough = threshold.map { mutation.score >= $0 } ?? true
    return Suite(
      name: className,
      tests: [
        Test(
          name: "score", className: className, place: nil, failure: isEnough ? nil : (score, survivors),
          note: isEnough ? score + (survivors.isEmpty ? "" : "\n" + survivors) : score)
      ])
  }

  private static func suite(_ run: ValidationReport.Case, _ report: ValidationReport) -> Suite {
    let className = "\(report.application).\(run.name)"
    var tests = run.expectations.map { result in
      Test(
        name: "\(result.subject) \(result.expectation.name)", className: className,
        place: result.span, failure: result.diagnostic.map { failure([$0], run.files) },
        note: "\(result.checked) values checked")
    }
    if !run.refusals.isEmpty {
      tests.append(
        Test(
          name: "expectations.yaml", className: className, place: nil, failure: failure(run.refusals, run.files),
          note: nil))
    }
    let findings = run.findings.map(\.words).joined(separator: "\n")
    tests.append(
      Test(
        name: "verify", className: className, place: nil,
        failure: findings.isEmpty ? nil : ("\(run.findings.count) promises do not hold", findings), note: nil))
    return Suite(name: className, tests: tests)
  }

  private static func failure(_ diagnostics: [Diagnostic], _ files: [SourceFile]) -> (String, String) {
    let first = diagnostics.first.map { "\($0.message) [\($0.id)]" } ?? ""
    return (first, TextRenderer(files: files).render(diagnostics))
  }

  /// The report as a document.
  ///
  /// - Throws: `JUnitReportError` where libxml2 has no memory.
  public func xml() throws -> Data {
    guard let document = understudy_xml_begin() else { throw JUnitReportError() }
    defer { understudy_xml_free(document) }
    let writer = XMLWriter(document: document)
    try writer.element("testsuites", counts(suites.flatMap(\.tests))) {
      for suite in suites {
        try writer.element("testsuite", [("name", suite.name)] + counts(suite.tests)) {
          for test in suite.tests { try write(test, writer) }
        }
      }
    }
    var length = 0
    guard let bytes = understudy_xml_finish(document, &length) else { throw JUnitReportError() }
    return Data(bytes: bytes, count: length)
  }

  private func counts(_ tests: [Test]) -> [(String, String)] {
    [
      ("tests", String(tests.count)), ("failures", String(tests.filter { $0.failure != nil }.count)), ("errors", "0"),
      ("skipped", "0"),
    ]
  }

  private func write(_ test: Test, _ writer: XMLWriter) throws {
    var attributes = [("name", test.name), ("classname", test.className)]
    if let place = test.place { attributes += [("file", place.file), ("line", String(place.start.line))] }
    try writer.element("testcase", attributes) {
      if let failure = test.failure {
        try writer.element("failure", [("message", failure.summary)]) { try writer.text(failure.text) }
      }
      if let note = test.note { try writer.element("system-out", []) { try writer.text(note) } }
    }
  }
}

/// libxml2 could not write the report.
public struct JUnitReportError: Error, Sendable {}

/// Elements, attributes and texts through libxml2.
private struct XMLWriter {
  let document: OpaquePointer

  func element(_ name: String, _ attributes: [(String, String)], _ content: () throws -> Void) throws {
    try check(understudy_xml_start(document, name))
    for (name, value) in attributes { try check(understudy_xml_attribute(document, name, Self.clean(value))) }
    try content()
    try check(understudy_xml_end(document))
  }

  func text(_ text: String) throws { try check(understudy_xml_text(document, Self.clean(text))) }

  private func check(_ status: Int32) throws {
    guard status == 0 else { throw JUnitReportError() }
  }

  /// Without the characters that XML 1.0 cannot hold.
  static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: result.append(scalar)
      default: result.append("\u{FFFD}")
      }
    }
    return String(result)
  }
}
