internal import Foundation
internal import PostgresSyntax

/// What fakes of one language are drawn from.
struct Pools: Sendable {
  let firstNames: [String]
  let lastNames: [String]
  let cities: [String]
  /// As an address names them, without the number.
  let streets: [String]

  /// The entries of a comma-separated text.
  static func list(_ text: String) -> [String] { text.components(separatedBy: ", ") }
}

/// The languages that there are pools for.
enum Locale: String, CaseIterable, Sendable {
  case en, de, fr, es, it, nl, pt

  static let parameter = Manual.Parameter(
    "locale", "text, one of \(allCases.map(\.rawValue).joined(separator: " "))", default: "en",
    "the language of the fakes")

  init(_ arguments: inout ArgumentReader) {
    self = arguments.choice("locale", of: Self.allCases.map(\.rawValue)).flatMap(Self.init(rawValue:)) ?? .en
  }

  var pools: Pools {
    switch self {
    case .en: .english
    case .de: .german
    case .fr: .french
    case .es: .spanish
    case .it: .italian
    case .nl: .dutch
    case .pt: .portuguese
    }
  }
}

/// How long a fake may be: what is longer is cut, as people do whose name does not fit.
struct Limit: Sendable {
  static let parameter = Manual.Parameter(
    "longest", "integer, 4 to 200 characters", default: "no limit", "where fakes are cut, for narrow columns")

  private let characters: Int?

  init(_ arguments: inout ArgumentReader) { characters = arguments.integer("longest", in: 4...200) }

  /// Characters of the longest fake, where that would be `natural`.
  func longest(_ natural: Int) -> Int { min(natural, characters ?? natural) }

  /// The number of different fakes from a pool, each in some variants; of cut ones the least there can be.
  func size(of pool: [String], variants: Int = 1) -> Int {
    guard let characters else { return pool.count * variants }
    return Set(pool.map { $0.unicodeScalars.prefix(characters).map(String.init).joined() }).count
  }

  /// A fake of at most `natural` characters, cut; a blank at its end goes too.
  func cut(_ fake: SQL, longest natural: Int) -> SQL {
    guard let characters, characters < natural else { return fake }
    return "pg_catalog.rtrim(pg_catalog.left(\(fake), \(characters)))"
  }

  /// What to write for a narrower column.
  static func help(room: Int) -> String? { room < 4 ? nil : "add `longest: \(room)`" }
}

extension SupportFunction {
  /// A function that draws from a pool. An array of `name` has elements of fixed width: picking one costs 50 ns, of `text`
  /// it would walk the array. It inlines.
  /// - Parameter name: of the function in schema `understudy`.
  static func pick(_ name: String, from pool: [String]) -> SupportFunction {
    let elements = pool.map { entry in
      "\"" + entry.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }.joined(separator: ",")
    let place: SQL = "(draw & 2147483647)::integer % \(max(pool.count, 1))"
    // A name has 63 bytes at most: of longer entries a document costs 130 ns.
    let entry: SQL =
      pool.allSatisfy { $0.utf8.count <= Identifier.maximumBytes }
      ? "(\(literal: "{\(elements)}")::name[])[1 + \(place)]::text"
      : "\(literal: "[\(elements)]")::jsonb ->> (\(place))"
    return SupportFunction(
      name: name,
      definition: """
        CREATE OR REPLACE FUNCTION understudy.\(Identifier(name))(draw bigint) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN \(entry)
        """,
      pool: pool)
  }
}

/// What fakes are made of, in lower case: an original among them cannot be told from a fake.
public enum FakeVocabulary {
  /// Whole entries of the pools: `de jong`, `church road`.
  public static let entries: Set<String> = Set(
    Locale.allCases.map(\.pools).flatMap { $0.firstNames + $0.lastNames + $0.cities + $0.streets }.map {
      $0.lowercased()
    })

  /// The words of those.
  public static let names: Set<String> = Set(
    entries.flatMap { entry in entry.split { !$0.isLetter && !$0.isNumber }.map(String.init) })

  /// Pieces of three letters or more that `scrub` makes words of.
  public static let pieces: Set<String> = Set(Gibberish.words)
}
