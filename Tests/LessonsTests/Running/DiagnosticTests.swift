import Reading
import Running
import Testing

@Suite("The compiler's output")
struct DiagnosticTests {
  @Test("errors with their notes become places in cells; excerpts are dropped")
  func parsing() {
    let cell = Cell(role: .exercise, source: "let b = 1\nlet a = x\n", lines: 5...8)
    let program = Program(name: "p", sections: [.init(tag: "exercise/sum", cell: cell)], source: "")
    let text = """
      exercise/sum:2:9: error: cannot find 'x: y' in scope
      let a = x
              ^
      /tmp/p.swift:7:4: note: to match this opening '{'
      do {
         ^
      /tmp/p.swift:9:1: error: expected '}' at end of brace statement

      <unknown>:0: error: something else
      exercise/sum:3:1: warning: never used
      """
    let diagnostics = Diagnostic.all(in: text, of: program)
    #expect(diagnostics.map(\.severity) == [.error, .error, .warning])
    #expect(diagnostics[0].message == "cannot find 'x: y' in scope")
    #expect(diagnostics[0].place == Diagnostic.Place(section: 0, line: 2, column: 9, in: program))
    #expect(diagnostics[0].notes.map(\.message) == ["to match this opening '{'"])
    #expect(diagnostics[1].place == nil)
    #expect(diagnostics[1].line == 9)
  }
}
