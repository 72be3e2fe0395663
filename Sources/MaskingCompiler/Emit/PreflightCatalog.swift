internal import BundleFormat
internal import DatabaseCatalog
internal import PostgresSyntax

/// The part of the preflight that compares the database's logical catalog with the reviewed one.
struct PreflightCatalog {
  let fingerprint: CatalogFingerprint

  /// Raises UN002 and names the first objects that differ: names only, never values.
  var statement: SQL {
    let reviewed = fingerprint.objects.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "      (\(literal: $0.key), \(literal: $0.value))" as SQL }
    let rows = reviewed.isEmpty ? "      (NULL::text, NULL::text)" : reviewed.joined(separator: ",\n")
    let quote = dollarQuote(around: rows)
    return """
      DO \(raw: quote)
      DECLARE
        difference text;
      BEGIN
        SELECT pg_catalog.string_agg(d.words, ', ' ORDER BY d.words) INTO difference
        FROM (
          SELECT CASE WHEN reviewed.object IS NULL THEN present.object || ' is new'
            WHEN present.object IS NULL THEN reviewed.object || ' is gone' ELSE present.object || ' is another' END AS words
          FROM (VALUES
      \(rows)
          ) AS reviewed(object, definition)
          FULL JOIN (
      \(raw: CatalogFingerprintQuery.withLedger)
          ) AS present(object, definition) ON present.object = reviewed.object
          WHERE reviewed.definition IS DISTINCT FROM present.definition
          ORDER BY 1
          LIMIT 10
        ) AS d;
        IF difference IS NOT NULL THEN
          RAISE EXCEPTION USING ERRCODE = 'UN002', MESSAGE = 'the catalog is not the reviewed one: ' || difference;
        END IF;
      END
      \(raw: quote)
      """
  }

  /// A dollar quote that the text does not contain, whatever an object is called.
  private func dollarQuote(around text: SQL) -> String {
    var quote = "$catalog$"
    // By bytes: a combining mark behind it would make its last letter another `Character`.
    while text.text.utf8.firstRange(of: quote.utf8) != nil { quote = "$x" + quote.dropFirst() }
    return quote
  }
}
