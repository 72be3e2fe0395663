public import Diagnostics

extension JobDocument {
  /// Reads a job file.
  ///
  /// - Throws: `JobDocumentError` with everything that is wrong.
  public static func read(_ file: SourceFile) throws(JobDocumentError) -> JobDocument {
    let findings = Findings()
    let composition = YAMLComposer.compose(file)
    findings.report(composition)
    let document = composition.root.flatMap { JobReader(findings: findings).job($0, file) }
    guard let document, !findings.hasErrors else { throw JobDocumentError(findings.diagnostics, file: file) }
    return document
  }
}

/// Reads section by section; an application's own settings come before the job's defaults, key by key.
private struct JobReader {
  let findings: Findings
  private var aws: AwsReader { AwsReader(findings: findings) }

  func job(_ root: RuleNode, _ file: SourceFile) -> JobDocument? {
    guard var keys = findings.keys(root, of: "a job file") else { return nil }
    var job = JobDocument(protected: [], applications: [], file: file)
    job.key = keys.take("key").flatMap { node in
      findings.secret(node, of: "`key`").map { Spanned($0, at: node.span) }
    }
    job.protected = keys.take("protected").flatMap { findings.texts($0, "`protected`") } ?? []
    job.notify = keys.take("notify").flatMap(notify)
    let account = keys.take("aws").flatMap(aws.account)
    let defaults = keys.take("defaults").flatMap(defaults) ?? Defaults()
    if let node = keys.require("applications", help: "name at least one, with its `rules` and its `source`") {
      job.applications = findings.names(node, of: "`applications`").compactMap { application($0, defaults, account) }
    }
    keys.finish()
    return job
  }

  private func notify(_ node: RuleNode) -> [Spanned<String>]? {
    guard var keys = findings.keys(node, of: "`notify`") else { return nil }
    let command = keys.require("command").flatMap { node -> [Spanned<String>]? in
      guard let words = findings.texts(node, "`command`") else { return nil }
      return words.isEmpty ? findings.wrongValue(node, "`command` is empty") : words
    }
    keys.finish()
    return command
  }

  // MARK: Defaults

  private struct Defaults {
    var temporary = TemporarySettings()
    var snapshot = SnapshotSettings()
  }

  private struct TemporarySettings {
    var provider: Spanned<Provider>?
    var server: JobDocument.Temporary.Server?
    var aws = AwsReader.Settings()
  }

  private struct SnapshotSettings {
    var directory: Spanned<String>?
    var recipients: [Spanned<String>]?
    var keep: Int?
    var provider: Spanned<Provider>?
    var aws = AwsReader.Settings()
  }

  private enum Provider: String, CaseIterable, Sendable, Hashable { case local, rds, aurora }

  private func defaults(_ node: RuleNode) -> Defaults? {
    guard var keys = findings.keys(node, of: "`defaults`") else { return nil }
    var defaults = Defaults()
    if let node = keys.take("temporary") { defaults.temporary = temporary(node) }
    if let node = keys.take("snapshot") { defaults.snapshot = snapshot(node) }
    keys.finish()
    return defaults
  }

  private func temporary(_ node: RuleNode) -> TemporarySettings {
    var settings = TemporarySettings()
    guard var keys = findings.keys(node, of: "`temporary`") else { return settings }
    settings.provider = provider(&keys)
    aws.readTemporary(&keys, into: &settings.aws)
    settings.server = keys.take("server").flatMap(server)
    keys.finish()
    return settings
  }

  private func server(_ node: RuleNode) -> JobDocument.Temporary.Server? {
    if node.text == "embedded" { return .embedded }
    guard case .mapping = node.content else {
      return findings.wrongValue(
        node, "`server` is `embedded` or where a connection string comes from",
        help: "write `{ env: NAME }` or `{ file: PATH }`: connection strings hold passwords")
    }
    return findings.secret(node, of: "`server`").map(JobDocument.Temporary.Server.connection)
  }

  private func snapshot(_ node: RuleNode) -> SnapshotSettings {
    var settings = SnapshotSettings()
    guard var keys = findings.keys(node, of: "`snapshot`") else { return settings }
    settings.provider = provider(&keys)
    aws.readSnapshot(&keys, into: &settings.aws)
    settings.directory = keys.take("directory").flatMap { findings.filledText($0, "`directory`") }
    settings.recipients = keys.take("recipients").flatMap { node in
      guard let recipients = findings.texts(node, "`recipients`") else { return nil }
      return recipients.isEmpty
        ? findings.wrongValue(
          node, "`recipients` is empty", help: "name files with public keys: a snapshot is always encrypted")
        : recipients
    }
    settings.keep = keys.take("keep").flatMap { findings.integer($0, "`keep`", in: 1...10_000) }?.value
    keys.finish()
    return settings
  }

  private func provider(_ keys: inout KeyReader) -> Spanned<Provider>? {
    keys.take("provider").flatMap { findings.word($0, "`provider`", as: Provider.self) }
  }

  /// The source says which provider it is: whoever writes another one means something else.
  private func checkProvider(_ given: Spanned<Provider>?, of source: JobDocument.Source) {
    let (wanted, what): (Provider, String) =
      switch source {
      case .fixtures: (.local, "fixtures")
      case .database: (.local, "a database's connection string")
      case .dump: (.local, "a dump")
      case .aws(let source): source.engine == .aurora ? (.aurora, "a `cluster`") : (.rds, "an `instance`")
      }
    guard let given, given.value != wanted else { return }
    let _: Never? = findings.wrongValue(
      RuleNode(.scalar(given.value.rawValue, isQuoted: false), span: given.span),
      "the provider of \(what) is `\(wanted.rawValue)`, not `\(given.value.rawValue)`",
      help: "on AWS name `cluster` or `instance` as the source, and the same provider for both")
  }

  // MARK: Applications

  /// `understudy_NAME.loading.schema` fits into 63 bytes.
  private static let longestName = 37

  private func application(
    _ entry: RuleNode.Entry, _ defaults: Defaults, _ account: AwsDocument.Account?
  ) -> JobDocument.Application? {
    let name = entry.key
    guard name.value.utf8.allSatisfy(RuleReader.isNameByte), !name.value.isEmpty else {
      return findings.wrongValue(
        RuleNode(.scalar(name.value, isQuoted: true), span: name.span),
        "an application's name has letters, digits, `_` and `-` only", help: "it names folders too")
    }
    // Databases are called after it, and the server cuts what is longer than 63 bytes.
    guard name.value.utf8.count <= Self.longestName else {
      return findings.wrongValue(
        RuleNode(.scalar(name.value, isQuoted: true), span: name.span),
        "an application's name has at most \(Self.longestName) characters", help: "databases are called after it")
    }
    let help = "write `\(name.value): { rules: \(name.value)/masking.yaml, source: { … } }`"
    guard var keys = findings.keys(entry.value, of: "the application `\(name.value)`", help: help) else { return nil }
    let rules = keys.require("rules").flatMap { findings.filledText($0, "`rules`") }
    let schema = keys.take("schema").flatMap { findings.filledText($0, "`schema`") }
    let source = keys.require("source").flatMap(source)
    let temporary = keys.take("temporary").map(temporary) ?? TemporarySettings()
    let own = keys.take("snapshot").map(snapshot) ?? SnapshotSettings()
    keys.finish()
    guard let rules, let source else { return nil }
    let span = SourceSpan(file: name.span.file, start: name.span.start, end: entry.value.span.end)
    checkProvider(temporary.provider ?? defaults.temporary.provider, of: source)
    checkProvider(own.provider ?? defaults.snapshot.provider, of: source)
    var document: AwsDocument?
    let snapshot: JobDocument.Snapshot?
    if case .aws(let source) = source {
      if schema == nil {
        findings.report(
          Diagnostic(
            "missing-key", "`\(name.value)` on AWS needs `schema`", at: name.span,
            help: "name what its rules are compiled against, as pg_dump --schema-only writes it"))
      }
      var settings = temporary.aws.over(defaults.temporary.aws)
      settings = settings.over(own.aws).over(defaults.snapshot.aws)
      document = aws.document(source, settings, account, of: name, at: span)
      if document == nil { return nil }
      let directory = own.directory ?? defaults.snapshot.directory ?? Spanned("../build/snapshots", at: span)
      snapshot = JobDocument.Snapshot(
        directory: directory, recipients: [], keep: own.keep ?? defaults.snapshot.keep ?? 3)
    } else {
      snapshot = self.snapshot(own, defaults.snapshot, of: name)
    }
    guard let snapshot else { return nil }
    return JobDocument.Application(
      name: name, rules: rules, schema: schema, source: source,
      temporary: JobDocument.Temporary(server: temporary.server ?? defaults.temporary.server ?? .embedded),
      snapshot: snapshot, aws: document, span: span)
  }

  private func snapshot(
    _ own: SnapshotSettings, _ defaults: SnapshotSettings, of application: Spanned<String>
  ) -> JobDocument.Snapshot? {
    let directory = own.directory ?? defaults.directory
    let recipients = own.recipients ?? defaults.recipients
    if let directory, let recipients {
      return JobDocument.Snapshot(directory: directory, recipients: recipients, keep: own.keep ?? defaults.keep ?? 3)
    }
    // What was given and is wrong has been reported already.
    if findings.hasErrors { return nil }
    let missing = [directory == nil ? "directory" : nil, recipients == nil ? "recipients" : nil].compactMap(\.self)
    findings.report(
      Diagnostic(
        "missing-key",
        "the snapshot of `\(application.value)` needs \(missing.map { "`\($0)`" }.joined(separator: " and "))",
        at: application.span, help: "give it under `defaults: { snapshot: … }` or at the application"))
    return nil
  }

  private func source(_ node: RuleNode) -> JobDocument.Source? {
    guard
      var keys = findings.keys(
        node, of: "`source`",
        help:
          "write `{ fixtures: … }`, `{ database: { env: … } }`, `{ dump: … }`, `{ cluster: … }` or `{ instance: … }`")
    else { return nil }
    let entry = keys.takeOne(of: ["fixtures", "database", "dump", "cluster", "instance"])
    let chosen = entry?.key.value == "fixtures" ? keys.take("case") : nil
    let isAws = ["cluster", "instance"].contains(entry?.key.value ?? "")
    let time = isAws ? keys.entry("time") : nil
    let snapshot = isAws ? keys.entry("snapshot") : nil
    keys.finish()
    guard let entry else { return nil }
    switch entry.key.value {
    case "fixtures":
      let name = chosen.flatMap { findings.filledText($0, "`case`") }
      return findings.filledText(entry.value, "`fixtures`").map { .fixtures($0, case: name) }
    case "cluster", "instance":
      return aws.source(entry, time: time, snapshot: snapshot).map(JobDocument.Source.aws)
    case "database":
      return findings.secret(entry.value, of: "`database`").map { .database(Spanned($0, at: entry.value.span)) }
    default:
      return findings.filledText(entry.value, "`dump`").map(JobDocument.Source.dump)
    }
  }
}
