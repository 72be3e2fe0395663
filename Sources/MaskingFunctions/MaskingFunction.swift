public import DatabaseCatalog
public import PostgresSyntax

/// What a rule applies to a column: SQL from values, and three declared properties that decide what the compiler accepts.
///
/// A masked value is a total function of the original and of a draw; nothing here asks a clock or a generator.
public protocol MaskingFunction: Sendable {
  /// As rules call it: `email`, `date_shift`.
  static var name: String { get }
  /// The manual page, printed by `understudy functions NAME`.
  static var manual: Manual { get }

  /// Takes the arguments it knows; problems go into the reader.
  init(_ arguments: inout ArgumentReader)

  /// What the new value knows of the original.
  var knowledge: Knowledge { get }
  /// Whether different rows or originals get different values, in a column of this type.
  func uniqueness(for type: ColumnType) -> Uniqueness
  /// Whether a row's new value can never be its original, but for those that it leaves alone.
  var neverReturnsOriginal: Bool { get }
  /// A condition, true for originals that it leaves as they are because nothing in them is masked: dates at infinity, texts
  /// without a digit. Nil where there are none. Blank text is not among them.
  func leavesAlone(_ value: SQL, type: ColumnType) -> SQL?
  /// The number of values it draws from, where that is a pool: then equality with the original is chance.
  var poolSize: Int? { get }
  /// The kind of original it replaces, whose survivors are searched for.
  var fingerprint: FingerprintKind? { get }
  /// The randomness it asks for.
  var draw: DrawKind { get }
  /// Whether equal originals get equal values when the draw comes from the original: what a link needs.
  var canBeLinked: Bool { get }
  /// Whether the new value has characters or case of the original: originals that a fold makes equal would still differ.
  var followsSpelling: Bool { get }
  /// Why it does not fit a column: type, width, NOT NULL, enum, domain.
  func problems(for column: Column) -> [ColumnProblem]
  /// The new value, in the column's type. NULL stays NULL unless the function says otherwise.
  func sql(_ context: MaskContext) -> SQL
  /// The functions of schema `understudy` that the SQL calls.
  var supportFunctions: [SupportFunction] { get }
  /// Texts that it writes as the rule gives them.
  var literals: [String] { get }
}

extension MaskingFunction {
  public func leavesAlone(_ value: SQL, type: ColumnType) -> SQL? { nil }
  public var poolSize: Int? { nil }
  public var fingerprint: FingerprintKind? { nil }
  public var canBeLinked: Bool { false }
  public var followsSpelling: Bool { false }
  public var supportFunctions: [SupportFunction] { [] }
  public var literals: [String] { [] }
  public func problems(for column: Column) -> [ColumnProblem] { [] }
  /// The function's name, of a value.
  public var name: String { Self.name }
}

/// What a function knows of the original.
public enum Knowledge: String, Sendable, Codable {
  /// A constant, or a fake drawn from the row's identity.
  case nothing
  /// A digest under a key: equal originals show.
  case keyedDigest
  /// A part of it, a truncation, a shift.
  case part
  /// All of it: kept, or reversible under the key.
  case all
}

/// Whether values can collide.
public enum Uniqueness: Sendable, Equatable {
  /// Different originals, or different rows, always get different values.
  case bijective
  /// They differ but for chance: the output has this many random bits.
  case collision(bits: Double)
  /// Values repeat by design.
  case lossy
}

/// The randomness that a function asks for.
public enum DrawKind: Sendable {
  case none
  /// A bigint whose 64 bits look random.
  case bits
  /// 32 bytes.
  case digest
  /// The key itself, of the column or the link: what is made follows from the original alone.
  case key
}

/// Kinds of originals whose survivors are searched for after masking.
public enum FingerprintKind: String, Sendable, CaseIterable {
  case email, phone, name, iban, token
}

/// A draw, as SQL: cheap references to values that are computed once a row.
public struct Draw: Sendable {
  /// bigint.
  public let bits: SQL
  /// bytea of 32 bytes.
  public let digest: SQL
  /// bytea of 32 bytes, the same for every row.
  public let key: SQL

  public init(bits: SQL, digest: SQL, key: SQL) {
    self.bits = bits
    self.digest = digest
    self.key = key
  }
}

/// What a function's SQL is made from.
public struct MaskContext: Sendable {
  /// The original: a reference that may be repeated.
  public let value: SQL
  /// The type that the result has to have.
  public let type: ColumnType
  public let draw: Draw
  /// The column's DEFAULT, as the server prints it.
  public let defaultExpression: String?
  /// Whether text of blanks alone stays as it is: where values that differ have to differ afterwards too. Else it becomes empty.
  public let keepsBlanks: Bool

  public init(
    value: SQL, type: ColumnType, draw: Draw, defaultExpression: String? = nil, keepsBlanks: Bool = false
  ) {
    self.value = value
    self.type = type
    self.draw = draw
    self.defaultExpression = defaultExpression
    self.keepsBlanks = keepsBlanks
  }
}

/// A function applied inside a value: at a JSON path, to an array's elements.
public struct NestedMask: Sendable {
  public let function: any MaskingFunction
  /// As the summary calls it: `ip`, `link customer_email`.
  public let title: String
  /// The link whose key the draw needs; nil where it comes from the row.
  public let link: String?
  /// As of a column's mask.
  public let keepsBlanks: Bool
  /// The draw for an inner value: `salt` is a text expression that tells it from its siblings. Links look at the value alone.
  public let draw: @Sendable (_ outer: Draw, _ value: SQL, _ salt: SQL) -> Draw

  public init(
    function: any MaskingFunction, title: String, link: String?, keepsBlanks: Bool = false,
    draw: @escaping @Sendable (_ outer: Draw, _ value: SQL, _ salt: SQL) -> Draw
  ) {
    self.function = function
    self.title = title
    self.link = link
    self.keepsBlanks = keepsBlanks
    self.draw = draw
  }

  /// The randomness it asks of the value around it.
  var outerDraw: DrawKind { link == nil ? function.draw : .none }
}

extension ColumnType {
  /// `text`.
  public static let plainText = ColumnType(text: "text", baseName: "text")
}

extension DrawKind {
  /// What serves both: a digest serves as bits too, since the compiler makes bits from it, and each brings its key along.
  static func stronger(_ kinds: some Sequence<DrawKind>) -> DrawKind {
    kinds.reduce(.none) { left, right in
      switch (left, right) {
      case (.digest, _), (_, .digest): .digest
      case (.bits, _), (_, .bits): .bits
      case (.key, _), (_, .key): .key
      case (.none, .none): .none
      }
    }
  }
}

/// Why a function does not fit a column.
public struct ColumnProblem: Sendable, Equatable {
  /// The diagnostic's id, as in `mask-type`, `mask-width`, `mask-not-null`, `mask-enum`.
  public let id: String
  /// One sentence without a full stop; the compiler adds the column.
  public let message: String
  public let help: String?

  public init(_ id: String, _ message: String, help: String? = nil) {
    self.id = id
    self.message = message
    self.help = help
  }
}

/// A function of schema `understudy` that masks call; emitted once, into `0010_functions.sql`.
public struct SupportFunction: Sendable, Hashable {
  /// Without the schema; each has its own, so that one of a name is emitted.
  public let name: String
  /// `CREATE OR REPLACE FUNCTION understudy.…`, every name in it qualified.
  public let definition: SQL
  /// Others that this one calls.
  public let requires: [SupportFunction]
  /// What it draws from, where that is a pool of texts.
  public let pool: [String]

  public init(name: String, definition: SQL, requires: [SupportFunction] = [], pool: [String] = []) {
    self.name = name
    self.definition = definition
    self.requires = requires
    self.pool = pool
  }
}

/// A manual page.
public struct Manual: Sendable {
  public struct Parameter: Sendable {
    public let name: String
    /// As in `integer`, `list of text`, `text, one of GB US DE`.
    public let type: String
    /// Nil where it must be given.
    public let defaultValue: String?
    public let description: String

    public init(_ name: String, _ type: String, default defaultValue: String?, _ description: String) {
      self.name = name
      self.type = type
      self.defaultValue = defaultValue
      self.description = description
    }
  }

  /// One line.
  public let summary: String
  /// Paragraphs: what it makes, from which sources, what stays.
  public let discussion: String
  public let parameters: [Parameter]
  /// A column's rule, as YAML.
  public let example: String

  public init(summary: String, discussion: String = "", parameters: [Parameter] = [], example: String) {
    self.summary = summary
    self.discussion = discussion
    self.parameters = parameters
    self.example = example
  }
}
