// A program for the tests: starts a scratch server, says its own process, the server's directory and process, and
// ends in the way it is told.
//
//   scratch-probe wait|return|throw|exit MAJOR
//   scratch-probe temporary MAJOR FOLDER     opens a temporary server there instead, and waits

import ExternalPrograms
import Foundation

struct Told: Error {}

/// Standard output is a pipe to the test.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

let arguments = CommandLine.arguments
guard arguments.count >= 3, let major = Int(arguments[2]) else { exit(64) }
let way = arguments[1]

let work = Task {
  let installation = try await ProgramFinder().server(major: major)
  if way == "temporary" {
    let server = try await TemporaryServer.open(folder: arguments[3], installation: installation)
    say("\(getpid()) \(server.address.host) \(server.processID ?? 0)")
    try await Task.sleep(for: .seconds(600))
    withExtendedLifetime(server) {}
  }
  try await ScratchServer.with(installation) { server in
    say("\(getpid()) \(server.address.host) \(server.processID ?? 0)")
    switch way {
    case "return": return
    case "throw": throw Told()
    case "exit": exit(3)
    default: try await Task.sleep(for: .seconds(600))
    }
  }
}
do {
  try await work.value
} catch is Told {
  exit(4)
}
