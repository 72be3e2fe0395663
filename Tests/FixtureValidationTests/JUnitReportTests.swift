import CLibXML
import Diagnostics
import Foundation
import PostgresSyntax
import RuleSyntax
import Testing
import Verifier

@testable import FixtureValidation

@Suite struct JUnitReportTests {
  private func result(_ expectation: RuleSyntax.Expectation, failed: Int = 0, value: String? = nil) -> ExpectationResult
  {
    let file = SourceFile(path: "cases/one/expectations.yaml", text: "a\nb\n  changed: true\n")
    let failure = ExpectationResult.Failure(
      key: [ExpectationResult.KeyValue(column: "id", value: "7")], maskedValue: value)
    return ExpectationResult(
      relation: QualifiedName("public", "people"), column: "name", expectation: expectation, span: file.span(6..<13),
      checked: 9, failed: failed, examples: failed > 0 ? [failure] : [], obstacle: nil)
  }

  private func xml(_ cases: [ValidationReport.Case], refused: [Diagnostic] = []) throws -> String {
    let report = ValidationReport(
      application: "shop", isRefused: !refused.isEmpty, diagnostics: refused, files: [], cases: cases)
    let data = try JUnitReport([report]).xml()
    let isWellFormed = data.withUnsafeBytes {
      understudy_xml_is_well_formed($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
    }
    #expect(isWellFormed == 1)
    return String(decoding: data, as: UTF8.self)
  }

  @Test func everyExpectationIsATest() throws {
    let text = try xml([
      ValidationReport.Case(
        name: "one", expectations: [result(.changed), result(.matches("^<&\">$"), failed: 2, value: "a<&>\u{1}\"é🙂")],
        refusals: [],
        findings: [
          VerificationFinding(
            check: "survivor-email", relation: QualifiedName("public", "notes"), column: "body", count: 3)
        ], files: [])
    ])
    #expect(
      text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites tests="4" failures="2" errors="0" skipped="0">
          <testsuite name="shop" tests="1" failures="0" errors="0" skipped="0">
            <testcase name="compile" classname="shop"/>
          </testsuite>
          <testsuite name="shop.one" tests="3" failures="2" errors="0" skipped="0">
            <testcase name="public.people.name changed" classname="shop.one" file="cases/one/expectations.yaml" line="3">
              <system-out>9 values checked</system-out>
            </testcase>
            <testcase name="public.people.name matches" classname="shop.one" file="cases/one/expectations.yaml" line="3">
              <failure message="public.people.name: 2 of 9 values do not match [expectation-failed]">cases/one/expectations.yaml:3:3: error: public.people.name: 2 of 9 values do not match [expectation-failed]
          note: the row id = 7 has `a&lt;&amp;&gt;\u{FFFD}&quot;é🙂`

        1 error
        </failure>
              <system-out>9 values checked</system-out>
            </testcase>
            <testcase name="verify" classname="shop.one">
              <failure message="1 promises do not hold">survivor-email: public.notes.body (3)</failure>
            </testcase>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func refusedRulesFailTheCompilation() throws {
    let text = try xml([], refused: [Diagnostic("unknown-table", "there is no table x", at: nil)])
    #expect(text.contains("<failure message=\"there is no table x [unknown-table]\">"))
    #expect(text.contains("<testsuites tests=\"1\" failures=\"1\""))
  }

  @Test func brokenXMLIsNoticed() {
    #expect(understudy_xml_is_well_formed("<a>", 3) == 0)
    #expect(understudy_xml_is_well_formed("<a/>", 4) == 1)
  }
}
