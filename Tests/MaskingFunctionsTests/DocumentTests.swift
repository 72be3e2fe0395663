import DatabaseCatalog
import Foundation
import MaskingFunctions
import PostgresClient
import PostgresSyntax
import TestServers
import Testing

/// json, xml and hstore: what paths find, and what `otherwise` does with everything else.
@Suite("Masking inside documents")
struct DocumentTests {
  private static func json(_ paths: [(String, any MaskingFunction)], _ otherwise: Otherwise) throws -> JSON {
    try JSON(
      paths: paths.map { JSON.Path(steps: try #require(JSON.steps(of: $0.0)), mask: nested($0.1)) },
      otherwise: otherwise)
  }

  private static func xml(_ paths: [(String, any MaskingFunction)], _ otherwise: Otherwise) throws -> XML {
    try XML(
      paths: paths.map { XML.Path(pattern: try #require(XMLPattern($0.0)), mask: nested($0.1)) }, otherwise: otherwise)
  }

  @Test("A function under otherwise of json masks every value, however deep", arguments: TestServer.Version.allCases)
  func json(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let mark = try mask("redact", ["with": .text("X\"\\")])
    let document = try Self.json([("$.a", mask("keep")), ("$.list[*].n", mask("keep"))], .mask(nested(mark)))
    let originals: [String?] = [
      #"{"a": "secret: \"1\"", "b": {"c\": ": [1, true, null, {"d": "e, [f]: {}"}]}, "list": [{"n": 1, "m": 2}, "z"], "": -1.5e9}"#,
      #""secret""#, "7", "null", "[]", "[[[\"a\"]]]", nil, #"{"b": "\\\" \u00e9", "c": "\\"}"#,
    ]
    let made = try await database.masked(document, originals, as: .named("jsonb"))
    let x = #""X\"\\""#
    #expect(
      made[0]
        == #"{"": X, "a": "secret: \"1\"", "b": {"c\": ": [X, X, null, {"d": X}]}, "list": [{"m": X, "n": 1}, X]}"#
        .replacing("X", with: x))
    #expect(made.dropFirst() == [x, x, "null", "[]", "[[[\(x)]]]", nil, "{\"b\": \(x), \"c\": \(x)}"])
    let tokens = try Self.json([], .mask(nested(mask("random_token"))))
    let drawn = try await database.masked(tokens, [#"["a", "a", {"k": "a"}]"#], as: .named("jsonb"))[0] ?? ""
    #expect(Set(drawn.matches(of: /[a-z0-9]{32}/).map { String($0.output) }).count == 3)
    let deep = String(repeating: "[", count: 3000) + "\"s\"" + String(repeating: "]", count: 3000)
    #expect(try await database.masked(tokens, [deep], as: .named("jsonb"))[0]?.contains("\"s\"") == false)
  }

  @Test("xml masks elements, attributes and texts, and drops the rest", arguments: TestServer.Version.allCases)
  func xml(_ version: TestServer.Version) async throws {
    let database = try await MaskingDatabase(version)
    let mark = try mask("redact", ["with": .text("<X> & \"")])
    let paths: [(String, any MaskingFunction)] = try [
      ("/i/buyer/name", mark), ("//mail", mask("keep")), ("/i/@id", mark), ("/i/note/text()", mark),
      ("/i/gone", mask("remove")),
      ("/i/empty", mask("null")), ("//processing-instruction()", mask("keep")), ("/i/line/@*", mask("keep")),
    ]
    let document = """
      <?xml version="1.0"?><!DOCTYPE i SYSTEM "x>y.dtd"><!-- secret --><?go secret?><c:i xmlns:c='urn:x' c:id="secret" other='a&#233;"'>
       <buyer><name kind="k">Anna <b>secret</b><![CDATA[ <secret>]]></name><age>7</age></buyer>
       <note>secret &amp; <i>inner</i> more<!--secret--></note><x><mail a="1">m&lt;@x</mail></x><gone a="1">secret<a/></gone>
       <empty a="2">secret<b>secret</b></empty><line no="3"/><free>text</free>
      </c:i>
      """
    func made(_ otherwise: Otherwise, _ text: String? = nil) async throws -> String? {
      try await database.masked(Self.xml(paths, otherwise), [text ?? document])[0]
    }
    let x = "&lt;X&gt; &amp; &quot;"
    #expect(
      try await made(.keep) == """
        <?xml version="1.0"?><?go secret?><c:i xmlns:c="urn:x" c:id="\(x)" other="aé&quot;">
         <buyer><name kind="k">\(x)</name><age>7</age></buyer>
         <note>\(x)<i>inner</i>\(x)</note><x><mail a="1">m&lt;@x</mail></x>
         <empty a="2"></empty><line no="3"/><free>text</free>
        </c:i>
        """)
    let removed = try #require(try await made(.remove))
    #expect(
      !removed.contains("secret<") && !removed.contains(">7<") && !removed.contains("inner")
        && !removed.contains("text"))
    #expect(
      removed.contains("<name>\(x)</name>") && removed.contains("<line no=\"3\"/>")
        && removed.contains("<mail a=\"1\">"))
    let emptied = try #require(try await made(.null))
    #expect(emptied.contains("<age></age>") && emptied.contains("other=\"\"") && !emptied.contains("inner"))
    let masked = try #require(try await made(.mask(nested(mark))))
    #expect(masked.contains("<age>\(x)</age>") && masked.contains("other=\"\(x)\"") && masked.contains("<i>\(x)</i>"))
    for broken in [
      "<a>secret", "<a>secret</b>", "</a>", "<a b=secret/>", "secret < more",
      "<!DOCTYPE a [<!ENTITY e \"secret\">]><a>&e;</a>", "<a",
      "<a><![CDATA[secret</a>", "<!-- secret -- secret",
    ] {
      #expect(try await made(.keep, broken) == "", "\(broken)")
    }
    #expect(try await made(.keep, "plain &secret; &#x110000; &#0; &#65;") == "plain    A")
    #expect(try await database.masked(Self.xml(paths, .keep), ["", nil]) == ["", nil])
    let long = "<i>" + String(repeating: "<line no=\"1\">text</line>", count: 3000) + "</i>"
    #expect(try await made(.keep, long) == long)
  }

  @Test("Columns of type xml stay XML")
  func xmlType() async throws {
    let database = try await MaskingDatabase(.pg15)
    let function = try Self.xml([("//name", mask("full_name"))], .keep)
    let made = try await database.masked(
      function, ["<a><name>Zorvanet</name>&lt;</a>", "a<b/>", "<!DOCTYPE a [<!ENTITY e \"z\">]><a>&e;</a>", nil],
      as: .named("xml"))
    #expect(made[0]?.wholeMatch(of: /<a><name>[^<]+<\/name>&lt;<\/a>/) != nil && made[0]?.contains("Zorvanet") == false)
    #expect(made.dropFirst() == ["a<b/>", "", nil])
  }

  @Test("Paths of xml, and what is none")
  func paths() throws {
    for path in ["/a", "//a", "/a/b/@c", "//@c", "/*/b", "/a//b", "/a/text()", "//comment()", "/ä.b-c/_d"] {
      #expect(XMLPattern(path) != nil, "\(path)")
    }
    for path in ["", "a", "/", "//", "/a/", "/a:b", "/@a/b", "/text()/a", "/a b", "/a[1]", "/a///b", "/1a", "/@a"] {
      #expect(XMLPattern(path) == nil, "\(path)")
    }
    let narrow = try Self.xml([("/a", mask("email"))], .keep)
    #expect(narrow.problems(for: .of(.varchar(4000))).map(\.id) == ["mask-width"])
    #expect(
      narrow.problems(for: .of(.named("int4"))).map(\.id) == ["mask-type"]
        && narrow.problems(for: .of(.named("xml"))).isEmpty)
    #expect(
      try Self.xml([("//comment()", mask("email"))], .keep).problems(for: .of(.plainText)).map(\.id) == ["mask-type"])
  }

  @Test("hstore masks by key")
  func hstore() async throws {
    let database = try await MaskingDatabase(.pg15)
    try await database.connection.query("CREATE SCHEMA \"My Ext\"")
    try await database.connection.query("CREATE EXTENSION hstore SCHEMA \"My Ext\"")
    let type = ColumnType(text: "\"My Ext\".hstore", baseName: "hstore", baseSchema: "My Ext")
    let mark = try mask("redact", ["with": .text("X")])
    func made(_ otherwise: Otherwise) async throws -> [String?] {
      let entries = try [
        ("a'b", mark as any MaskingFunction), ("keep", mask("keep")), ("gone", mask("remove")), ("null", mask("null")),
      ]
      let function = HStore(entries: entries.map { HStore.Entry(key: $0.0, mask: nested($0.1)) }, otherwise: otherwise)
      #expect(function.problems(for: .of(type)).isEmpty && function.problems(for: .of(.plainText)).count == 1)
      let values = [
        #""a'b"=>"s", "keep"=>"k", "gone"=>"s", "null"=>"s", "other"=>"o", "none"=>NULL"#, "", #""gone"=>"s""#, nil,
      ]
      return try await database.masked(function, values, as: type)
    }
    let kept = #""null"=>NULL, "a'b"=>"X", "keep"=>"k""#
    for (otherwise, more) in [
      (Otherwise.keep, #", "none"=>NULL, "other"=>"o""#), (.remove, ""), (.null, #", "none"=>NULL, "other"=>NULL"#),
      (.mask(nested(mark)), #", "none"=>NULL, "other"=>"X""#),
    ] {
      let result = try await made(otherwise)
      func parts(_ text: String) -> Set<String> { Set(text.split(separator: ", ").map(String.init)) }
      #expect(parts(result[0] ?? "") == parts(kept + more))
      #expect(result.dropFirst() == ["", "", nil])
    }
  }
}
