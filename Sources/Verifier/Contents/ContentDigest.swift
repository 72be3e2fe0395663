internal import BundleFormat
internal import DatabaseCatalog
internal import PostgresClient
internal import PostgresSyntax

/// A keyed digest of rows in any order: what each row's digest adds up to. Two equal rows count twice.
struct RowSetDigest: Sendable, Equatable {
  private var sums: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private let prf: PRF

  /// - Parameter name: of what the rows belong to: the same rows elsewhere have another digest.
  init(key: MaskingKey, name: String) {
    prf = PRF(key: PRF(key: PRF(key: key)(PRF.Label.contents))(name))
  }

  mutating func add(_ row: UnsafeRawBufferPointer) {
    let words = prf.words(row)
    sums.0 &+= words.0
    sums.1 &+= words.1
    sums.2 &+= words.2
    sums.3 &+= words.3
  }

  /// 64 hex digits.
  var hex: String {
    [sums.0, sums.1, sums.2, sums.3].map { sum in
      let digits = String(sum, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  static func == (one: RowSetDigest, other: RowSetDigest) -> Bool { one.sums == other.sums }
}

/// What a dump would hold, as digests: of each table's rows and of the large objects. The logical catalog has its own.
struct ContentDigest: Sendable {
  static let largeObjects = "large objects"

  let key: MaskingKey

  /// - Parameter connection: within the snapshot that is digested.
  func contents(
    of catalog: Catalog, _ tallies: [RelationTally], on connection: Connection
  ) async throws -> [Attestation.Content] {
    let tables = Set(catalog.relations.filter { $0.kind == .table }.map(\.name))
    let ofTables = tallies.filter { tables.contains($0.relation) }.map { tally in
      Attestation.Content(name: tally.relation.description, digest: tally.contents?.hex ?? "")
    }
    return (ofTables + [try await largeObjects(on: connection)]).sorted { $0.name < $1.name }
  }

  private func largeObjects(on connection: Connection) async throws -> Attestation.Content {
    var digest = RowSetDigest(key: key, name: Self.largeObjects)
    for row in try await connection.query(Self.pieces).rows {
      Array(row.map { $0 ?? "" }.joined(separator: " ").utf8).withUnsafeBytes { digest.add($0) }
    }
    return Attestation.Content(name: Self.largeObjects, digest: digest.hex)
  }

  /// By pieces of a megabyte: a value of the server ends at one gigabyte, a large object does not. An empty one has a piece too.
  private static let pieces: SQL = """
    SELECT o.oid, p.number, p.digest
    FROM pg_catalog.pg_largeobject_metadata AS o
    CROSS JOIN LATERAL (
      WITH RECURSIVE piece(number, data) AS (
        SELECT 0::bigint, pg_catalog.lo_get(o.oid, 0, 1048576)
        UNION ALL
        SELECT number + 1, pg_catalog.lo_get(o.oid, (number + 1) * 1048576, 1048576) FROM piece
        WHERE pg_catalog.octet_length(data) = 1048576
      )
      SELECT number, pg_catalog.encode(pg_catalog.sha256(data), 'hex') AS digest FROM piece
    ) AS p
    """
}
