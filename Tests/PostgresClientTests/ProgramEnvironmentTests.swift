import PostgresClient
import Testing

@Suite struct ProgramEnvironmentTests {
  @Test func aURLBecomesVariables() {
    let target = ConnectionTarget("postgresql://me:s%3Acret@db.example:5433/shop?sslmode=verify-full")
    let environment = target.database("other").programEnvironment
    #expect(environment["PGHOST"] == "db.example")
    #expect(environment["PGPORT"] == "5433")
    #expect(environment["PGUSER"] == "me")
    #expect(environment["PGPASSWORD"] == "s:cret")
    #expect(environment["PGSSLMODE"] == "verify-full")
    #expect(environment["PGDATABASE"] == "other")
    #expect(target.databaseName == "shop")
  }

  @Test func keywordsAndAPlainNameBecomeVariables() {
    #expect(ConnectionTarget("host='/a b' dbname=shop").programEnvironment["PGHOST"] == "/a b")
    #expect(ConnectionTarget("shop").databaseName == "shop")
  }
}
