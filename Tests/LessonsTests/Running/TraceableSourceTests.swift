import LessonSyntax
import Running
import Testing

@Suite("Sources made to report more than the compiler does")
struct TraceableSourceTests {
  private typealias Place = TraceableSource.Place

  private func traceable(_ source: String) async throws -> TraceableSource {
    TraceableSource(source, try #require(try await facts(of: [source]).first ?? nil).tracePoints)
  }

  @Test("what is added is known by its place, and stands for the place at which the variable is bound or changed")
  func names() async throws {
    let source = try await traceable("for (y, x) in places {\n  map[y] = x\n}")
    #expect(source.text == "for (y, x) in places { y; x;\n  map[y] = x; map;\n}")
    #expect(source.place(ofLine: 1, column: 24) == Place(line: 1, column: 6, name: "y"))
    #expect(source.place(ofLine: 1, column: 27) == Place(line: 1, column: 9, name: "x"))
    #expect(source.place(ofLine: 2, column: 15) == Place(line: 2, column: 3, name: "map"))
  }

  @Test("the cell's own code behind additions in the same line leads back to its own columns")
  func columns() async throws {
    let source = try await traceable("for é in xs { a[é] = f(b); c(d) }\ne()")
    #expect(source.text == "for é in xs { é; a[é] = f(b); a; c(d) }\ne()")
    #expect(source.place(ofLine: 1, column: 14) == Place(line: 1, column: 14))
    #expect(source.place(ofLine: 1, column: 16) == Place(line: 1, column: 5, name: "é"))
    #expect(source.place(ofLine: 1, column: 20) == Place(line: 1, column: 16))
    #expect(source.place(ofLine: 1, column: 34) == Place(line: 1, column: 16, name: "a"))
    #expect(source.place(ofLine: 1, column: 37) == Place(line: 1, column: 30))
    #expect(source.place(ofLine: 2, column: 1) == Place(line: 2, column: 1))
    #expect(source.place(ofLine: 9, column: 7) == Place(line: 9, column: 7))
  }

  @Test("a variable that is bound above the line at which it is reported has its own line")
  func lines() async throws {
    let source = try await traceable("if let a = f(),\n  let `b c` = g() {\n}")
    #expect(source.place(ofLine: 2, column: 21) == Place(line: 1, column: 8, name: "a"))
    #expect(source.place(ofLine: 2, column: 24) == Place(line: 2, column: 7, name: "b c"))
  }

  @Test("a result that is said to be one keeps its place")
  func results() async throws {
    let source = try await traceable("func f() -> Int { if let a { a + 1 } else { 0 } }")
    #expect(source.text == "func f() -> Int { if let a { a; return a + 1 } else { return 0 } }")
    #expect(source.place(ofLine: 1, column: 30) == Place(line: 1, column: 26, name: "a"))
    #expect(source.place(ofLine: 1, column: 40) == Place(line: 1, column: 30))
    #expect(source.place(ofLine: 1, column: 62) == Place(line: 1, column: 45))
  }

  @Test("points that no code can have change nothing")
  func foreign() {
    let name = SwiftFacts.TracedName("a", at: 99)
    let points = [SwiftFacts.TracePoint(7, .atBeginning, [name]), SwiftFacts.TracePoint(2, .behindStatement, [name])]
    #expect(TraceableSource("a = 1", points).text == "a ; a;= 1")
    #expect(TraceableSource("", []).text == "")
  }
}
