public import DatabaseCatalog
public import PostgresSyntax

extension ColumnType {
  /// The type to cast to: without a length, so that what does not fit is refused by the column instead of being cut.
  public var castable: SQL {
    let base = QualifiedName(Identifier(baseSchema), Identifier(baseName))
    return isArray ? "\(base)[]" : "\(base)"
  }

  /// The type of an array's elements.
  public var element: ColumnType {
    ColumnType(
      text: text.hasSuffix("[]") ? String(text.dropLast(2)) : text, baseName: baseName, baseSchema: baseSchema,
      maximumLength: maximumLength, enumLabels: enumLabels)
  }

  /// A value of the type that is neither NULL nor blank, for samples of what masks make; nil where none is known.
  public var probe: SQL? {
    if isArray { return nil }
    if isText { return "'Sample 1'" }
    if let label = enumLabels.first { return SQL.literal(label) }
    return switch baseName {
    case "int2", "int4", "int8", "numeric", "float4", "float8", "oid", "money": "'1'"
    case "bool": "'true'"
    case "date", "timestamp", "timestamptz": "'2001-02-03'"
    case "time", "timetz": "'04:05:06'"
    case "interval": "'1 day'"
    case "uuid": "'00000000-0000-4000-8000-000000000001'"
    case "inet", "cidr": "'192.0.2.1'"
    case "macaddr": "'00:00:5e:00:53:01'"
    case "bytea": "'\\x01'"
    case "json", "jsonb": "'{}'"
    default: nil
    }
  }
}
