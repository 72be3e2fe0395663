import DatabaseCatalog
import Diagnostics
import Foundation
import MaskingFunctions
import PostgresSyntax
import TestServers
import Testing

/// Account numbers, cards and official numbers; whether they are valid, a library says that is not ours.
@Suite("Masking functions of numbers that people write")
struct NumberFunctionTests {
  /// Reads lines of a kind, a country and a number, and prints those that are not valid.
  private static let judge = """
    import sys
    from stdnum import bic, iban, luhn, get_cc_module
    from stdnum.iso7064 import mod_11_10
    from stdnum.be import nn
    from stdnum.de import idnr
    from stdnum.es import dni
    from stdnum.fi import hetu
    from stdnum.fr import nir
    from stdnum.it import codicefiscale
    from stdnum.nl import bsn
    from stdnum.no import fodselsnummer
    from stdnum.pl import pesel
    from stdnum.pt import nif
    # Stdnum refuses numbers for tests: of those the check digits alone are looked at.
    ids = {
        "BE": nn.is_valid, "ES": dni.is_valid, "FR": nir.is_valid, "IT": codicefiscale.is_valid,
        "NL": bsn.is_valid, "PL": pesel.is_valid, "PT": nif.is_valid,
        "DE": lambda n: n[0] == "0" and idnr.is_valid("1" + n[1:]) is False and mod_11_10.is_valid(n)
            and sorted(n[:10].count(d) for d in set(n[:10])) == [1] * 8 + [2],
        "FI": lambda n: hetu.is_valid(n, allow_temporary=True) and not hetu.is_valid(n),
        "NO": lambda n: len(n) == 11 and fodselsnummer.calc_check_digit1(n) == n[-2]
            and fodselsnummer.calc_check_digit2(n) == n[-1],
    }
    for line in sys.stdin:
        kind, country, number = line.rstrip("\\n").split("\\t")
        valid = {
            "iban": lambda: iban.is_valid(number, check_country=True) and number.startswith(country),
            "bic": lambda: bic.is_valid(number),
            "card": lambda: luhn.is_valid(number.replace(" ", "")),
            "vat": lambda: get_cc_module(country.lower(), "vat").is_valid(number),
            "id": lambda: ids[country](number),
        }[kind]()
        if not valid:
            print(line.rstrip())
    """

  private func invalid(_ numbers: [(kind: String, country: String, number: String)]) async throws -> String {
    let lines = numbers.map { "\($0.kind)\t\($0.country)\t\($0.number)\n" }.joined()
    return try await RealReaders.python(Self.judge, reading: lines)
  }

  private static func countries(of function: String) throws -> [String] {
    let type = try #require(
      MaskingFunctionRegistry.named(function)?.manual.parameters.first { $0.name == "country" }?.type)
    return type.split(separator: " ").map(String.init).filter { $0.count == 2 && $0 == $0.uppercased() }
  }

  @Test("Numbers are valid by their check digits", arguments: TestServer.Version.allCases)
  func checkDigits(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    var numbers: [(kind: String, country: String, number: String)] = []
    for (function, kind, least) in [("iban", "iban", 45), ("vat_number", "vat", 15), ("national_id", "id", 12)] {
      let countries = try Self.countries(of: function)
      #expect(countries.count >= least)
      for country in countries where !(kind == "id" && ["GB", "US"].contains(country)) {
        let made = try await database.masked(mask(function, ["country": .text(country)]), "x", rows: 60)
        numbers += made.map { (kind, country, $0) }
      }
    }
    for original in ["4111111111111111", "378282246310005", "6759649826438453000", "4222222222222", "x"] {
      numbers += try await database.masked(mask("credit_card"), original, rows: 60).map { ("card", "-", $0) }
    }
    numbers += try await database.masked(mask("bic"), "DEUTDEFF", rows: 20).map { ("bic", "-", $0) }
    #expect(numbers.count > 4000)
    #expect(try await invalid(numbers) == "")
    #expect(try await invalid([("iban", "DE", "DE89370400440532013001")]) == "iban\tDE\tDE89370400440532013001\n")
  }

  @Test("iban keeps the country and the blanks, and never a bank", arguments: TestServer.Version.allCases)
  func iban(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let originals: [String?] = [
      "DE89 3704 0044 0532 0130 00", "gb33BUKB20201555555555", " FR1420041010050500013M02606", "XX12", "żółw", "DE",
      nil,
      "D E89370400440532013000", "NL91-ABNA-0417-1643-00", String(repeating: "DE89 ", count: 20_000),
    ]
    let made = try await database.masked(mask("iban"), originals)
    let forms = [
      "^DE[0-9]{2} 9[0-9]{3}( [0-9]{4}){3} [0-9]{2}$", "^GB[0-9]{2}TEST00[0-9]{12}$", "^ ?FR[0-9]{2}9[0-9]{22}$",
      "^DE[0-9]{20}$", "^DE[0-9]{20}$", "^DE[0-9]{20}$", nil, "^D E[0-9]{2}9[0-9]{17}$",
      "^NL[0-9]{2}-TEST-[0-9]{4}-[0-9]{4}-[0-9]{2}$", "^DE[0-9]{2}9[0-9]{17}$",
    ]
    for (new, form) in zip(made, forms) {
      guard let form else {
        #expect(new == nil)
        continue
      }
      #expect(new?.range(of: form, options: .regularExpression) != nil, "\(new ?? "NULL") against \(form)")
    }
    let german = try await database.masked(mask("iban", ["country": .text("DE")]), ["GB33BUKB20201555555555"])
    #expect(german[0]?.hasPrefix("DE") == true && german[0]?.count == 22)
  }

  @Test("iban says how unique it is")
  func ibanBits() throws {
    func bits(_ country: String) throws -> Double {
      guard case .collision(let bits) = try mask("iban", ["country": .text(country)]).uniqueness(for: .plainText) else {
        return 0
      }
      return bits
    }
    #expect(try bits("DE") > 56 && bits("DE") < 57)
    #expect(try bits("original") < 27)
    #expect(try bits("MT") > 70)
  }

  @Test("credit_card keeps brand, length and separators", arguments: TestServer.Version.allCases)
  func cards(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let forms = [
      ("4000-1234-5678-9010", "^4(11111|24242|01288)"), ("2720990000000000", "^(555555|510510|222300)"),
      ("340000000000009", "^3(78282|71449)[0-9]{9}$"), ("6500000000000000", "^6011(11|00)[0-9]{10}$"),
      ("30000000000004", "^(305693|385200)[0-9]{8}$"), ("3528000000000000", "^3(53011|56600)[0-9]{10}$"),
      ("6200000000000000000", "^620000[0-9]{13}$"), ("5018000000000", "^675964[0-9]{7}$"),
      ("1234567890123", "^411111[0-9]{7}$"), ("4111 1111 1111 1111", "^4[0-9]{3} [0-9]{4} [0-9]{4} [0-9]{4}$"),
      ("4111 x", "^4[0-9]{15}$"), ("123", "^4[0-9]{15}$"), ("٤١١١", "^4[0-9]{15}$"),
      (String(repeating: "4 ", count: 16), "^4( [0-9]){15}$"),
      (String(repeating: "4", count: 100_000), "^4[0-9]{15}$"),
    ]
    let made = try await database.masked(mask("credit_card"), forms.map(\.0))
    for (new, form) in zip(made, forms) {
      #expect(
        new?.replacing("-", with: "").range(of: form.1, options: .regularExpression) != nil,
        "\(new ?? "NULL") of \(form.0.prefix(40))")
    }
    #expect(made[0]?.split(separator: "-").map(\.count) == [4, 4, 4, 4])
  }

  @Test("bic keeps country and length and is one for tests")
  func bic() async throws {
    let database = try await MaskingDatabase()
    let made = try await database.masked(mask("bic"), ["DEUTDEFF", "BNPAFRPPXXX", "nedszajj", "??", "ABCDxxGH", nil])
    let forms = ["^TESTDE.0$", "^TESTFR.0...$", "^TESTZA.0$", "^TESTDE.0...$", "^TESTDE.0$"]
    for (new, form) in zip(made, forms) {
      #expect(new?.range(of: form, options: .regularExpression) != nil, "\(new ?? "NULL") against \(form)")
    }
    #expect(made.last == .some(nil))
    #expect(read("bic", ["country": .text("UK")]).1.map(\.message) == ["UK is no country of ISO 3166"])
  }

  @Test("vat_number keeps the country and the form, and others' forms", arguments: TestServer.Version.allCases)
  func vat(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let originals: [String?] = [
      "DE 136 695 976", "nl123456789B01", "136695976", "EL 094259216", "CHE-116.281.710 MWST", "ż12", "-", nil,
    ]
    let made = try await database.masked(mask("vat_number"), originals)
    let forms = [
      "^DE [0-9]{3} [0-9]{3} [0-9]{3}$", "^NL[0-9]{9}B[0-9]{2}$", "^[0-9]{9}$", "^EL [0-9]{9}$",
      "^[A-Z]{3}-[0-9]{3}[.][0-9]{3}[.][0-9]{3} [A-Z]{4}$", "^[a-z][0-9]{2}$", "^-$",
    ]
    for (new, form) in zip(made, forms) {
      #expect(new?.range(of: form, options: .regularExpression) != nil, "\(new ?? "NULL") against \(form)")
    }
    #expect(made.last == .some(nil))
    let german = try await database.masked(
      mask("vat_number", ["country": .text("DE")]), ["136695976", "DE136695976", "FR 136695976"])
    #expect(german.map { $0?.hasPrefix("DE") } == [false, true, false])
  }

  @Test("national_id without a country changes every letter and digit and nothing else")
  func forms() async throws {
    let database = try await MaskingDatabase()
    let original = "AB 12-34.x żł/0 魚"
    for night in 1...8 {
      let made = try #require(try await database.masked(mask("national_id"), [original], night: night)[0])
      #expect(
        made.range(of: "^[A-Z]{2} [0-9]{2}-[0-9]{2}[.][a-z] [a-z]{2}/[0-9] [a-z]$", options: .regularExpression) != nil)
      for (new, old) in zip(made, original) where old.isLetter || old.isNumber { #expect(new != old) }
    }
    let long = try await database.masked(mask("national_id"), [String(repeating: "a1", count: 100_000)])
    #expect(long[0]?.count == 200_000)
    #expect(try mask("national_id").fingerprint == nil)
    #expect(try mask("national_id", ["country": .text("DE")]).fingerprint == .token)
  }

  @Test("national_id has as many numbers as it says", arguments: ["BE", "NL", "GB", "ES"])
  func spread(_ country: String) async throws {
    let database = try await MaskingDatabase()
    let function = try mask("national_id", ["country": .text(country)])
    let made = try await database.masked(function, "x", rows: 4000)
    // Pairs that are equal, against those that so many random bits lead one to expect.
    let pairs = Dictionary(grouping: made) { $0 }.values.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
    guard case .collision(let bits) = function.uniqueness(for: .plainText) else {
      Issue.record("lossy")
      return
    }
    let expected = 4000.0 * 3999 / 2 / pow(2, bits)
    #expect(Double(pairs) < expected + 4 * expected.squareRoot() + 1)
    #expect(Double(pairs) > expected / 4 - 4)
  }
}
