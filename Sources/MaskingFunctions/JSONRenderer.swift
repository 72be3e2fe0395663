internal import PostgresSyntax

/// Renders the tree of paths as one expression over `jsonb`: a subquery for each object and array on the way.
struct JSONRenderer {
  let otherwise: Otherwise
  let draw: Draw

  /// The whole document. A NULL column stays NULL; a document that is removed whole becomes JSON's null.
  func document(_ tree: JSONTree, _ value: SQL) -> SQL {
    let place = Place(value: "d0.value", depth: 1, path: "$", salt: nil)
    return """
      (SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(\(render(tree, place)), 'null'::jsonb) END \
      FROM (SELECT \(value) AS value OFFSET 0) AS d0)
      """
  }

  /// Where in a document the rendering is.
  private struct Place {
    let value: SQL
    let depth: Int
    let path: String
    /// A text that tells this value from its siblings; nil where there are none.
    let salt: SQL?

    func below(_ value: SQL, path step: String, salt more: SQL? = nil) -> Place {
      let salts = [salt, more].compactMap { $0 }
      return Place(
        value: value, depth: depth + 1, path: path + step,
        salt: salts.isEmpty ? nil : salts.joined(separator: " || '/' || "))
    }
  }

  /// The new value of a node: SQL NULL where it is removed.
  private func render(_ tree: JSONTree, _ place: Place) -> SQL {
    if let mask = tree.mask { return leaf(mask, place) }
    var cases: [SQL] = []
    if !tree.keys.isEmpty || tree.everyKey != nil { cases.append("WHEN 'object' THEN \(object(tree, place))") }
    if let element = tree.everyElement { cases.append("WHEN 'array' THEN \(array(element, place))") }
    return """
      CASE pg_catalog.jsonb_typeof(\(place.value)) \(cases.joined(separator: " ")) \
      WHEN 'null' THEN \(place.value) ELSE \(rest(place)) END
      """
  }

  /// What no path names; by a function, value after value, however deep it stands.
  private func rest(_ place: Place) -> SQL {
    switch otherwise {
    case .keep: return place.value
    case .remove: return "NULL::jsonb"
    case .null: return "'null'::jsonb"
    case .mask(let mask):
      let row: SQL = "r\(place.depth)"
      let masked = leaf(mask, place.below("\(row).scalar", path: "..", salt: "\(row).number::text"))
      return """
        (SELECT pg_catalog.string_agg(CASE WHEN \(row).scalar IS NULL THEN \(row).markup ELSE (\(masked))::text END, '' \
        ORDER BY \(row).number)::jsonb FROM understudy.json_scalars(\(place.value)) AS \(row)(number, markup, scalar))
        """
    }
  }

  private func object(_ tree: JSONTree, _ place: Place) -> SQL {
    let entry: SQL = "o\(place.depth)"
    let value: SQL = "\(entry).value"
    let named = tree.namedKeys.map { branch -> SQL in
      "WHEN \(literal: branch.key) THEN \(render(branch.tree, place.below(value, path: "." + branch.key)))"
    }
    let other =
      tree.everyKey.map { render($0, place.below(value, path: ".*", salt: "\(entry).key")) }
      ?? rest(place.below(value, path: ".?", salt: "\(entry).key"))
    let new: SQL =
      named.isEmpty ? other : "CASE \(entry).key COLLATE \"C\" \(named.joined(separator: " ")) ELSE \(other) END"
    return """
      (SELECT coalesce(pg_catalog.jsonb_object_agg(n\(place.depth).key, n\(place.depth).value), '{}'::jsonb) \
      FROM (SELECT \(entry).key, \(new) AS value FROM pg_catalog.jsonb_each(\(place.value)) AS \(entry) OFFSET 0) \
      AS n\(place.depth) WHERE n\(place.depth).value IS NOT NULL)
      """
  }

  private func array(_ element: JSONTree, _ place: Place) -> SQL {
    let entry: SQL = "a\(place.depth)"
    let inner = place.below("\(entry).value", path: "[*]", salt: "\(entry).number")
    return """
      (SELECT coalesce(pg_catalog.jsonb_agg(n\(place.depth).value ORDER BY n\(place.depth).number), '[]'::jsonb) \
      FROM (SELECT \(entry).number, \(render(element, inner)) AS value \
      FROM pg_catalog.jsonb_array_elements(\(place.value)) WITH ORDINALITY AS \(entry)(value, number) OFFSET 0) \
      AS n\(place.depth) WHERE n\(place.depth).value IS NOT NULL)
      """
  }

  private func leaf(_ mask: NestedMask, _ place: Place) -> SQL {
    if mask.function is Keep { return place.value }
    if mask.function is Remove { return "NULL::jsonb" }
    if mask.function is Null { return "'null'::jsonb" }
    let row: SQL = "m\(place.depth)"
    let salt: SQL = place.salt.map { "\(literal: place.path) || '/' || \($0)" } ?? SQL.literal(place.path)
    let draw = mask.drawColumns(outer: draw, value: "\(row)v.value", salt: salt)
    let masked = mask.function.sql(
      MaskContext(
        value: "\(row).value", type: .plainText, draw: mask.drawReferences(row), keepsBlanks: mask.keepsBlanks))
    return """
      CASE WHEN pg_catalog.jsonb_typeof(\(place.value)) = 'null' THEN \(place.value) ELSE \
      (SELECT understudy.json_value((\(masked))::text, pg_catalog.jsonb_typeof(\(place.value))) \
      FROM (SELECT \((["\(row)v.value" as SQL] + draw).joined()) \
      FROM (SELECT \(place.value) #>> '{}' AS value OFFSET 0) AS \(row)v OFFSET 0) AS \(row)) END
      """
  }
}

extension NestedMask {
  /// The draws that the function asks for, as columns `bits` and `digest` of a subquery: computed once a value.
  func drawColumns(outer: Draw, value: SQL, salt: SQL) -> [SQL] {
    let inner = draw(outer, value, salt)
    let bits: SQL = "\(inner.bits) AS bits"
    return switch function.draw {
    case .none: []
    case .bits: [bits]
    case .key: ["\(inner.key) AS key"]
    case .digest: ["\(inner.digest) AS digest"] + (function is JSON || function is Each ? [bits] : [])
    }
  }

  /// The same columns, by the subquery's alias.
  func drawReferences(_ alias: SQL) -> Draw {
    Draw(bits: "\(alias).bits", digest: "\(alias).digest", key: "\(alias).key")
  }
}

extension SupportFunction {
  static let readJSON = SupportFunction(
    name: "read_json",
    definition: """
      -- json as jsonb, whatever it holds: \\u0000 goes, and what jsonb cannot hold becomes null.
      CREATE OR REPLACE FUNCTION understudy.read_json(document text) RETURNS jsonb
      LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
      BEGIN
        RETURN document::jsonb;
      EXCEPTION WHEN data_exception THEN
        BEGIN
          RETURN pg_catalog.regexp_replace(document, '(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000', '\\1', 'g')::jsonb;
        EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
          RETURN 'null'::jsonb;
        END;
      WHEN program_limit_exceeded THEN
        RETURN 'null'::jsonb;
      END
      $body$
      """)

  static let jsonScalars = SupportFunction(
    name: "json_scalars",
    definition: """
      -- A document taken apart: values of a kind that holds no others, and the markup between them.
      CREATE OR REPLACE FUNCTION understudy.json_scalars(document jsonb)
      RETURNS TABLE (number bigint, markup text, scalar jsonb)
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
        SELECT t.number, t.parts[1], t.parts[2]::jsonb
        FROM pg_catalog.regexp_matches(document::text COLLATE "C", '("(?:[^"\\\\]|\\\\.)*": |[][{}, ]+)|("(?:[^"\\\\]|\\\\.)*"|[^][{}", ]+)', 'g')
          WITH ORDINALITY AS t(parts, number)
      $body$
      """)

  static let jsonValue = SupportFunction(
    name: "json_value",
    definition: """
      -- A masked text as a value of a document: a number where it was one and still looks like one, else a string.
      CREATE OR REPLACE FUNCTION understudy.json_value(value text, kind text) RETURNS jsonb
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN CASE WHEN value IS NULL THEN 'null'::jsonb
        WHEN kind = 'number' AND value COLLATE "C" ~ '^-?(0|[1-9][0-9]{0,30})([.][0-9]{1,30})?$' THEN value::jsonb
        ELSE pg_catalog.to_jsonb(value) END
      """)
}
