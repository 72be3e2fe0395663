import DatabaseCatalog
import Diagnostics
import MaskingFunctions
import PostgresSyntax
import Testing

@Suite("What functions refuse")
struct FitTests {
  @Test("Arguments that are missing, unknown or wrong")
  func arguments() {
    func messages(_ name: String, _ arguments: [String: ArgumentValue]) -> [String] {
      read(name, arguments).1.map { $0.message + ($0.help.map { " (\($0))" } ?? "") }
    }
    #expect(messages("constant", [:]) == ["constant needs the argument value (see `understudy functions constant`)"])
    #expect(messages("choice", [:]) == ["choice needs the argument of (see `understudy functions choice`)"])
    #expect(messages("choice", ["of": .list([])]) == ["choice has nothing to choose from (as in of: [a, b])"])
    #expect(messages("choice", ["of": .text("a")]) == ["of of choice has to be a list"])
    #expect(messages("hash", ["lenght": .text("8")]) == ["hash has no argument lenght (did you mean `length`?)"])
    #expect(messages("hash", ["length": .text("0")]) == ["length of hash has to be a whole number from 1 to 128"])
    #expect(messages("uuid", ["version": .text("4")]) == ["uuid has no argument version (uuid takes no arguments)"])
    #expect(messages("scrub", ["keep_length": .text("yes")]) == ["keep_length of scrub has to be true or false"])
    #expect(
      messages("date_shift", [:]) == ["date_shift needs the argument days (see `understudy functions date_shift`)"])
    #expect(
      messages("phone", ["country": .text("UK")])
        == ["country of phone has to be one of AU, CA, DE, FR, GB, SE, US (did you mean `US`?)"]
        || messages("phone", ["country": .text("UK")]).first?.contains("has to be one of AU, CA, DE, FR, GB, SE, US")
          == true
    )
    #expect(messages("phone", [:]).count == 1)
    #expect(messages("partial", ["with": .text("**")]).count == 1)
    #expect(messages("parameter", ["name": .text("Lower Password")]).count == 1)
    #expect(messages("first_name", ["locale": .text("xx")]).count == 1)
  }

  @Test(
    "Columns of other types", arguments: ["email", "first_name", "scrub", "digits", "partial", "hash", "token", "city"])
  func types(_ name: String) throws {
    let function = try mask(name)
    for type in [ColumnType.named("int8"), .named("date"), .named("jsonb"), .named("text", isArray: true)] {
      #expect(function.problems(for: .of(type)).map(\.id) == ["mask-type"], "\(type.text)")
    }
    for type in [ColumnType.plainText, .named("citext"), .varchar(300), .named("bpchar")] {
      #expect(function.problems(for: .of(type)).isEmpty, "\(type.text)")
    }
  }

  @Test("Other functions, other types")
  func otherTypes() throws {
    let shift = try mask("date_shift", ["days": .text("3")])
    #expect(shift.problems(for: .of(.named("timestamptz"))).isEmpty)
    #expect(shift.problems(for: .of(.plainText)).map(\.id) == ["mask-type"])
    #expect(try mask("ip").problems(for: .of(.named("inet"))).isEmpty)
    #expect(try mask("ip").problems(for: .of(.named("int4"))).map(\.id) == ["mask-type"])
    #expect(try mask("ip").problems(for: .of(.varchar(15))).map(\.id) == ["mask-width"])
    #expect(try mask("ip", ["version": .text("4")]).problems(for: .of(.varchar(15))).isEmpty)
    #expect(try mask("uuid").problems(for: .of(.named("uuid"))).isEmpty)
    #expect(try mask("uuid").problems(for: .of(.varchar(35))).map(\.id) == ["mask-width"])
    #expect(try mask("remove").problems(for: .of(.plainText)).map(\.id) == ["mask-type"])
  }

  @Test("null and NOT NULL")
  func null() throws {
    #expect(try mask("null").problems(for: .of(.plainText)).isEmpty)
    #expect(try mask("null").problems(for: .of(.plainText, isNotNull: true)).map(\.id) == ["mask-not-null"])
    let domain = ColumnType(
      text: "public.d", baseName: "text", domain: QualifiedName("public", "d"), domainIsNotNull: true)
    #expect(try mask("null").problems(for: .of(domain)).map(\.id) == ["mask-not-null"])
  }

  @Test("Widths say what would do")
  func widths() throws {
    let problem = try mask("email").problems(for: .of(.varchar(40))).first
    #expect(problem?.message.contains("the column holds 40") == true)
    #expect(problem?.help == "add `names: false`: that makes 32 characters")
    #expect(try mask("email", ["names": .text("false")]).problems(for: .of(.varchar(32))).isEmpty)
    #expect(try mask("constant", ["value": .text("abcd")]).problems(for: .of(.varchar(3))).map(\.id) == ["mask-width"])
    #expect(try mask("scrub").problems(for: .of(.varchar(100))).map(\.id) == ["mask-width"])
    #expect(try mask("scrub", ["keep_length": .text("true")]).problems(for: .of(.varchar(1))).isEmpty)
  }

  @Test("Declared properties")
  func properties() throws {
    let knowledge: [String: Knowledge] = [
      "keep": .all, "null": .nothing, "hash": .keyedDigest, "token": .keyedDigest, "random_token": .nothing,
      "uuid": .nothing,
      "digits": .part, "partial": .part, "email": .nothing, "first_name": .nothing, "full_name": .nothing, "ip": .part,
      "scrub": .nothing, "city": .nothing, "street_address": .nothing,
    ]
    for (name, expected) in knowledge { #expect(try mask(name).knowledge == expected, "\(name)") }
    #expect(try mask("scrub", ["keep_length": .text("true")]).knowledge == .part)
    let unique: [String: Uniqueness] = [
      "keep": .bijective, "email": .collision(bits: 80), "uuid": .collision(bits: 122), "hash": .collision(bits: 128),
      "token": .collision(bits: 128), "digits": .lossy, "first_name": .lossy, "partial": .lossy, "null": .lossy,
    ]
    for (name, expected) in unique { #expect(try mask(name).uniqueness(for: .plainText) == expected, "\(name)") }
    #expect(try mask("hash", ["length": .text("8")]).neverReturnsOriginal == false)
  }
}
