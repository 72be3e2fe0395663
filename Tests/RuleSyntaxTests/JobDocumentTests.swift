import Diagnostics
import Foundation
import MarkedSources
import RuleSyntax
import Testing

private func expectJobFindings(_ marked: String, location: SourceLocation = #_sourceLocation) {
  let source = MarkedSource(marked, path: "rules/job.yaml")
  var found: [MarkedSource.Finding] = []
  do {
    _ = try JobDocument.read(source.file)
  } catch {
    found = MarkedSource.findings(error.diagnostics, in: [error.file])
  }
  #expect(found == source.expected, sourceLocation: location)
}

private func job(_ text: String) throws -> JobDocument {
  try JobDocument.read(SourceFile(path: "rules/job.yaml", text: text))
}

@Suite struct JobDocumentTests {
  @Test func theShippedJobIsRead() throws {
    let job = try job(String(contentsOf: repository.appending(path: "rules/job.yaml"), encoding: .utf8))
    #expect(job.key?.value == .file("../build/demo/key"))
    let storefront = try #require(job.applications.first { $0.name.value == "storefront" })
    #expect(storefront.rules.value == "storefront/masking.yaml")
    #expect(storefront.snapshot.keep == 3)
    guard case .fixtures(let folder, case: nil) = storefront.source else {
      Issue.record("storefront is not made from fixtures")
      return
    }
    #expect(folder.value == "../fixtures/storefront")
  }

  @Test func anApplicationsSettingsComeBeforeTheDefaults() throws {
    let job = try job(
      """
      key: { env: KEY }
      protected: ["*.prod"]
      notify: { command: [./notify.sh, --quietly] }
      defaults:
        temporary: { provider: local, server: embedded }
        snapshot: { directory: out, recipients: [a, b] }
      applications:
        one:
          rules: one.yaml
          source: { database: { env: ONE_URL } }
          temporary: { server: { file: server.url } }
          snapshot: { keep: 9, recipients: [c] }
        two: { rules: two.yaml, source: { dump: two.dump } }
        three: { rules: three.yaml, source: { fixtures: f, case: tiny } }
      """)
    #expect(job.key?.value == .environment("KEY"))
    #expect(job.protected.map(\.value) == ["*.prod"])
    #expect(job.notify?.map(\.value) == ["./notify.sh", "--quietly"])
    #expect(job.applications.map(\.name.value) == ["one", "two", "three"])
    #expect(job.applications.map { $0.snapshot.recipients.map(\.value) } == [["c"], ["a", "b"], ["a", "b"]])
    #expect(job.applications.map(\.snapshot.directory.value) == ["out", "out", "out"])
    #expect(job.applications.map(\.snapshot.keep) == [9, 3, 3])
    #expect(job.applications.map(\.temporary.server) == [.connection(.file("server.url")), .embedded, .embedded])
    guard case .database(let url) = job.applications[0].source, case .dump(let dump) = job.applications[1].source,
      case .fixtures(_, case: let name?) = job.applications[2].source
    else {
      Issue.record("a source was read as another")
      return
    }
    #expect(url.value == .environment("ONE_URL"))
    #expect(dump.value == "two.dump")
    #expect(name.value == "tiny")
  }

  @Test func whatIsWrongIsPointedAt() {
    expectJobFindings("⟦missing-key:⟧# nothing\n")
    expectJobFindings("⟦missing-key:{ ⟦unknown-key:aplications⟧: {} }⟧\n")
    expectJobFindings(
      """
      key: ⟦missing-key:{ ⟦unknown-key:enw⟧: KEY }⟧
      protected: ⟦wrong-type:one⟧
      notify: { command: ⟦wrong-value:[]⟧ }
      defaults:
        temporary: { provider: ⟦wrong-value:locl⟧, server: ⟦wrong-value:postgres://me@host/db⟧ }
        snapshot: { provider: ⟦not-yet-supported:rds⟧, directory: ⟦wrong-type:[a]⟧, recipients: ⟦wrong-value:[]⟧, keep: ⟦wrong-value:0⟧ }
      applications:
        ⟦wrong-value:../up⟧: { rules: a, source: { fixtures: f } }
        two: ⟦missing-key:{ source: { ⟦note:fixtures⟧: f, ⟦conflicting-keys:dump⟧: d } }⟧
        three: ⟦wrong-type:three.yaml⟧
        four: { rules: four.yaml, source: { dump: d, ⟦unknown-key:case⟧: c } }
      """)
  }

  @Test func aSnapshotNeedsItsFolderAndItsReaders() {
    expectJobFindings("applications: { ⟦missing-key:shop⟧: { rules: r.yaml, source: { dump: d } } }")
  }

  @Test func yamlThatIsNoneIsPointedAt() {
    expectJobFindings("applications: { shop: [\n⟦yaml-syntax:}⟧")
  }
}
