public import DatabaseCatalog
public import PostgresSyntax

/// `each`: every element of an array by itself.
public struct Each: MaskingFunction {
  public static let name = "each"
  public static let manual = Manual(
    summary: "Masks every element of an array by itself.",
    discussion: "NULL elements stay, and so do the array's length, dimensions and lower bounds.",
    parameters: [.init("each", "mask, link or json", default: nil, "what happens to an element")],
    example: "tags: { each: { mask: choice, of: [a, b] } }")

  public let element: NestedMask

  public init(_ element: NestedMask) { self.element = element }

  public init(_ arguments: inout ArgumentReader) {
    arguments.report("each is a decision of its own", help: "write `each:` with a mask below it")
    self.init(NestedMask(function: Null(&arguments), title: "null", link: nil) { outer, _, _ in outer })
  }

  public var knowledge: Knowledge { element.function.knowledge }
  public func uniqueness(for type: ColumnType) -> Uniqueness { .lossy }
  public var neverReturnsOriginal: Bool { false }
  public var draw: DrawKind { element.outerDraw }
  public var supportFunctions: [SupportFunction] { element.function.supportFunctions + [.arrayInShape] }
  public var literals: [String] { element.function.literals }

  public func problems(for column: Column) -> [ColumnProblem] {
    guard column.type.isArray else {
      return [ColumnProblem("mask-type", "each masks arrays, and the column is \(column.type.text)")]
    }
    return element.function.problems(for: Column(name: column.name, type: column.type.element))
  }

  public func sql(_ context: MaskContext) -> SQL {
    let array = context.value
    let type = context.type.element
    let draw = element.drawColumns(outer: context.draw, value: "ev.value::text", salt: "ev.number::text")
    let masked = element.function.sql(
      MaskContext(
        value: "e.value", type: type, draw: element.drawReferences("e"), keepsBlanks: element.keepsBlanks))
    return """
      CASE WHEN pg_catalog.cardinality(\(array)) > 0 THEN \
      (SELECT understudy.array_in_shape(pg_catalog.array_agg((\(masked))::\(type.castable) ORDER BY e.number), \
      pg_catalog.array_dims(\(array))) \
      FROM (SELECT \((["ev.value", "ev.number"] + draw).joined()) \
      FROM pg_catalog.unnest(\(array)) WITH ORDINALITY AS ev(value, number) OFFSET 0) AS e) \
      ELSE \(array)::\(context.type.castable) END
      """
  }
}

extension SupportFunction {
  static let arrayInShape = SupportFunction(
    name: "array_in_shape",
    definition: """
      -- An array's elements, given as a list, in the dimensions that array_dims printed of another array.
      CREATE OR REPLACE FUNCTION understudy.array_in_shape(elements anyarray, dimensions text) RETURNS anyarray
      LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
      DECLARE
        -- Lengths, outermost first: the elements of one entry of dimension n are the product of those behind it.
        lengths CONSTANT integer[] := (
          SELECT pg_catalog.array_agg(part.bounds[2]::integer - part.bounds[1]::integer + 1 ORDER BY part.place)
          FROM pg_catalog.regexp_matches(dimensions, '(-?[0-9]+):(-?[0-9]+)', 'g') WITH ORDINALITY AS part(bounds, place));
        strides integer[] := ARRAY[]::integer[];
        stride integer := 1;
        literal text := '';
        total CONSTANT integer := pg_catalog.cardinality(elements);
      BEGIN
        IF dimensions = '[1:' || total || ']' THEN
          RETURN elements;
        END IF;
        FOR level IN REVERSE pg_catalog.cardinality(lengths) .. 1 LOOP
          stride := stride * lengths[level];
          strides := strides || stride;
        END LOOP;
        FOR place IN 1 .. total LOOP
          literal := literal
            || CASE WHEN place = 1 THEN '' ELSE ',' END
            || (SELECT pg_catalog.repeat('{', pg_catalog.count(*)::integer) FROM pg_catalog.unnest(strides) AS s(size) WHERE (place - 1) % s.size = 0)
            || coalesce('"' || pg_catalog.replace(pg_catalog.replace(elements[place]::text, E'\\\\', E'\\\\\\\\'), '"', E'\\\\"') || '"', 'NULL')
            || (SELECT pg_catalog.repeat('}', pg_catalog.count(*)::integer) FROM pg_catalog.unnest(strides) AS s(size) WHERE place % s.size = 0);
        END LOOP;
        RETURN dimensions || '=' || literal;
      END
      $body$
      """)
}
