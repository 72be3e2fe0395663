import BundleFormat
import Diagnostics
import ExternalPrograms
import Foundation
import MaskingCompiler
import PostgresClient
import RuleSyntax
import TestServers
import Testing

@testable import FixtureValidation

@Suite struct CompilationTests {
  private static let schema = """
    CREATE DOMAIN public.mailbox AS varchar(80);
    CREATE TABLE public.people (
      id integer PRIMARY KEY, email public.mailbox NOT NULL, name text, created_at timestamptz NOT NULL, staff boolean
    );
    """

  /// Compiles rules for the table `people`.
  private func compile(_ columns: String, more: String = "") async throws -> CompiledBundle {
    let folder = try TemporaryFolder()
    let schema = folder.path + "/schema.sql"
    try Data(Self.schema.utf8).write(to: URL(fileURLWithPath: schema))
    let text = "application: tiny\ntables:\n  people:\n\(more)    columns:\n\(columns)"
    let document = try RuleDocument.read(SourceFile(path: "tiny/masking.yaml", text: text)) { _, _ in
      throw SourceNotFound()
    }
    let server = try await TestServer.shared()
    return try await ScratchCompilation.compile(
      document, schema: schema, on: server.address, installation: server.installation)
  }

  private static let keep = "      id: keep\n      created_at: keep\n      staff: keep\n"

  @Test func aBundleIsCompiledAndRehearsedOnTheServer() async throws {
    let columns =
      Self.keep + "      email: { mask: expression, sql: \"'p' || id || '@example.com'\" }\n      name: keep\n"
    let first = try await compile(columns)
    #expect(first.bundle.manifest.application == "tiny")
    #expect(first.bundle.manifest.postgresMajor == 15)
    let second = try await compile(columns)
    #expect(first.bundle.digest == second.bundle.digest)
  }

  @Test func theServersOwnTextOfAnExpressionIsEmitted() async throws {
    let compiled = try await compile(
      Self.keep + "      email: keep\n      name: { mask: expression, sql: \"lower(email) -- as it is\" }\n",
      more: "    except: \"email like '%@x' or created_at > as_of() - interval '30 days'\"\n")
    let sql = compiled.bundle.files.filter { $0.key.hasSuffix("people.sql") }.map {
      String(decoding: $0.value, as: UTF8.self)
    }
    .joined()
    #expect(sql.contains("lower((s.email)::text)"))
    #expect(sql.contains("((s.email)::text ~~ '%@x'::text)"))
    #expect(sql.contains("understudy.as_of()"))
  }

  @Test func whatTheServerRefusesIsADiagnostic() async throws {
    let error = await #expect(throws: DiagnosticsError.self) {
      try await compile(Self.keep + "      email: keep\n      name: { mask: expression, sql: \"nosuch(email)\" }\n")
    }
    #expect(error?.diagnostics.map(\.id) == ["expression-refused"])
  }

  @Test func aConditionIsTrueOrFalse() async throws {
    let error = await #expect(throws: DiagnosticsError.self) {
      try await compile(
        Self.keep + "      email: keep\n      name: { mask: expression, sql: id::text }\n", more: "    except: id\n")
    }
    #expect(error?.diagnostics.map(\.id) == ["expression-type"])
  }

  @Test func placesAndCastsAreNoMeaning() {
    #expect(
      ExpressionJudge.normalised("({QUERY :relid 77 :relabelformat 2 :location 12 :arg 77})", view: "77")
        == ExpressionJudge.normalised("({QUERY :relid 99 :relabelformat 1 :location -1 :arg 77})", view: "99")
        .replacing(":arg 77", with: ":arg 77"))
    #expect(
      ExpressionJudge.normalised("{OPEXPR :opno 98}", view: "1")
        != ExpressionJudge.normalised("{OPEXPR :opno 16409}", view: "1"))
  }
}
