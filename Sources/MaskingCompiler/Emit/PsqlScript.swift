internal import BundleFormat
internal import PostgresSyntax

/// `run.psql`: the same run for someone who has only psql, the key and an adopted database.
struct PsqlScript {
  let application: String
  let steps: [Step]
  let parameters: [String]

  var text: String {
    (head + steps.filter { $0.kind != .seal }.flatMap(lines)).joined(separator: "\n") + "\n"
  }

  private var head: [String] {
    let settings =
      (["key=<64 hex digits>", "bundle=<SHA-256 of manifest.json>"] + parameters.map { "parameter.\($0)=<value>" })
      .map { "-c understudy.\($0)" }.joined(separator: " ")
    return [
      "-- \(application): the whole run by psql; an interrupted one is resumed by running it again.",
      "-- It needs a database that `understudy adopt` has marked. Write a file of one line, mode 0600:",
      "--",
      "--   \\connect \"host=… port=… dbname=… user=… options='\(settings)'\"",
      "--",
      "-- (a blank or backslash inside a value is escaped by \\\\ there) and run",
      "--",
      "--   psql -X -v connection=/path/to/that/file -f run.psql",
      "--",
      "-- The seal is left to `understudy verify`.",
      "\\set ON_ERROR_STOP on",
      "\\set VERBOSITY sqlstate",
      "\\pset format unaligned",
      "\\pset tuples_only on",
      "\\i :connection",
      "\\o /dev/null",
    ]
  }

  private func lines(_ step: Step) -> [String] {
    switch step.kind {
    case .session, .preflight, .functions: return ["\\ir '\(step.file)'"]
    case .detach, .statements, .table, .foreignKeys, .statementsAfter, .finish, .seal:
      return [
        "SELECT understudy.step_is_done('\(step.id)') AS understudy_done \\gset",
        "\\if :understudy_done", "\\else", "\\ir '\(step.file)'", "\\endif",
      ]
    }
  }
}
