public import Diagnostics

extension SourceFile {
  /// A file from its bytes, which have to be UTF-8.
  ///
  /// - Parameter path: as the user would type it.
  /// - Throws: `yaml-encoding` at the first byte that is wrong.
  public init(path: String, bytes: some Sequence<UInt8>) throws(DiagnosticsError) {
    let bytes = Array(bytes)
    if let text = String(validating: bytes, as: UTF8.self) {
      self.init(path: path, text: text)
      return
    }
    let valid = Self.validPrefix(bytes)
    let file = SourceFile(path: path, text: String(decoding: bytes, as: UTF8.self))
    throw DiagnosticsError(
      [
        Diagnostic(
          "yaml-encoding", "the file is not UTF-8", at: file.span(valid..<valid + "\u{FFFD}".utf8.count),
          help: "save it as UTF-8")
      ], files: [file])
  }

  /// The number of leading bytes that are whole characters of UTF-8.
  private static func validPrefix(_ bytes: [UInt8]) -> Int {
    var count = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
    return count
  }
}
