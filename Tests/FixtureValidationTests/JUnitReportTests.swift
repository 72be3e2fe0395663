import CLibXML
import Diagnostics
import Foundation
import PostgresSyntax
import RuleSyntax
import TestServers
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
    #expect(Self.isValid(data) == 1)
    return String(decoding: data, as: UTF8.self)
  }

  /// What CI servers agree on: the elements and attributes that Jenkins, GitLab and GitHub's readers take.
  private static let schema = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:attributeGroup name="counts">
        <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
      </xs:attributeGroup>
      <xs:complexType name="message">
        <xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="message" type="xs:string" use="required"/>
        </xs:extension></xs:simpleContent>
      </xs:complexType>
      <xs:element name="testsuites"><xs:complexType>
        <xs:sequence><xs:element name="testsuite" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
          <xs:sequence><xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
            <xs:sequence>
              <xs:element name="failure" type="message" minOccurs="0"/>
              <xs:element name="system-out" type="xs:string" minOccurs="0"/>
            </xs:sequence>
            <xs:attribute name="name" type="xs:string" use="required"/>
            <xs:attribute name="classname" type="xs:string" use="required"/>
            <xs:attribute name="file" type="xs:string"/>
            <xs:attribute name="line" type="xs:positiveInteger"/>
          </xs:complexType></xs:element></xs:sequence>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attributeGroup ref="counts"/>
        </xs:complexType></xs:element></xs:sequence>
        <xs:attributeGroup ref="counts"/>
      </xs:complexType></xs:element>
    </xs:schema>
    """

  private static func isValid(_ data: Data) -> Int32 {
    data.withUnsafeBytes {
      understudy_xml_is_valid(
        $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, schema, schema.utf8.count)
    }
  }

  @Test func theSchemaRefusesWhatNoReaderTakes() {
    #expect(Self.isValid(Data("<testsuites tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\"/>".utf8)) == 1)
    #expect(Self.isValid(Data("<testsuites tests=\"one\" failures=\"0\" errors=\"0\" skipped=\"0\"/>".utf8)) == 0)
    #expect(Self.isValid(Data("<tests/>".utf8)) == 0)
  }

  @Test func aReaderOfJUnitUnderstandsIt() async throws {
    let text = try xml([
      ValidationReport.Case(
        name: "one", expectations: [result(.changed), result(.unique, failed: 2, value: "<é>")], refusals: [],
        findings: [], files: [])
    ])
    let read = try await RealReaders.python(
      """
      import sys, junitparser
      report = junitparser.JUnitXml.fromstring(sys.stdin.buffer.read())
      print(report.tests, report.failures, report.errors)
      for suite in report:
          for case in suite:
              print(suite.name, case.name, case.classname, [r.message for r in case.result], case.is_passed)
      """, reading: text)
    #expect(
      read == """
        4 1 0
        shop compile shop [] True
        shop.one public.people.name changed shop.one [] True
        shop.one public.people.name unique shop.one ['public.people.name: 2 of 9 values are there already [expectation-failed]'] False
        shop.one verify shop.one [] True

        """)
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
