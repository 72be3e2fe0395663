internal import Diagnostics
internal import Foundation

/// Reads what a job file says of RDS and Aurora: `aws`, and the keys of `source`, `temporary` and `snapshot` that only those
/// providers have. What an application says goes before the defaults, key by key.
struct AwsReader {
  let findings: Findings

  // MARK: `aws`

  func account(_ node: RuleNode) -> AwsDocument.Account? {
    guard var keys = findings.keys(node, of: "`aws`") else { return nil }
    let region = keys.require("region", help: "as in `region: eu-central-1`").flatMap {
      findings.filledText($0, "`region`")
    }
    let account = keys.require("account", help: "the twelve digits of the only account that this job may touch")
      .flatMap(accountNumber)
    let command = keys.take("command").flatMap { findings.filledText($0, "`command`") }
    let endpoint = keys.take("endpoint").flatMap { findings.filledText($0, "`endpoint`") }
    keys.finish()
    guard let region, let account else { return nil }
    return AwsDocument.Account(region: region, account: account, command: command, endpoint: endpoint)
  }

  private func accountNumber(_ node: RuleNode) -> Spanned<String>? {
    guard let text = findings.filledText(node, "an account") else { return nil }
    guard text.value.count == 12, text.value.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return findings.wrongValue(node, "an account has twelve digits, not `\(text.value)`")
    }
    return text
  }

  // MARK: `source`

  /// `cluster` or `instance`, with `time` or `snapshot`.
  func source(_ entry: RuleNode.Entry, time: RuleNode.Entry?, snapshot: RuleNode.Entry?) -> JobDocument.AwsSource? {
    findings.refuseBoth(time, snapshot)
    guard let name = findings.filledText(entry.value, "`\(entry.key.value)`") else { return nil }
    var restore = AwsDocument.Restore.latest
    if let time {
      guard let text = findings.filledText(time.value, "`time`") else { return nil }
      guard (try? Date(text.value, strategy: .iso8601)) != nil else {
        return findings.wrongValue(
          time.value, "`time` is not a time", help: "write it in UTC, as in 2026-01-31T05:00:00Z")
      }
      restore = .time(text)
    } else if let snapshot {
      guard let text = findings.filledText(snapshot.value, "`snapshot`") else { return nil }
      restore = .snapshot(text)
    }
    let engine = entry.key.value == "cluster" ? AwsDocument.Engine.aurora : .rds
    return JobDocument.AwsSource(engine: engine, name: name, restore: restore)
  }

  // MARK: `temporary` and `snapshot`

  /// The keys that only RDS and Aurora have.
  struct Settings {
    var texts: [String: Spanned<String>] = [:]
    var securityGroups: [Spanned<String>]?
    var capacity: ClosedRange<Int>?
    var tunnel: AwsDocument.Tunnel?
    var rekey: AwsDocument.Rekey?
    var shareWith: [Spanned<String>]?

    /// These first, then what `defaults` say.
    func over(_ defaults: Settings) -> Settings {
      Settings(
        texts: texts.merging(defaults.texts) { own, _ in own },
        securityGroups: securityGroups ?? defaults.securityGroups, capacity: capacity ?? defaults.capacity,
        tunnel: tunnel ?? defaults.tunnel, rekey: rekey ?? defaults.rekey, shareWith: shareWith ?? defaults.shareWith)
    }
  }

  private static let temporaryTexts = [
    "database", "class", "subnet_group", "cluster_parameter_group", "parameter_group", "certificates",
  ]

  func readTemporary(_ keys: inout KeyReader, into settings: inout Settings) {
    for key in Self.temporaryTexts {
      if let text = keys.take(key).flatMap({ findings.filledText($0, "`\(key)`") }) { settings.texts[key] = text }
    }
    settings.securityGroups = keys.take("security_groups").flatMap { findings.texts($0, "`security_groups`") }
    settings.capacity = keys.take("capacity").flatMap(capacity)
    settings.tunnel = keys.take("tunnel").flatMap(tunnel)
  }

  private func capacity(_ node: RuleNode) -> ClosedRange<Int>? {
    guard var keys = findings.keys(node, of: "`capacity`") else { return nil }
    // At 0 the instance would pause under the run's feet.
    let least = keys.require("min").flatMap { findings.integer($0, "`min`", in: 1...256) }
    let most = keys.require("max").flatMap { findings.integer($0, "`max`", in: 1...256) }
    keys.finish()
    guard let least, let most else { return nil }
    guard least.value <= most.value else { return findings.wrongValue(node, "`max` is less than `min`") }
    return least.value...most.value
  }

  private func tunnel(_ node: RuleNode) -> AwsDocument.Tunnel? {
    guard var keys = findings.keys(node, of: "`tunnel`", help: "write `{ host: 127.0.0.1, port: 5433 }`") else {
      return nil
    }
    let host = keys.require("host", help: "an address, as in 127.0.0.1").flatMap { findings.filledText($0, "`host`") }
    let port = keys.require("port").flatMap { findings.integer($0, "`port`", in: 1...65535) }
    keys.finish()
    guard let host, let port else { return nil }
    return AwsDocument.Tunnel(host: host, port: port.value)
  }

  /// At most so many accounts share a snapshot.
  private static let mostAccounts = 20

  func readSnapshot(_ keys: inout KeyReader, into settings: inout Settings) {
    if let key = keys.take("kms_key").flatMap({ findings.filledText($0, "`kms_key`") }) {
      settings.texts["kms_key"] = key
    }
    settings.rekey = keys.take("rekey").flatMap { findings.word($0, "`rekey`", as: AwsDocument.Rekey.self) }?.value
    settings.shareWith = keys.take("share_with").flatMap { node in
      guard let accounts = findings.list(node, "`share_with`", of: accountNumber) else { return nil }
      guard accounts.count <= Self.mostAccounts else {
        return findings.wrongValue(node, "a snapshot is shared with at most \(Self.mostAccounts) accounts")
      }
      return accounts
    }
  }

  // MARK: All together

  /// What an application needs, complete; what is missing is reported.
  func document(
    _ source: JobDocument.AwsSource, _ settings: Settings, _ account: AwsDocument.Account?,
    of application: Spanned<String>, at span: SourceSpan
  ) -> AwsDocument? {
    let needed = ["database", "class", "subnet_group", "certificates"]
    var missing = needed.filter { settings.texts[$0] == nil }.map { "`\($0)` (temporary)" }
    if settings.securityGroups?.isEmpty ?? true { missing.append("`security_groups` (temporary)") }
    if settings.texts["kms_key"] == nil { missing.append("`kms_key` (snapshot)") }
    if account == nil { missing.append("the job's `aws`") }
    guard missing.isEmpty, let account, let database = settings.texts["database"],
      let instanceClass = settings.texts["class"], let subnetGroup = settings.texts["subnet_group"],
      let certificates = settings.texts["certificates"], let key = settings.texts["kms_key"]
    else {
      if !findings.hasErrors {
        findings.report(
          Diagnostic(
            "missing-key", "`\(application.value)` on AWS needs \(missing.joined(separator: ", "))", at: span,
            help:
              "give it under `defaults` or at the application; without groups a restored copy gets the default ones, "
              + "and nobody can connect"))
      }
      return nil
    }
    let rekey = settings.rekey ?? .atRestore
    if case (.rds, .time(let time), .atRestore) = (source.engine, source.restore, rekey) {
      findings.report(
        Diagnostic(
          "conflicting-keys", "an instance that is restored to a time keeps its source's key", at: time.span,
          help: "write `rekey: copy-after-mask`, or restore a `snapshot`"))
      return nil
    }
    return AwsDocument(
      account: account, engine: source.engine, source: source.name, restore: source.restore, database: database,
      instanceClass: instanceClass, capacity: settings.capacity, subnetGroup: subnetGroup,
      securityGroups: settings.securityGroups ?? [], clusterParameterGroup: settings.texts["cluster_parameter_group"],
      parameterGroup: settings.texts["parameter_group"], certificates: certificates, tunnel: settings.tunnel, key: key,
      rekey: rekey, shareWith: settings.shareWith ?? [])
  }
}

extension Findings {
  /// Reports two keys that exclude each other.
  func refuseBoth(_ one: RuleNode.Entry?, _ other: RuleNode.Entry?) {
    guard let one, let other else { return }
    report(
      Diagnostic(
        "conflicting-keys", "`\(one.key.value)` and `\(other.key.value)` exclude each other", at: other.key.span,
        notes: [Diagnostic.Note("`\(one.key.value)` is here", at: one.key.span)], help: "keep one of them"))
  }
}
