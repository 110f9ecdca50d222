import Foundation
import Testing

@Suite("Answers in all of Swift's syntax")
struct AnswerSyntaxTests {
  /// An answer to an exercise that asks for `value`, and what it deserves.
  struct Case: CustomTestStringConvertible {
    var name: String
    var answer: String
    var status = "passed"
    var testDescription: String { name }
  }

  /// The solution of all: 4, and as a text `P(x: 4)`.
  private static let cases = [
    Case(name: "try", answer: "let value = try load(4)"),
    Case(name: "await", answer: "let value = await wait(4)"),
    Case(name: "caught", answer: "var value = 0\ndo { value = try load(4) } catch {}"),
    Case(name: "import", answer: "import Foundation\nlet count = 16.0\nlet value = Int(sqrt(count))"),
    Case(name: "import-behind", answer: "let count = 4; import Foundation\nlet value = Int(floor(Double(count)))"),
    Case(
      name: "extension", answer: "\textension Int { var next: Int { self + 1 } }\nlet count = 3\nlet value = count.next"
    ),
    Case(
      name: "attributed",
      answer: "@available(macOS 10.15, *) extension Int { var half: Int { self / 2 } }\nlet value = 8.half"),
    Case(
      name: "behind-comment", answer: "/* mine */ extension Int { var third: Int { self / 3 } }\nlet value = 12.third"),
    Case(name: "operator", answer: "prefix operator ^^\nprefix func ^^ (a: Int) -> Int { a * 2 }\nlet value = ^^2"),
    Case(
      name: "overload",
      answer: "struct V { var a: Int }\nfunc + (a: V, b: V) -> V { V(a: a.a + b.a) }\nlet value = (V(a: 1) + V(a: 3)).a"
    ),
    Case(name: "own-type", answer: "let k = 4\nstruct S { func f() -> Int { k } }\nlet value = S().f()"),
    Case(name: "name-of-check", answer: "let input = 1.0\nlet value = 4 * Int(input)"),
    Case(name: "regex", answer: "let value = \"a1b22c333\".matches(of: /[0-9]+/).count + 1"),
    Case(name: "raw-text", answer: "let q = #\"\"\"#\nlet value = q.count * 4"),
    Case(name: "raw-name", answer: "let `a \"b /*` = 4\nlet value = `a \"b /*`"),
    Case(name: "brace", answer: "let value = 4\n}\ndo {", status: "compile-error"),
    Case(name: "returns", answer: "return\nlet value = 4", status: "compile-error"),
    Case(name: "blank-in-text", answer: "let text = \"\\(___)\"\nlet value = 4", status: "not-attempted"),
    Case(name: "underscores", answer: "let my___name = 4 // ___\nlet value = my___name"),
    Case(name: "throws", answer: "let value = try load(-1)", status: "crashed"),
    Case(name: "elsewhere", answer: "let value = k + 0", status: "compile-error"),
  ]

  private static func lesson(_ cell: (Case) -> String) -> String {
    """
    # Syntax

    ```swift setup
    struct P { var x = 1 }
    enum Refusal: Error { case negative }
    func load(_ n: Int) throws -> Int { if n < 0 { throw Refusal.negative } else { return n } }
    func wait(_ n: Int) async -> Int { n }
    ```

    ```swift example
    let count = 3
    count
    ```

    ```output
    3
    ```


    """
      + cases.map { item in
        """
        ```swift exercise \(item.name) timeout=20
        \(cell(item))
        ```

        ```swift solution \(item.name)
        let value = 4
        ```

        ```swift check \(item.name)
        let input = P(x: value)
        answer("value", value)
        answer("text", "\\(input)")
        answer("type", String(reflecting: P.self))
        ```

        """
      }.joined(separator: "\n")
  }

  private struct Results: Decodable {
    struct Exercise: Decodable {
      var name: String
      var status: String
      var feedback: String?
    }
    var exercises: [Exercise]
  }

  @Test("run and grade find the same of each, and what it deserves")
  func verdicts() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.lesson { _ in "___" }, to: "syntax.md")
    try folder.write(Self.lesson(\.answer), to: "in/ada.md")
    // An answer twice is compiled by itself, others in company.
    try folder.write(Self.lesson { "let mine = 1\n\($0.answer)" }, to: "in/ben.md")
    var tool = Tool()
    tool.folder = folder.url
    let run = try tool.run("run", "--json", "in/ada.md")
    let ran = try JSONDecoder().decode(Results.self, from: Data(run.output.utf8))
    #expect(try tool.run("grade", "syntax.md", "in", "--results", "results").status == 0)
    for student in ["ada", "ben"] {
      let file = folder.url.appending(path: "results/\(student).json")
      let graded = try JSONDecoder().decode(Results.self, from: Data(contentsOf: file))
      for (item, (one, other)) in zip(Self.cases, zip(ran.exercises, graded.exercises)) {
        #expect(one.status == item.status, "run, \(item.name)")
        #expect(other.status == item.status, "grade of \(student), \(item.name)")
      }
      let elsewhere = graded.exercises.first { $0.name == "elsewhere" }?.feedback ?? ""
      #expect(elsewhere.contains("'k' is declared in line"), "it names where: \(elsewhere)")
      #expect(elsewhere.contains("in the answer to 'own-type'"))
    }
    #expect(run.output.contains("in the answer to 'own-type'"))
  }

  @Test("check finds a blank in a text, and a check that cannot run after the filled starter")
  func starters() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      # Starters

      ```swift exercise quoted answer=s
      let s: String = "___"
      ```

      ```swift solution quoted
      let s: String = "cat"
      ```

      ```swift setup
      func scale(_ x: Double) -> Double { 2 * x }
      ```

      ```swift exercise hiding
      let scale = 4.0
      let half: Double = ___
      ```

      ```swift solution hiding
      let half: Double = 2
      ```

      ```swift check hiding
      answer("half", scale(half))
      ```

      ```swift exercise clash
      let input = 4.0
      let third: Double = ___
      ```

      ```swift solution clash
      let third: Double = 2
      ```

      ```swift check clash hidden
      let input = 3.0
      answer("third", third * input)
      ```

      """, to: "starters.md")
    var tool = Tool()
    tool.folder = folder.url
    let result = try tool.run("check", "starters.md")
    #expect(result.status == 1)
    #expect(result.output.contains("starters.md:4:18: error: this blank stands in a text"))
    #expect(result.output.contains("starters.md:15:1: error: the check cannot run after the starter of 'hiding'"))
    #expect(!result.output.contains("clash"), "the check's names are its own")
  }
}
