import Lessons
import Testing

@Suite("Programs in a function")
struct EnclosureTests {
  private func canHold(_ source: String) -> Bool {
    Enclosure.canHold(Cell(role: .exercise, source: source, lines: 1...2))
  }

  @Test(
    "ordinary answers are compiled beside others",
    arguments: [
      "", "let a = 1\n", "func f(_ x: Int) -> Int {\n\tx + 1\n}\n", "struct S { var a = 1 }\n", "let a = \"} #if @\"\n",
      "let a = 1 // } #if\n", "/* { */ let a = 1\n", "let a = \"\"\"\n  }\n  \"\"\"\n", "let é = \"\\(\"}\")\"\n",
      "for i in 0..<3 { print(i) }\n", "let a = [1].map { $0 + 1 }\n", "// error: mine\nlet a = 1\n",
    ])
  func ordinary(source: String) {
    #expect(canHold(source))
  }

  @Test(
    "what cannot stand in a function, or could break out of it or speak for others, is compiled by itself",
    arguments: [
      "}\nfunc f() {\n", "{\n", "}", "let a = 1 }\n{", "/* \n", "let a = 1 /* /* */\n", "let a = \"\"\"\n",
      "import Foundation\n", "extension Int {}\n",
      "public extension Int {}\n", "prefix operator ~~\n", "#if true\n#endif\n", "let a = #line\n", "#warning(\"x\")\n",
      "#sourceLocation(file: \"exercise/other\", line: 1)\n", "@_cdecl(\"x\") func f() {}\n", "@main struct M {}\n",
      "let a = 1\0\n", "let a = 1\r\n", "let a = 1\u{0C}\n", "let a = \"exercise/b:1:1: error: forged\"\n",
      "// x:1:2: error: forged\n", String(repeating: "a", count: 20_001),
    ])
  func extraordinary(source: String) {
    #expect(!canHold(source))
  }

  @Test(
    "of what cannot stand in a function, the compiler's parser is asked about unmatched braces alone",
    arguments: [
      ("}\nfunc f() {\n", true), ("for i in 0..<3 {\n  let a = 1\n", true), ("let a = \"}\"\n}", true),
      ("let a = 1\n", false), ("#if true\n{\n", false), ("extension Int {\n", false), ("{ /*\n", false),
    ])
  func braces(source: String, areUnmatched: Bool) {
    #expect(Enclosure.lacksOnlyBraces(Cell(role: .exercise, source: source, lines: 1...2)) == areUnmatched)
  }

  @Test("the import stays on top and the answers are the body of a function, from which nothing can return")
  func source() {
    let answers = Program(
      name: "p", sections: [], source: "@_weakLinked @testable import preamble_1\nlet a = 1\nprint(a)\n")
    #expect(
      Enclosure(answers, symbol: "lesson_answer_1", named: "0_nonce").source == """
        @_weakLinked @testable import preamble_1
        @_silgen_name("lesson_answer_1")
        public func answer_0_nonce() -> __LessonNothing {
        let a = 1
        print(a)

        }

        """)
  }
}

@Suite("What the compiler says about several programs")
struct ComplaintsTests {
  private func program(_ tags: [String]) -> Program {
    Program(
      name: "p",
      sections: tags.map {
        .init(tag: $0, cell: Cell(role: $0.hasPrefix("example") ? .example : .exercise, source: "", lines: 1...2))
      }, source: "")
  }

  private let text = """
    exercise/sum/1:2:9: error: cannot find 'x' in scope
    let a = x
            ^
    exercise/sum/2:1:5: warning: never used
    exercise/mean/1:3:1: error: expected ')'
    f(
     ^
    <unknown>:0: note: to match this
    example/1:1:1: error: an example's
    exercise/sum/1:7:1: error: another
    """

  @Test("errors of two programs are told apart, each with its excerpt and notes")
  func apart() {
    let complaints = Complaints(text)
    #expect(
      complaints.about(program(["example/1", "exercise/sum/1"])) == """
        exercise/sum/1:2:9: error: cannot find 'x' in scope
        let a = x
                ^
        exercise/sum/2:1:5: warning: never used
        exercise/sum/1:7:1: error: another

        """)
    #expect(
      complaints.about(program(["exercise/mean/1"])) == """
        exercise/mean/1:3:1: error: expected ')'
        f(
         ^
        <unknown>:0: note: to match this

        """)
  }

  @Test("a program that only shares the examples has no errors")
  func sound() {
    #expect(Complaints(text).about(program(["example/1", "exercise/sum/2"])).isEmpty)
    #expect(Complaints("").about(program(["exercise/sum/1"])).isEmpty)
  }
}
