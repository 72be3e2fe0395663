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
        snapshot: { provider: ⟦wrong-value:oracle⟧, directory: ⟦wrong-type:[a]⟧, recipients: ⟦wrong-value:[]⟧, keep: ⟦wrong-value:0⟧ }
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

  /// A job with an application on AWS; `change` replaces a piece of it.
  private func onAws(_ piece: String = "", _ replacement: String = "") -> String {
    let text = """
      aws: { region: eu-central-1, account: "123456789012" }
      defaults:
        temporary: { provider: aurora, class: db.r6g.large, subnet_group: lower, security_groups: [sg-1], certificates: ca.pem }
        snapshot: { provider: aurora, kms_key: alias/lower, share_with: ["210987654321"] }
      applications:
        shop: { rules: r.yaml, schema: s.sql, source: { cluster: prod }, temporary: { database: shop }, snapshot: { keep: 5 } }
      """
    return piece.isEmpty ? text : text.replacing(piece, with: replacement)
  }

  @Test func anApplicationOnAwsIsRead() throws {
    let job = try JobDocument.read(SourceFile(path: "job.yaml", text: onAws()))
    let shop = try #require(job.applications.first)
    let aws = try #require(shop.aws)
    #expect(aws.engine == .aurora && aws.source.value == "prod" && aws.database.value == "shop")
    #expect(aws.account.account.value == "123456789012" && aws.securityGroups.map(\.value) == ["sg-1"])
    #expect(aws.rekey == .atRestore && aws.key.value == "alias/lower" && aws.shareWith.map(\.value) == ["210987654321"])
    #expect(shop.snapshot.keep == 5 && shop.snapshot.recipients.isEmpty)
    let other = onAws("snapshot: { keep: 5 }", "snapshot: { rekey: copy-after-mask }").replacing(
      "{ cluster: prod }", with: "{ instance: prod, time: 2026-01-31T05:00:00Z }"
    ).replacing("provider: aurora, ", with: "")
    let rds = try #require(try JobDocument.read(SourceFile(path: "job.yaml", text: other)).applications.first?.aws)
    #expect(rds.engine == .rds && rds.rekey == .copyAfterMask)
    guard case .time(let time) = rds.restore else {
      Issue.record("the time was not read")
      return
    }
    #expect(time.value == "2026-01-31T05:00:00Z")
  }

  @Test func whatIsWrongOnAwsIsPointedAt() {
    expectJobFindings(onAws("account: \"123456789012\"", "account: ⟦wrong-value:prod⟧"))
    expectJobFindings(
      onAws("aws: { region: eu-central-1, account: \"123456789012\" }\n", "").replacing(
        "shop: {", with: "⟦missing-key:shop: {"
      ).replacing("keep: 5 } }", with: "keep: 5 } }⟧"))
    expectJobFindings(onAws("{ cluster: prod }", "{ cluster: prod, time: ⟦wrong-value:yesterday⟧ }"))
    expectJobFindings(
      onAws("{ cluster: prod }", "{ cluster: prod, ⟦note:time⟧: 2026-01-31T05:00:00Z, ⟦conflicting-keys:snapshot⟧: s }")
    )
    expectJobFindings(onAws("[\"210987654321\"]", "[⟦wrong-value:everybody⟧]"))
    expectJobFindings(onAws("{ keep: 5 }", "{ rekey: ⟦wrong-value:never⟧ }"))
    expectJobFindings(onAws("database: shop", "database: shop, tunnel: { host: 127.0.0.1, port: ⟦wrong-value:70000⟧ }"))
    expectJobFindings(onAws("database: shop", "database: shop, capacity: { min: ⟦wrong-value:0⟧, max: 4 }"))
    expectJobFindings(onAws("schema: s.sql, ", "").replacing("shop: {", with: "⟦missing-key:shop⟧: {"))
    expectJobFindings(
      onAws("{ cluster: prod }", "{ instance: prod, time: ⟦conflicting-keys:2026-01-31T05:00:00Z⟧ }")
        .replacing("provider: aurora, ", with: ""))
    expectJobFindings(
      onAws().replacing("temporary: { provider: aurora", with: "temporary: { provider: ⟦wrong-value:rds⟧"))
  }

  @Test func yamlThatIsNoneIsPointedAt() {
    expectJobFindings("applications: { shop: [\n⟦yaml-syntax:}⟧")
  }
}
