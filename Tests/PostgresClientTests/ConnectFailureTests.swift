import Testing

@testable import PostgresClient

@Suite struct ConnectFailureTests {
  typealias Failure = PostgresError.ConnectFailure

  @Test(arguments: [
    ("connection to server at \"db.example\" (10.0.0.1), port 5432 failed: Connection refused", Failure.unreachable),
    ("could not translate host name \"db.example\" to address: Name or service not known", .nameNotFound),
    ("connection to server at \"h\" failed: FATAL:  sorry, too many clients already", .tooManyConnections),
    ("connection to server at \"h\" failed: FATAL:  the database system is starting up", .starting),
    ("connection to server at \"h\" failed: FATAL:  password authentication failed for user \"u\"", .authentication),
    ("server certificate for \"a\" does not match host name \"b\"", .certificate),
    ("server closed the connection unexpectedly", .closed),
    ("session is read-only", .readOnly),
    ("connection to server failed: FATAL:  database \"shop\" does not exist", .databaseMissing),
    ("invalid port number: \"x\"", .malformedTarget),
    ("invalid integer value \"1:2\" for connection option \"port\"", .malformedTarget),
    ("connection to server on socket \"/tmp/s\" failed: FATAL:  could not write init file", .diskFull),
    ("something nobody has seen", .other),
  ])
  func texts(text: String, expected: Failure) { #expect(Failure(text: text) == expected) }

  @Test func settingsAreOneWordEach() {
    let target = ConnectionTarget("host=/tmp options='-c jit=off'")
    let parameters = target.parameters(settings: ["understudy.key": "a b\\c"], applicationName: "x", connectTimeout: 1)
    #expect(parameters.last?.0 == "options")
    #expect(parameters.last?.1 == "-c jit=off -c understudy.key=a\\ b\\\\c")
  }

  @Test func aTargetNeverShowsItself() {
    let target = ConnectionTarget("postgres://u:secret@h/d")
    #expect(!String(describing: target).contains("secret"))
    #expect(!String(reflecting: target).contains("secret"))
    var text = ""
    dump(target, to: &text)
    #expect(!text.contains("secret"))
  }
}
