// A program for the tests: starts a scratch server, says its own process, the server's directory and process, and
// ends in the way it is told.
//
//   scratch-probe wait|return|throw|exit|cancel MAJOR

import ExternalPrograms
import Foundation

struct Told: Error {}

/// Standard output is a pipe to the test.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

let arguments = CommandLine.arguments
guard arguments.count == 3, let major = Int(arguments[2]) else { exit(64) }
let way = arguments[1]

let work = Task {
  let installation = try await ProgramFinder().server(major: major)
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
if way == "cancel" {
  try await Task.sleep(for: .milliseconds(700))
  work.cancel()
}
do {
  try await work.value
} catch is Told {
  exit(4)
} catch is CancellationError {
  exit(5)
}
