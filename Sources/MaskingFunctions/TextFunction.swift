internal import DatabaseCatalog
internal import PostgresSyntax

/// A function that puts other text in a text's place. NULL stays NULL, and what is blank becomes empty, or stays.
protocol TextFunction: MaskingFunction {
  /// The most characters that it makes; nil where it makes no more than the original has.
  var longest: Int? { get }
  /// What to write where the column holds so many characters only.
  func widthHelp(room: Int) -> String?
  /// The new text of an original that is not blank; `value` is of type text.
  func text(_ value: SQL, _ draw: Draw) -> SQL
  /// What `text` calls.
  var textFunctions: [SupportFunction] { get }
}

extension TextFunction {
  func widthHelp(room: Int) -> String? { nil }
  var textFunctions: [SupportFunction] { [] }
  var supportFunctions: [SupportFunction] { [.hasText] + textFunctions }

  func sql(_ context: MaskContext) -> SQL {
    let value = context.textValue
    return """
      CASE WHEN understudy.has_text(\(value)) THEN \(text(value, context.draw)) \
      WHEN \(context.value) IS NOT NULL THEN \(context.blank) END
      """
  }

  func problems(for column: Column) -> [ColumnProblem] {
    guard column.type.isText else { return [.type(name, makes: "text", column)] }
    guard let longest, let room = column.type.room, longest > room else { return [] }
    return [.width(name, needs: longest, room: room, help: widthHelp(room: room))]
  }
}

extension SupportFunction {
  /// Whether a text is more than blanks; what counts as blank is what a link's fold strips.
  static let hasText = SupportFunction(
    name: "has_text",
    definition: """
      -- Most texts begin with more than a blank, and a comparison is all that they take.
      CREATE OR REPLACE FUNCTION understudy.has_text(value text) RETURNS boolean
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN value COLLATE "C" >= '!' OR pg_catalog.btrim(value COLLATE "C", E' \\t\\n\\r') <> ''
      """)
}

extension MaskContext {
  /// The original as text.
  var textValue: SQL { type.baseName == "text" && type.domain == nil ? value : "\(value)::text" }

  /// What an original of blanks alone becomes.
  var blank: SQL { keepsBlanks ? textValue : "''" }
}

extension ColumnType {
  /// Characters that fit; nil where there is no limit.
  var room: Int? { maximumLength ?? (baseName == "name" ? Identifier.maximumBytes : nil) }
}

extension ColumnProblem {
  static func type(_ function: String, makes result: String, _ column: Column) -> ColumnProblem {
    ColumnProblem("mask-type", "\(function) makes \(result), and the column is \(column.type.text)")
  }

  static func width(_ function: String, needs longest: Int, room: Int, help: String? = nil) -> ColumnProblem {
    ColumnProblem(
      "mask-width", "\(function) makes up to \(longest) characters, and the column holds \(room)", help: help)
  }

  /// What a fixed value does not fit: an enum's labels, the column's width.
  static func fixed(_ function: String, value: String, _ column: Column) -> [ColumnProblem] {
    let type = column.type
    if !type.enumLabels.isEmpty, !type.isArray, !type.enumLabels.contains(value) {
      return [
        ColumnProblem(
          "mask-enum", "\(value) is not a label of \(type.text)",
          help: "its labels are \(type.enumLabels.joined(separator: ", "))")
      ]
    }
    if type.isText, let room = type.room, value.unicodeScalars.count > room {
      return [.width(function, needs: value.unicodeScalars.count, room: room)]
    }
    if value.allSatisfy(\.isWhitespace), type.isArray || typesWithoutBlanks.contains(type.baseName) {
      return [
        ColumnProblem(
          "mask-type", "a blank is no \(type.text)", help: "give a value that the type reads, as {} for an empty array")
      ]
    }
    return []
  }

  /// Base names of types whose input refuses a text of nothing but blanks.
  private static let typesWithoutBlanks: Set<String> = [
    "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "money", "date", "time", "timetz", "timestamp",
    "timestamptz", "interval", "uuid", "inet", "cidr", "macaddr", "macaddr8", "json", "jsonb",
  ]
}
