internal import PostgresSyntax

/// Telephone numbers that a country's regulator keeps for fiction: prefixes, and a range of numbers behind each.
struct FictionNumbers: Sendable {
  let country: String
  let prefixes: [String]
  /// The first number of a range, and how many there are.
  let first: Int
  let size: Int
  /// A digit each for a number behind its prefix, with the blanks between them.
  let format: String

  init(_ country: String, _ prefixes: [String], first: Int = 0, size: Int, format: String) {
    self.country = country
    self.prefixes = prefixes
    self.first = first
    self.size = size
    self.format = format
  }

  var count: Int { prefixes.count * size }

  func longest(hasSpaces: Bool) -> Int {
    let prefix = prefixes.map { hasSpaces ? $0.count : $0.count { $0 != " " && $0 != "-" } }.max() ?? 0
    return prefix + format.count { $0 == "0" || hasSpaces && $0 == " " }
  }

  /// SQL of a number, written out. Not by `to_char`: it is not immutable, and a function that calls it does not inline.
  func written(_ number: SQL) -> SQL {
    var written: SQL = "pg_catalog.lpad((\(number))::text, \(format.count { $0 == "0" }), '0')"
    for (place, character) in format.enumerated() where character == " " {
      written = "pg_catalog.overlay(\(written), ' ', \(place + 1), 0)"
    }
    return written
  }

  static let all = [
    // Australia: ACMA, numbers for use in creative works.
    FictionNumbers(
      "AU", ["2", "3", "7", "8"].flatMap { ["+61 \($0) 5550 ", "+61 \($0) 7010 "] }, size: 10_000, format: "0000"),
    // Canada and the United States: 555-0100 to 555-0199 in every area code.
    FictionNumbers(
      "CA",
      northAmerican(
        """
        204 250 306 403 416 418 506 514 604 613 709 819 902 905
        """), first: 100, size: 100, format: "0000"),
    // Germany: Bundesnetzagentur, Mitteilung 148/2021, Rufnummern für Medienproduktionen.
    FictionNumbers(
      "DE", ["+49 30 23125 ", "+49 69 90009 ", "+49 40 66969 ", "+49 221 4710 ", "+49 89 99998 "], size: 1000,
      format: "000"),
    // France: Arcep, numbers for audiovisual works.
    FictionNumbers(
      "FR", ["+33 1 99 00 ", "+33 2 61 91 ", "+33 3 53 01 ", "+33 4 65 71 ", "+33 5 36 49 ", "+33 6 39 98 "],
      size: 10_000, format: "00 00"),
    // Great Britain: Ofcom, telephone numbers for use in TV and radio drama.
    FictionNumbers(
      "GB",
      [
        "+44 7700 900", "+44 1632 960", "+44 20 7946 0", "+44 113 496 0", "+44 114 496 0", "+44 115 496 0",
        "+44 116 496 0", "+44 117 496 0", "+44 118 496 0", "+44 121 496 0", "+44 131 496 0", "+44 141 496 0",
        "+44 151 496 0", "+44 161 496 0", "+44 191 498 0", "+44 28 9649 6", "+44 29 2018 0",
      ], size: 1000, format: "000"),
    // Sweden: PTS, numbers reserved for books and films: 031-390 06 00 to 99, 070-174 06 05 to 99; from both those from 05.
    FictionNumbers("SE", ["+46 31 390 06 ", "+46 70 174 06 "], first: 5, size: 95, format: "00"),
    FictionNumbers(
      "US",
      northAmerican(
        """
        201 202 205 206 207 208 209 212 213 214 215 216 217 218 219 225 228 229 231 234 239 240 248 251 252 \
        253 254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 \
        318 319 320 321 323 325 330 334 336 337 339 347 351 352 360 361 386 401 402 404 405 406 407 408 409 \
        410 412 413 414 415
        """), first: 100, size: 100, format: "0000"),
  ]

  private static func northAmerican(_ areas: String) -> [String] {
    areas.split(separator: " ").map { "+1 \($0) 555 " }
  }
}
