import Diagnostics
import MarkedSources
import Testing

/// The diagnostic of the first mark of a text, and the text as a file.
private func diagnostic(_ marked: String, notes: [Diagnostic.Note] = [], help: String? = nil) -> (
  Diagnostic, SourceFile
) {
  let source = MarkedSource(marked, path: "a.yaml")
  let span = source.expected.first.map { source.file.span($0.offset..<$0.end) }
  return (
    Diagnostic(source.expected.first?.id ?? "none", "it is wrong", at: span, notes: notes, help: help), source.file
  )
}

private func rendered(_ marked: String) -> String {
  let (diagnostic, file) = diagnostic(marked)
  return TextRenderer(files: [file]).render(diagnostic)
}

@Suite struct TextRendererTests {
  @Test func showsPlaceLineAndCaret() {
    #expect(
      rendered("tables:\n  ⟦wrong:orders⟧: keep\n") == """
        a.yaml:2:3: error: it is wrong [wrong]
          2 |   orders: keep
            |   ^~~~~~

        """)
  }

  @Test func underlinesBehindTabsAndWideCharacters() {
    #expect(
      rendered("\t名前 é e\u{301} 🙂 ⟦wrong:注⟧!") == """
        a.yaml:1:12: error: it is wrong [wrong]
          1 |     名前 é e\u{301} 🙂 注!
            |                 ^~

        """)
  }

  @Test func marksAnEmptySpanAndTheEndOfTheFile() {
    #expect(
      rendered("a: b\nc:⟦wrong:⟧") == """
        a.yaml:2:3: error: it is wrong [wrong]
          2 | c:
            |   ^

        """)
  }

  @Test func marksTheFirstLineOfALongSpan() {
    #expect(
      rendered("a: ⟦wrong:{ b,\r\n c }⟧\r\n") == """
        a.yaml:1:4: error: it is wrong [wrong]
          1 | a: { b,
            |    ^~~~

        """)
  }

  @Test func showsNotesAndHelp() {
    let file = SourceFile(path: "a.yaml", text: "one: 1\none: 2\n")
    let diagnostic = Diagnostic(
      "duplicate-key", "the key `one` stands here twice", at: file.span(7..<10),
      notes: [
        Diagnostic.Note("the first one is here", at: file.span(0..<3)), Diagnostic.Note("and nowhere else"),
      ], help: "remove one of them")
    #expect(
      TextRenderer(files: [file]).render([diagnostic]) == """
        a.yaml:2:1: error: the key `one` stands here twice [duplicate-key]
          2 | one: 2
            | ^~~
        a.yaml:1:1: note: the first one is here
          1 | one: 1
            | ^~~
          note: and nowhere else
          help: remove one of them

        1 error

        """)
  }

  @Test func sortsAndCounts() {
    let file = SourceFile(path: "a.yaml", text: "a\nb\n")
    let text = TextRenderer(files: []).render([
      Diagnostic("second", "two", severity: .warning, at: file.span(2..<3)),
      Diagnostic("first", "one", at: file.span(0..<1)), Diagnostic("placeless", "none", at: nil),
    ])
    #expect(
      text == """
        error: none [placeless]

        a.yaml:1:1: error: one [first]

        a.yaml:2:1: warning: two [second]

        2 errors, 1 warning

        """)
  }

  @Test func printsNothingThatATerminalObeys() {
    let text = rendered("a: \u{1B}[2J\u{202E}⟦wrong:b⟧")
    #expect(!text.unicodeScalars.contains("\u{1B}"))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(text.contains("\n    |         ^\n"))
  }

  @Test func paintsOnlyWhenAsked() {
    let (diagnostic, file) = diagnostic("⟦wrong:a⟧")
    #expect(!TextRenderer(files: [file]).render(diagnostic).contains("\u{1B}"))
    #expect(TextRenderer(files: [file], colors: true).render(diagnostic).contains("\u{1B}[1;31merror:\u{1B}[0m"))
  }
}

@Suite struct JSONRendererTests {
  @Test func printsOneObjectForEachDiagnostic() throws {
    let file = SourceFile(path: "rules/a.yaml", text: "é: b\n")
    let diagnostic = Diagnostic(
      "wrong", "it is wrong", severity: .warning, at: file.span(4..<5), notes: [Diagnostic.Note("because")],
      help: "mend it", fixIts: [Diagnostic.FixIt(replace: file.span(4..<5), with: "c")], subject: "orders")
    #expect(
      try JSONRenderer.render([diagnostic]) == """
        [
          {
            "fixes" : [
              {
                "place" : {
                  "column" : 4,
                  "endColumn" : 5,
                  "endLine" : 1,
                  "file" : "rules/a.yaml",
                  "line" : 1
                },
                "replacement" : "c"
              }
            ],
            "help" : "mend it",
            "id" : "wrong",
            "message" : "it is wrong",
            "notes" : [
              {
                "message" : "because"
              }
            ],
            "place" : {
              "column" : 4,
              "endColumn" : 5,
              "endLine" : 1,
              "file" : "rules/a.yaml",
              "line" : 1
            },
            "severity" : "warning",
            "subject" : "orders"
          }
        ]

        """)
  }
}

@Suite struct SpellingTests {
  @Test(arguments: [
    ("colums", "columns"), ("coverge", "coverage"), ("serach_path", "search_path"), ("Search-Path", "search_path"),
    ("tabels", "tables"), ("otherwhise", "otherwise"),
  ])
  func findsWhatWasMeant(word: String, meant: String) {
    let known = ["tables", "columns", "coverage", "search_path", "otherwise", "rows"]
    #expect(Spelling.closest(to: word, among: known) == meant)
  }

  @Test func suggestsNothingFarFetched() {
    #expect(Spelling.closest(to: "application", among: ["tables", "rows", "link"]) == nil)
    #expect(Spelling.closest(to: "x", among: [String]()) == nil)
    #expect(Spelling.suggestion(for: "colour", among: ["rows"]) == nil)
  }

  @Test func takesTheFirstOfTheNearest() {
    #expect(Spelling.closest(to: "lint", among: ["line", "link"]) == "line")
  }
}

@Suite struct SourceFileTests {
  @Test func countsColumnsInScalarsAndOffsetsInBytes() {
    let file = SourceFile(path: "a", text: "é: 1\n名: 2\n")
    #expect(file.position(at: 6) == SourcePosition(offset: 6, line: 2, column: 1))
    #expect(file.position(at: 9) == SourcePosition(offset: 9, line: 2, column: 2))
    #expect(file.position(at: 400) == SourcePosition(offset: 13, line: 3, column: 1))
    #expect(file.line(2) == "名: 2")
    #expect(file.line(3) == "")
    #expect(file.line(4) == nil)
  }
}
