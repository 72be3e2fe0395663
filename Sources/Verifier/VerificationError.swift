public import PostgresSyntax

/// Why a database was not sealed.
public enum VerificationError: Error, Sendable, Equatable {
  /// A promise of the rules does not hold: exit 2, nothing is published.
  case failed([VerificationFinding])
  /// Rows or definitions were written after the verification, in what is named: exit 2, nothing is published.
  case changedSinceAttested([String])
  /// There is no mark: exit 77.
  case unmarked
  /// The mark names another server, database or endpoint: exit 77.
  case otherPlace
  /// Another bundle sealed it: exit 77.
  case sealedByAnotherBundle
  /// Another bundle, or none yet, has begun to mask it: exit 1.
  case maskedByAnotherBundle
  /// The bundle has not run to its end; the steps that are open: exit 75.
  case notFinished([String])
  /// The key is not the one that masked: exit 78.
  case wrongKey
  /// Another program of ours works on this database: exit 75.
  case busy
  /// SIGINT, SIGTERM or a cancelled task; nothing was sealed: exit 75.
  case interrupted
  /// The bundle is not what this program understands: exit 70.
  case malformedBundle(String)
}

/// One promise that does not hold: a check, names and counts; never a value.
public struct VerificationFinding: Sendable, Hashable, Codable {
  /// The check's id, as in `survivor-email`; stable, kebab-case.
  public let check: String
  public let relation: QualifiedName?
  public let column: Identifier?
  /// A constraint, an index, or an object of the catalog.
  public let object: String?
  /// How many values or rows break it.
  public let count: Int
  /// What they were counted among, where that says something.
  public let total: Int?

  public init(
    check: String, relation: QualifiedName? = nil, column: Identifier? = nil, object: String? = nil, count: Int,
    total: Int? = nil
  ) {
    self.check = check
    self.relation = relation
    self.column = column
    self.object = object
    self.count = count
    self.total = total
  }

  /// For people: `survivor-email: public.orders.note (3)`.
  public var words: String {
    let place = [relation?.description, column?.name, object].compactMap { $0 }.joined(separator: ".")
    let number = total.map { "\(count) of \($0)" } ?? String(count)
    return place.isEmpty ? "\(check) (\(number))" : "\(check): \(place) (\(number))"
  }
}
