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
        SELECT pg_catalog.string_agg(d.object, ', ' ORDER BY d.object) INTO difference
        FROM (
          SELECT coalesce(reviewed.object, present.object) AS object
          FROM (VALUES
      \(rows)
          ) AS reviewed(object, digest)
          FULL JOIN (
      \(raw: CatalogFingerprintQuery.withLedger)
          ) AS present(object, digest) ON present.object = reviewed.object
          WHERE reviewed.digest IS DISTINCT FROM present.digest
          ORDER BY 1
          LIMIT 10
        ) AS d;
        IF difference IS NOT NULL THEN
          RAISE EXCEPTION 'the catalog differs from the reviewed one at: %', difference USING ERRCODE = 'UN002';
        END IF;
      END
      \(raw: quote)
      """
  }

  /// A dollar quote that the text does not contain, whatever an object is called.
  private func dollarQuote(around text: SQL) -> String {
    var quote = "$catalog$"
    while text.text.contains(quote) { quote = "$x" + quote.dropFirst() }
    return quote
  }
}
