import Foundation
import Testing

@testable import BundleFormat

/// The manifest's text: a line is one fact.
@Suite struct JSONLayoutTests {
  @Test func whatFitsOnALineStandsOnOne() {
    let long = String(repeating: "x", count: 120)
    let compact =
      #"{"a":{"b":{"c":1,"d":[true,null,-2.5e3]},"e":["\#(long)","\"]},"]},"empty":{"f":[],"g":{}},"z":"\\"}"#
    #expect(
      String(decoding: JSONLayout.data(Data(compact.utf8)), as: UTF8.self) == #"""
        {
          "a": {
            "b": {"c": 1, "d": [true, null, -2.5e3]},
            "e": [
              "\#(long)",
              "\"]},"
            ]
          },
          "empty": {
            "f": [],
            "g": {}
          },
          "z": "\\"
        }
        """#)
    for text in ["1", "\"\"", "[]", "{}", "[[]]", "[1,2]"] {
      let laidOut = JSONLayout.data(Data(text.utf8))
      #expect(String(decoding: laidOut, as: UTF8.self).filter { !$0.isWhitespace } == text)
    }
  }

  @Test func aManifestOfAnotherFormatIsNamedAsSuch() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("understudy.format.\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(#"{ "manifest" : { "format" : 1, "application" : "shop" }, "selfDigest" : "x" }"#.utf8)
      .write(to: folder.appendingPathComponent("manifest.json"))
    #expect(throws: BundleError.unknownFormat(1, path: folder.path)) { try MaskingBundle.read(from: folder) }
  }
}
