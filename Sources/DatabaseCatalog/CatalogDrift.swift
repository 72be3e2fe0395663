internal import PostgresSyntax

/// What a logical catalog has otherwise than the one that was reviewed, object by object: names and types, never a value.
public struct CatalogDrift: Sendable, Equatable, Codable {
  public enum Change: String, Sendable, Codable { case new, gone, changed }

  /// One object that differs.
  public struct Difference: Sendable, Equatable, Codable {
    /// As the fingerprint describes it: `column public.customers.tax_id`.
    public let object: String
    public let change: Change
    /// One sentence without a full stop.
    public let words: String
    /// What to do about it, as in `decide it at`; nil where nothing has to be decided.
    public var advice: String?
    /// The place of the rules that the advice speaks of: a file and perhaps a line, as in `masking.yaml:14`.
    public var place: String?

    public init(object: String, change: Change, words: String) {
      self.object = object
      self.change = change
      self.words = words
    }

    /// All of it on one line.
    public var line: String { words + (advice.map { "; \($0) \(place ?? "the rules")" } ?? "") }
  }

  /// By relation, then object; parts of a relation that is new or gone as a whole are not named one by one, nor what a
  /// partition has from its parent.
  public var differences: [Difference]

  public var isEmpty: Bool { differences.isEmpty }

  /// The same with places that lead to the rules from elsewhere.
  public func located(_ place: (String) -> String) -> CatalogDrift {
    var located = self
    for index in differences.indices { located.differences[index].place = differences[index].place.map(place) }
    return located
  }

  /// - Parameters:
  ///   - reviewed: what each object was, by its description.
  ///   - present: what each object is now.
  public init(reviewed: [String: String], present: [String: String]) {
    let changed = Set(reviewed.keys).union(present.keys).filter { reviewed[$0] != present[$0] }
    let both = Catalogs(reviewed: reviewed, present: present)
    differences = changed.compactMap { description -> (key: (QualifiedName?, String), value: Difference)? in
      let object = CatalogObject(description)
      if let object, both.isTold(with: object) { return nil }
      return ((object?.relation, description), both.difference(description, object))
    }.sorted { left, right in
      switch (left.key.0, right.key.0) {
      case (let one?, let other?) where one != other: one < other
      case (nil, _?): false
      case (_?, nil): true
      default: left.key.1.utf8.lexicographicallyPrecedes(right.key.1.utf8)
      }
    }.map(\.value)
  }
}

/// Two fingerprints side by side.
private struct Catalogs {
  let reviewed: [String: String]
  let present: [String: String]
  /// The kind that a relation was, and is.
  private let reviewedKinds: [QualifiedName: String]
  private let presentKinds: [QualifiedName: String]
  private let newParts: [QualifiedName: Int]

  init(reviewed: [String: String], present: [String: String]) {
    self.reviewed = reviewed
    self.present = present
    reviewedKinds = Self.kinds(reviewed)
    presentKinds = Self.kinds(present)
    newParts = present.keys.reduce(into: [:]) { counts, description in
      guard reviewed[description] == nil, let object = CatalogObject(description), object.kind == .column,
        let relation = object.relation
      else { return }
      counts[relation, default: 0] += 1
    }
  }

  private static func kinds(_ objects: [String: String]) -> [QualifiedName: String] {
    objects.keys.reduce(into: [:]) { kinds, description in
      if let object = CatalogObject(description), object.kind.isRelation, let relation = object.relation {
        kinds[relation] = description
      }
    }
  }

  /// Whether another difference says it already.
  func isTold(with object: CatalogObject) -> Bool {
    guard let relation = object.relation else { return false }
    let (was, now) = (reviewedKinds[relation], presentKinds[relation])
    if object.kind.isRelation {
      // A table that is a view now: told where it is new.
      return was != nil && now != nil && was != now && was.flatMap(CatalogObject.init)?.kind == object.kind
    }
    if (was == nil) != (now == nil) { return true }
    guard let parent = parent(of: relation), let name = object.path.last else { return false }
    let above = "\(object.kind.rawValue) \(parent.quoted).\(name.quoted)"
    let description = "\(object.kind.rawValue) \(relation.quoted).\(name.quoted)"
    return reviewed[above] != present[above] && reviewed[above] == reviewed[description]
      && present[above] == present[description]
  }

  /// The parent of a partition.
  private func parent(of relation: QualifiedName) -> QualifiedName? {
    let words = (presentKinds[relation].flatMap { present[$0] } ?? reviewedKinds[relation].flatMap { reviewed[$0] })
    return words.flatMap(Self.parent)
  }

  private static func parent(_ words: String) -> QualifiedName? {
    guard let start = words.firstRange(of: "partition of ")?.upperBound else { return nil }
    var rest = words[start...]
    guard let path = CatalogObject.takePath(from: &rest), path.count == 2 else { return nil }
    return QualifiedName(path[0], path[1])
  }

  func difference(_ description: String, _ object: CatalogObject?) -> CatalogDrift.Difference {
    switch (reviewed[description], present[description]) {
    case (nil, let now?): new(description, object, now)
    case (_, nil):
      CatalogDrift.Difference(object: description, change: .gone, words: "\(description) is gone")
    case (let was?, let now?): changed(description, object, was, now)
    }
  }

  private func new(_ description: String, _ object: CatalogObject?, _ now: String) -> CatalogDrift.Difference {
    func new(_ words: String, _ change: CatalogDrift.Change = .new) -> CatalogDrift.Difference {
      CatalogDrift.Difference(object: description, change: change, words: words)
    }
    guard let object, let relation = object.relation else { return new("\(description) is new") }
    if object.kind == .column { return new("\(description) (\(Self.readable(now))) is new") }
    guard object.kind.isRelation else { return new("\(description) is new") }
    if let was = reviewedKinds[relation].flatMap(CatalogObject.init) {
      return new("\(relation.quoted) was a \(was.kind.rawValue) and is a \(object.kind.rawValue)", .changed)
    }
    if let parent = Self.parent(now) { return new("partition \(relation.quoted) of \(parent.quoted) is new") }
    let columns = newParts[relation, default: 0]
    return new("\(description) is new, with \(columns) column\(columns == 1 ? "" : "s")")
  }

  private func changed(
    _ description: String, _ object: CatalogObject?, _ was: String, _ now: String
  ) -> CatalogDrift.Difference {
    let (before, after) = (Self.readable(was), Self.readable(now))
    let words: String
    if before != after, !before.isEmpty, !after.isEmpty {
      words = "\(description) was \(before) and is \(after)"
    } else {
      switch object?.kind {
      case .column: words = "\(description) is computed by another expression"
      case .table: words = "\(description) has another partition key or bound"
      case .enumType: words = "\(description) has other labels"
      case .domain: words = "\(description) has other checks"
      default: words = "\(description) is defined otherwise"
      }
    }
    return CatalogDrift.Difference(object: description, change: .changed, words: words)
  }

  /// Without the digest.
  private static func readable(_ definition: String) -> String {
    guard let mark = definition.lastIndex(of: "#"),
      definition[mark...].dropFirst().count == 32, definition[mark...].dropFirst().allSatisfy(\.isHexDigit)
    else { return definition }
    var words = definition[..<mark]
    while words.last == " " { words.removeLast() }
    return String(words)
  }
}
