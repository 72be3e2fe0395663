internal import BundleFormat
internal import DatabaseCatalog
internal import MaskingFunctions
internal import PostgresSyntax

/// Where the originals of a mask stand, so that their survivors can be searched for.
struct FingerprintSource {
  let category: FingerprintCategory
  /// A query of one text column over the alias `s`: the values that are masked.
  let values: SQL
  /// The function that names what is searched for of a value: the whole of it, and what can stand elsewhere by itself.
  let parts: SQL
}

enum MaskFingerprints {
  static func sources(of function: any MaskingFunction, column: Column) -> [FingerprintSource] {
    let original: SQL = "s.\(column.name)"
    if let xml = function as? XML { return sources(of: xml, original) }
    if let hstore = function as? HStore { return sources(of: hstore, original, type: column.type) }
    if let json = function as? JSON {
      // What jsonb cannot hold is read as the mask reads it.
      let document: SQL =
        column.type.baseName == "json" ? "understudy.read_json(\(original)::text)" : "\(original)::jsonb"
      return json.paths.flatMap { path -> [FingerprintSource] in
        guard let kind = path.mask.function.fingerprint else { return [] }
        let values: SQL =
          "SELECT v.value #>> '{}' AS value FROM pg_catalog.jsonb_path_query(\(document), \(literal: jsonPath(path.steps))) AS v(value)"
        return [source(kind, values)]
      }
    }
    if let each = function as? Each {
      guard let kind = each.element.function.fingerprint else { return [] }
      return [source(kind, "SELECT v.value::text AS value FROM pg_catalog.unnest(\(original)) AS v(value)")]
    }
    guard let kind = function.fingerprint else { return [] }
    return [source(kind, "SELECT \(original)::text AS value")]
  }

  private static func sources(of xml: XML, _ original: SQL) -> [FingerprintSource] {
    let masks =
      [xml.otherwise.nested].compactMap { $0.map { (0, $0) } } + xml.paths.enumerated().map { ($0 + 1, $1.mask) }
    return masks.compactMap { rule, mask in
      mask.function.fingerprint.map {
        source($0, "SELECT p.value FROM \(xml.parts(of: original)) AS p WHERE p.rule = \(rule)")
      }
    }
  }

  private static func sources(of hstore: HStore, _ original: SQL, type: ColumnType) -> [FingerprintSource] {
    let each: SQL = """
      SELECT e.value FROM \(Identifier(type.baseSchema)).each(\(original)) AS e(key, value) WHERE e.key COLLATE "C"
      """
    let named = hstore.entries.compactMap { entry in
      entry.mask.function.fingerprint.map { source($0, "\(each) = \(literal: entry.key)") }
    }
    guard let kind = hstore.otherwise.nested?.function.fingerprint else { return named }
    guard !hstore.entries.isEmpty else { return [source(kind, "\(each) IS NOT NULL")] }
    let keys = hstore.entries.map { "\(literal: $0.key)" as SQL }
    return named + [source(kind, "\(each) NOT IN (\(keys.joined()))")]
  }

  private static func source(_ kind: FingerprintKind, _ values: SQL) -> FingerprintSource {
    let parts: SQL =
      switch kind {
      case .email: "understudy.addresses_in"
      case .phone: "understudy.numbers_in"
      case .name: "understudy.words_in"
      case .iban: "understudy.accounts_in"
      case .token: "understudy.tokens_in"
      }
    return FingerprintSource(category: category(kind), values: values, parts: parts)
  }

  private static func category(_ kind: FingerprintKind) -> FingerprintCategory {
    switch kind {
    case .email: .email
    case .phone: .phone
    case .name: .name
    case .iban: .iban
    case .token: .token
    }
  }

  private static func jsonPath(_ steps: [JSON.Step]) -> String {
    "$"
      + steps.map { step in
        switch step {
        case .everyElement: "[*]"
        case .everyKey: ".*"
        case .key(let key):
          // Scalar by scalar, as SQL literals are.
          ".\"" + key.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
        }
      }.joined()
  }
}

/// Links that masks inside a value use.
enum MaskLinks {
  static func nested(in function: any MaskingFunction) -> [String] {
    if let document = function as? any DocumentFunction { return document.allMasks.flatMap(own) }
    if let each = function as? Each { return own(each.element) }
    return []
  }

  private static func own(_ mask: NestedMask) -> [String] { (mask.link.map { [$0] } ?? []) + nested(in: mask.function) }
}
