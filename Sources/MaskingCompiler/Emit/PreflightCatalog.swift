internal import BundleFormat
internal import DatabaseCatalog
internal import PostgresSyntax

/// The part of the preflight that compares the database's logical catalog with the reviewed one.
struct PreflightCatalog {
  let fingerprint: CatalogFingerprint
  let relations: [QualifiedName]

  /// Raises UN002 and names the first objects that differ: names only, never values.
  var statement: SQL {
    let reviewed = fingerprint.objects.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "      (\(literal: $0.key), \(literal: $0.value))" as SQL }
    return """
      DO $understudy_preflight$
      DECLARE
        difference text;
      BEGIN
        SELECT pg_catalog.string_agg(d.object, ', ' ORDER BY d.object) INTO difference
        FROM (
          SELECT coalesce(reviewed.object, present.object) AS object
          FROM (VALUES
      \(reviewed.isEmpty ? "      (NULL::text, NULL::text)" : reviewed.joined(separator: ",\n"))
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
      $understudy_preflight$
      """
  }
}
