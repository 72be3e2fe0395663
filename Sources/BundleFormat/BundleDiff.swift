public import DatabaseCatalog
internal import PostgresSyntax

/// Two bundles compared in words, from what their manifests say was reviewed.
public struct BundleDiff: Sendable, Codable, Equatable {
  /// One thing that is otherwise.
  public struct Change: Sendable, Codable, Equatable {
    /// `customers.phone`, `customers.preferences $.contact.email`, `link customer_email`, `statement close the books`.
    public let subject: String
    /// `kept → masked by phone (country GB)`.
    public let words: String
    /// Whether more can be read in the copy than before.
    public let revealsMore: Bool
    /// The place in the new rules, where there is one.
    public fileprivate(set) var origin: String?

    public init(_ subject: String, _ words: String, revealsMore: Bool = false, origin: String? = nil) {
      self.subject = subject
      self.words = words
      self.revealsMore = revealsMore
      self.origin = origin.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// On one line.
    public var line: String { "\(subject): \(words)\(origin.map { " (\($0))" } ?? "")" }
  }

  public let oldApplication: String
  public let application: String
  /// What has been decided otherwise.
  public private(set) var changes: [Change]
  /// What the schema has otherwise.
  public private(set) var catalog: CatalogDrift
  /// Names of scripts that have other bytes, or that only one of the two has; sorted.
  public let files: [String]

  /// Whether the two are the same to the last byte.
  public let isSame: Bool

  public init(old: MaskingBundle, new: MaskingBundle) {
    let (was, now) = (old.manifest, new.manifest)
    oldApplication = was.application
    application = now.application
    catalog = now.explain(CatalogDrift(reviewed: was.catalog.objects, present: now.catalog.objects))
    var changes: [Change] = []
    if was.application != now.application {
      changes.append(Change("application", "\(was.application) → \(now.application)"))
    }
    if was.postgresMajor != now.postgresMajor {
      changes.append(Change("PostgreSQL", "\(was.postgresMajor) → \(now.postgresMajor)"))
    }
    changes += ReviewDiff(old: was.review, new: now.review).changes
    self.changes = changes
    files = Set(old.files.keys).union(new.files.keys).filter {
      old.files[$0] != new.files[$0] && $0 != MaskingBundle.manifestName && $0 != "SUMMARY.md"
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    isSame = old.files == new.files
  }

  /// The same with places that lead to the rules from elsewhere.
  public func located(_ place: (String) -> String) -> BundleDiff {
    var located = self
    located.catalog = catalog.located(place)
    for index in changes.indices { located.changes[index].origin = changes[index].origin.map(place) }
    return located
  }

  /// For people, a line each; what reveals more comes first.
  public var lines: [String] {
    var lines: [String] = []
    let worse = changes.filter(\.revealsMore)
    if !worse.isEmpty { lines += ["reveals more:"] + worse.map { "  \($0.line)" } }
    let others = changes.filter { !$0.revealsMore }
    if !others.isEmpty { lines += (worse.isEmpty ? [] : ["otherwise:"]) + others.map { "  \($0.line)" } }
    if !catalog.isEmpty { lines += ["schema:"] + catalog.differences.map { "  \($0.line)" } }
    if changes.isEmpty, catalog.isEmpty, !isSame {
      lines.append(
        files.isEmpty
          ? "the decisions are the same; the rules' text differs"
          : "the decisions are the same; the SQL differs in \(files.count) file\(files.count == 1 ? "" : "s"): "
            + (files.prefix(5) + (files.count > 5 ? ["…"] : [])).joined(separator: ", "))
    }
    return lines
  }
}

extension Manifest {
  /// How another catalog differs from the one that was compiled, with the place in the rules where each difference is decided.
  public func drift(to present: [String: String]) -> CatalogDrift {
    explain(CatalogDrift(reviewed: catalog.objects, present: present))
  }

  /// Adds what to do about each difference.
  func explain(_ drift: CatalogDrift) -> CatalogDrift {
    var tables: [QualifiedName: ReviewedTable] = [:]
    for table in review.tables {
      tables[table.relation] = table
      for partition in table.partitions { tables[partition] = table }
    }
    var drift = drift
    for index in drift.differences.indices {
      let difference = drift.differences[index]
      guard let object = CatalogObject(difference.object), let relation = object.relation else { continue }
      (drift.differences[index].advice, drift.differences[index].place) = Self.advice(
        difference.change, object, tables[relation], rules: review.rules)
    }
    return drift
  }

  private static func advice(
    _ change: CatalogDrift.Change, _ object: CatalogObject, _ table: ReviewedTable?, rules: String
  ) -> (String?, String?) {
    let origin = table?.origin.split(separator: ", ").last.map(String.init)
    let place = origin ?? rules
    switch (object.kind, change) {
    case (.table, .new): return ("decide it in", rules)
    case (.column, .new):
      switch table?.treatment {
      case .columns: return ("decide it at", place)
      case .keep: return ("its table is kept whole at", place)
      case .truncate, nil: return (nil, nil)
      }
    case (.column, .gone), (.column, .changed):
      guard let column = table?.columns.first(where: { $0.name == object.path.last }), !column.origin.isEmpty else {
        return (nil, nil)
      }
      return ("it is decided at", column.origin)
    case (.table, .gone): return table == nil ? (nil, nil) : ("it is decided at", place)
    default: return (nil, nil)
    }
  }
}
