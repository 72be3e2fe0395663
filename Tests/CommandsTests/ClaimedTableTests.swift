import Testing

/// Two applications of one job.
@Suite struct ClaimedTableTests {
  @Test func twoThatMaskOneTableOfOneSourceAreRefused() async throws {
    try await Shop.with(bundle: false) { shop in
      try shop.edit(
        "rules/job.yaml", "  shop:", "  copy: { rules: copy/*.yaml, source: { fixtures: ../fixtures/shop } }\n  shop:")
      try shop.write("rules/copy/a.yaml", "tables:\n  customers: { columns: { id: keep } }\n")
      try shop.write("rules/copy/b.yaml", "application: copy\n")
      await shop.refuses(
        "compile", with: 1,
        saying: """
          SHOP/rules/shop/masking.yaml:6:3: error: public.customers is masked by shop and by copy, from one source \
          [table-claimed-twice]
            6 |   customers:
              |   ^~~~~~~~~
          SHOP/rules/copy/a.yaml:2:3: note: the other rule is here
            2 |   customers: { columns: { id: keep } }
              |   ^~~~~~~~~
            help: let one application mask it, and `truncate` it in the other

          1 error
          error: the rules are refused: 1 error
            why: SHOP/rules/shop/masking.yaml:6:3: public.customers is masked by shop and by copy, from one source

          """)
    }
  }
}
