import Testing

@testable import PostgresSyntax

@Suite struct TriggerBodyTests {
  private static let people = TriggerBody.Relation(schema: nil, name: "people")
  private static let history = TriggerBody.Relation(schema: "old", name: "History")

  @Test func copiesAreFoundThroughVariablesQueriesAndWrites() throws {
    let body = try #require(
      TriggerBody(
        #"""
        DECLARE
          folded text;
          again text;
        BEGIN
          -- NEW.nothing := NEW.secret;
          again := folded;
          folded := lower(NEW.name);
          NEW."Sort Key" := again || '$body$';
          IF NEW.flag = OLD.flag THEN
            INSERT INTO old."History" VALUES (OLD.id, to_jsonb(OLD));
            UPDATE old."History" SET note = p.note FROM people AS p WHERE p.id = NEW.id;
          END IF;
          SELECT first_name INTO NEW.copy FROM people WHERE id = NEW.person;
          RETURN NEW;
        END
        """#))
    #expect(
      body.copies == [
        .init(destination: .own("Sort Key"), sources: [.own("name")]),
        .init(destination: .place(0, of: Self.history), sources: [.own("id")]),
        .init(destination: .place(1, of: Self.history), sources: [.wholeRow]),
        .init(destination: .column("note", of: Self.history), sources: [.column("note", of: [Self.people])]),
        .init(destination: .own("copy"), sources: [.column("first_name", of: [Self.people])]),
      ])
  }

  @Test func whatIsNoFunctionHasNoBody() {
    #expect(TriggerBody("BEGIN IF") == nil)
    #expect(TriggerBody("\0") == nil)
    #expect(TriggerBody("BEGIN RETURN NEW; END")?.copies == [])
  }
}

@Suite struct ExpressionTreeTests {
  @Test func knowsWhatProofsAskFor() {
    #expect(ExpressionTree("lower(btrim(s.email))") == .call("lower", [.call("btrim", [.column(["s", "email"])])]))
    #expect(
      ExpressionTree("(a IS NOT NULL) AND b <> ''::text")
        == .and([.isNotNull(.column(["a"])), .operation("<>", [.column(["b"]), .cast(.text(""), to: "text")])]))
    #expect(ExpressionTree("a = ANY (ARRAY[1])").map(\.columns) == ["a"])
    #expect(ExpressionTree("CASE WHEN a THEN b ELSE \"C\" END").map(\.columns) == ["a", "b", "C"])
    #expect(
      ExpressionTree("NULL") == .null && ExpressionTree("coalesce(a, 1)") == .coalesce([.column(["a"]), .constant]))
    #expect(ExpressionTree("a, b") == nil && ExpressionTree("true) or (true") == nil)
  }

  @Test func readsChecksAsTheServerPrintsThem() {
    #expect(ExpressionTree(checkDefinition: "CHECK ((a > 1)) NOT VALID").map(\.columns) == ["a"])
    #expect(ExpressionTree(checkDefinition: "CHECK ((VALUE > 1)) NO INHERIT").map(\.columns) == ["value"])
    #expect(ExpressionTree(checkDefinition: "UNIQUE (a)") == nil)
  }

  @Test func functionsHaveTheirPlacesInBytes() throws {
    let parsed = try SQLParser.parseExpression("'ü' || now() || pg_catalog.lower('TODAY')").get()
    #expect(parsed.functions == [ParsedName(name: "now", offset: 8), ParsedName(name: "lower", offset: 17)])
    #expect(parsed.clockWords == [ParsedName(name: "TODAY", offset: 34)])
  }
}
