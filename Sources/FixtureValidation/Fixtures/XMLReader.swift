internal import CLibXML

/// Elements and texts of an XML document, through libxml2: without network, and without entities.
///
/// Limits, so that a hostile file costs nothing: 64 MB, elements 64 deep, 8 MB for one text or attribute. What goes beyond
/// them, or declares or names an entity, is refused.
struct XMLReader {
  static let mostBytes = 64 << 20
  static let mostDepth = 64
  static let mostTextBytes = 8 << 20

  /// An element that was read, with what it holds.
  struct Element {
    let name: String
    var attributes: [(name: String, value: String)] = []
    var children: [Element] = []
    /// Its own text, and between its children.
    var text = ""
    /// All of it as it stood in the document, for values that are XML themselves.
    var inner: String {
      children.isEmpty ? Self.escaped(text) : mixed.map(\.xml).joined()
    }
    fileprivate var mixed: [Part] = []

    init(name: String, text: String = "") {
      self.name = name
      self.text = text
    }

    fileprivate enum Part {
      case text(String)
      case element(Element)

      var xml: String {
        switch self {
        case .text(let text): Element.escaped(text)
        case .element(let element): element.xml
        }
      }
    }

    private var xml: String {
      let attributes = attributes.map { " \($0.name)=\"\(Self.escaped($0.value).replacing("\"", with: "&quot;"))\"" }
      let head = "<\(name)\(attributes.joined())"
      return mixed.isEmpty ? head + "/>" : "\(head)>\(inner)</\(name)>"
    }

    private static func escaped(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - file: for errors.
  ///   - element: called for each child of the root when it is whole, with the root's name.
  /// - Returns: the root without its children.
  /// - Throws: `FixtureError.xml`, what `element` throws.
  @discardableResult
  static func read(
    _ bytes: [UInt8], file: String, element: (_ root: Element, _ child: Element) throws -> Void
  ) throws -> Element {
    guard bytes.count <= mostBytes else { throw FixtureError.xml(file: file, line: nil, .large) }
    return try withoutActuallyEscaping(element) { element in
      let state = XMLReading(element)
      var events = understudy_xml_events(
        start: { context, name, attributes in XMLReading.of(context).start(name, attributes) },
        text: { context, bytes, length in XMLReading.of(context).add(bytes, length) },
        end: { context, _ in XMLReading.of(context).end() })
      var line: Int32 = 0
      let outcome = bytes.withUnsafeBytes { buffer in
        understudy_xml_read(
          buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, &events,
          Unmanaged.passUnretained(state).toOpaque(), &line)
      }
      if let failure = state.failure {
        guard let problem = failure as? FixtureError.XMLProblem else { throw failure }
        throw FixtureError.xml(file: file, line: Int(line), problem)
      }
      switch outcome {
      case understudy_xml_done: break
      case understudy_xml_entity: throw FixtureError.xml(file: file, line: Int(line), .entity)
      default: throw FixtureError.xml(file: file, line: line > 0 ? Int(line) : nil, .malformed)
      }
      guard let root = state.root else { throw FixtureError.xml(file: file, line: nil, .malformed) }
      return root
    }
  }
}

/// The elements that are open while a document is read.
private final class XMLReading {
  private(set) var root: XMLReader.Element?
  private(set) var failure: (any Error)?
  private var open: [XMLReader.Element] = []
  private let element: (XMLReader.Element, XMLReader.Element) throws -> Void
  /// Bytes of the text that is being read: characters may be cut between two pieces.
  private var pending: [UInt8] = []

  init(_ element: @escaping (XMLReader.Element, XMLReader.Element) throws -> Void) { self.element = element }

  static func of(_ context: UnsafeMutableRawPointer?) -> XMLReading {
    guard let context else { preconditionFailure("libxml2 hands back the context that it was given") }
    return Unmanaged<XMLReading>.fromOpaque(context).takeUnretainedValue()
  }

  func start(
    _ name: UnsafePointer<CChar>?, _ attributes: UnsafePointer<UnsafePointer<CChar>?>?
  ) -> Int32 {
    flush()
    guard open.count < XMLReader.mostDepth else { return fail(FixtureError.XMLProblem.deep) }
    var next = XMLReader.Element(name: name.map { String(cString: $0) } ?? "")
    var place = attributes
    while let pair = place, let attribute = pair[0] {
      // libxml2 leaves `&` in attributes as a reference where it replaces no entities.
      let value = pair[1].map { String(cString: $0).replacing("&#38;", with: "&") } ?? ""
      guard value.utf8.count <= XMLReader.mostTextBytes else { return fail(FixtureError.XMLProblem.longText) }
      next.attributes.append((String(cString: attribute), value))
      place = pair + 2
    }
    open.append(next)
    return 0
  }

  func add(_ bytes: UnsafePointer<CChar>?, _ length: Int) -> Int32 {
    guard let bytes, open.count > 1 else { return 0 }
    guard pending.count + length <= XMLReader.mostTextBytes else { return fail(FixtureError.XMLProblem.longText) }
    bytes.withMemoryRebound(to: UInt8.self, capacity: length) {
      pending.append(contentsOf: UnsafeBufferPointer(start: $0, count: length))
    }
    return 0
  }

  func end() -> Int32 {
    flush()
    guard let closed = open.popLast() else { return 0 }
    switch open.count {
    case 0: root = closed
    case 1:
      do { try element(open[0], closed) } catch { return fail(error) }
    default: open[open.count - 1].append(closed)
    }
    return 0
  }

  private func flush() {
    guard !pending.isEmpty, !open.isEmpty else { return }
    open[open.count - 1].append(String(decoding: pending, as: UTF8.self))
    pending = []
  }

  private func fail(_ error: any Error) -> Int32 {
    failure = error
    return 1
  }
}

extension XMLReader.Element {
  fileprivate mutating func append(_ piece: String) {
    text += piece
    mixed.append(.text(piece))
  }

  fileprivate mutating func append(_ child: XMLReader.Element) {
    children.append(child)
    mixed.append(.element(child))
  }
}
