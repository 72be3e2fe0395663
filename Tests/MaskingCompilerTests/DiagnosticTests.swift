import Diagnostics
import Testing

@testable import MaskingCompiler

/// Ways to be wrong are the corpus's, in `Tests/Cases/invalid`; here is what it cannot show.
@Suite struct DiagnosticTests {
  @Test func coverageReportOnlyWarns() throws {
    let compilation = try ShopCompilation("coverage: report\ntables:\n  customers: keep\n  orders: keep\n")
    #expect(compilation.compiled != nil)
    #expect(compilation.diagnostics.map(\.id) == ["column-without-decision", "column-without-decision"])
    #expect(compilation.diagnostics.allSatisfy { $0.severity == .warning })
  }
}
