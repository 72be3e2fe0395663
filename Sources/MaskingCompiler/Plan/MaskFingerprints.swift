internal import BundleFormat
internal import DatabaseCatalog
internal import MaskingFunctions
internal import PostgresSyntax

/// Where the originals of a mask stand, so that their survivors can be searched for.
struct FingerprintSource {
  let category: FingerprintCategory
  /// A query of one text column over the alias `s`.
  let query: SQL
}

enum MaskFingerprints {
  static func sources(of function: any MaskingFunction, column: Column) -> [FingerprintSource] {
    let original: SQL = "s.\(column.name)"
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

  /// Values are searched for as a whole, and by what can stand elsewhere by itself: names word by word.
  private static func source(_ kind: FingerprintKind, _ values: SQL) -> FingerprintSource {
    let parts: SQL =
      switch kind {
      case .email: "understudy.addresses_in"
      case .phone: "understudy.numbers_in"
      case .name: "understudy.words_in"
      case .iban: "understudy.accounts_in"
      case .token: "understudy.tokens_in"
      }
    return FingerprintSource(
      category: category(kind),
      query: "SELECT p.value FROM (\(values)) AS n(value) CROSS JOIN LATERAL \(parts)(n.value) AS p(value)")
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
          ".\"" + key.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
        }
      }.joined()
  }
}

/// Links that masks inside a value use.
enum MaskLinks {
  static func nested(in function: any MaskingFunction) -> [String] {
    if let json = function as? JSON { return json.paths.flatMap { own($0.mask) } }
    if let each = function as? Each { return own(each.element) }
    return []
  }

  private static func own(_ mask: NestedMask) -> [String] { (mask.link.map { [$0] } ?? []) + nested(in: mask.function) }
}
