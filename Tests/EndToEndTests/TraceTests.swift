import Foundation
import Testing

@Suite("Tracing a lesson")
struct TraceTests {
  private let lesson = "Tests/EndToEndTests/Fixtures/trace.md"

  private func narrow() -> Tool {
    var tool = Tool()
    tool.environment["COLUMNS"] = "60"
    return tool
  }

  @Test("every statement's value beside its line: loops counted, calls indented, tensors as tables")
  func golden() throws {
    let result = try narrow().run("run", "--trace", lesson)
    #expect(result.status == 1)
    try expectGolden(result.output, "trace.txt")
  }

  @Test("every variable that is bound or changed has its value, however it is written; a function is shown by its type")
  func names() throws {
    let result = try narrow().run("run", "--trace", "Tests/EndToEndTests/Fixtures/trace-names.md")
    #expect(result.status == 1)
    try expectGolden(result.output, "trace-names.txt")
  }

  @Test("a cell that does not compile with additions is traced as it is, and the others in full")
  func doubtful() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      # T

      ```swift example
      @resultBuilder
      struct Words {
        static func buildBlock(_ parts: [String]...) -> [String] { parts.flatMap { $0 } }
        static func buildExpression(_ word: String) -> [String] { [word] }
        static func buildArray(_ parts: [[String]]) -> [String] { parts.flatMap { $0 } }
      }
      func words(@Words _ body: () -> [String]) -> [String] { body() }
      ```

      ```swift example
      let all = words {
        for n in 1...2 { "word \\(n)" }
      }
      struct Once: ~Copyable { var n = 1 }
      func once() {
        var once = Once()
        once.n += 1
      }
      once()
      ```

      ```swift example
      for k in 0..<2 { print(k) }
      ```
      """ + "\n", to: "a.md")
    let output = try Tool().run("run", "--trace", file.path).output
    #expect(output.contains(#"all = ["word 1", "word 2"]"#), "\(output)")
    #expect(output.contains("k × 2: first 0, last 1"), "\(output)")
    #expect(!output.contains("$__") && !output.contains("no trace"), "\(output)")
  }

  @Test(
    "where an answer crashes, the variables are those of the function that crashed, not others of the same name",
    arguments: [
      ("func f(_ x: [Double]) -> Double {\n  let h = 1e-5\n  return x[5] + h\n}", "", ["x = [1, 2]", "h = 1.000e-05"]),
      ("func f(_ x: [Double]) -> Double {\n  let h = 1e-5\n  return x[5] + h\n}", " hidden", []),
      ("func f(_ x: [Double]) -> Double {\n  x.map { h in x[5] }[0] + h\n}", "", ["x = [1, 2]", "h = 1.000e-13"]),
      ("func f(_ x: [Double]) -> Double {\n  return x[5] + h\n}", "", ["x = [1, 2]", "h = 1.000e-13"]),
      (
        "func f(_ x: [Double]) -> Double {\n  func g(_ i: Int) -> Double {\n    x[i]\n  }\n  return g(7)\n}", "",
        ["x = [1, 2]", "i = 7"]
      ),
      (
        "struct S {\n  var h = [1.0]\n  func at(_ i: Int) -> Double {\n    h[i]\n  }\n}\n"
          + "func f(_ x: [Double]) -> Double { S().at(4) }", "", ["i = 4"]
      ),
      (
        "func f(_ x: [Double]) -> Double {\n  let (h, w) = (h: 3, w: 4)\n  return x[h]\n}", "", ["x = [1, 2]", "h = 3"]
      ),
    ])
  func crashes(answer: String, hidden: String, expected: [String]) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      # T

      ```swift example
      for h in [0.1, 1e-13] {
        print(h)
      }
      let h = 1e-13
      ```

      ```swift exercise f
      \(answer)
      ```

      ```swift solution f
      func f(_ x: [Double]) -> Double { x[0] }
      ```

      ```swift check f\(hidden)
      answer("x", f([1, 2]))
      ```
      """ + "\n", to: "a.md")
    let output = try Tool().run(file.path).output
    let values = output.split(separator: "\n").drop { !$0.contains("at that point") }.dropFirst()
    let shown = values.prefix { $0.hasPrefix("      ") }.map { String($0.drop { $0 == " " }) }
    #expect(shown == expected, "\(output)")
  }

  @Test(
    "of the calls that a check makes of a function, those are shown that lead to the first wrong value or to the crash",
    arguments: [
      // All are right: all are there.
      ("3 * x", "called by the check:", "x × 2: first 4, last 5"),
      ("x == 3 ? 0 : 3 * x", "called by the check for 'three':", "x = 3"),
      ("[3, 6][x - 1]", "called by the check, where it stopped:", "x = 3"),
      ("x == 4 ? 0 : 3 * x", "called by the check for 'four and five':", "x × 2: first 4, last 5"),
    ])
  func failingCall(body: String, heading: String, values: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      # T

      ```swift exercise f
      func f(_ x: Int) -> Int {
        let y = x
        return \(body)
      }
      ```

      ```swift solution f
      func f(_ x: Int) -> Int { 3 * x }
      ```

      ```swift check f
      for (index, name) in ["one", "two"].enumerated() { answer(name, f(index + 1)) }
      ["three"].forEach { answer($0, f(3)) }
      answer("four and five", [4, 5].map { f($0) })
      ```
      """ + "\n", to: "a.md")
    let output = try Tool().run("run", "--trace", file.path).output
    let call = output.split(separator: "\n").drop { !$0.contains("called by the check") }
    #expect(call.first?.trimmingCharacters(in: .whitespaces) == heading, "\(output)")
    #expect(call.contains { $0.contains("func f") && $0.contains(values) }, "\(output)")
  }

  @Test("on paper: the solutions worked step by step")
  func printed() throws {
    let result = try narrow().run("print", "--worked", "--trace", lesson)
    #expect(result.status == 0)
    try expectGolden(result.output, "trace-printed.txt")
  }

  @Test("a hidden check's arguments are in no trace")
  func hidden() throws {
    let output = try Tool().run("run", "--trace", lesson, "--exercise", "correlation").output
    #expect(output.contains("called by the check for 'map':"))
    // What the check hands over is shown where it fails, and not what it hands over that to.
    #expect(!output.split(separator: "\n").contains { $0.contains("│") && $0.contains("55") })
  }

  @Test("without a trace, a wrong answer says which command shows one, and a trap says what its line's variables were")
  func ordinary() throws {
    let output = try Tool().run(lesson).output
    #expect(output.contains("every step: lesson-run run --trace --exercise column \(lesson)\n"))
    for values in [
      "at that point:\n      last = 3\n      list = [1, 2, 3]\n      k = 3\n",
      "at that point:\n      more = 8\n      count = 0\n",
      "       7  8  9\n      row = [1, 2]\n", "at that point:\n      power = 4052555153018976267\n",
    ] {
      #expect(output.contains(values), "\(output)")
    }
    #expect(!output.contains(" │ "))
  }

  @Test("a loop of a million steps is a few lines, and no test of patience")
  func million() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      # T

      ```swift exercise long answer=all timeout=20
      var all: [Int] = []
      for n in 0..<1_000_000 {
        all.append(n % 3)
      }
      ```
      """ + "\n", to: "a.md")
    // The limit is one of processor time: how busy the machine is does not matter.
    let result = try Tool().run("run", "--trace", file.path)
    #expect(result.output.contains("n × 1000000: first 0, last 999999"))
    #expect(result.output.contains("all × 1000000: first [0], last (1000000 numbers:"))
    let trace = result.output.split(separator: "\n").filter { $0.contains(" │") }
    #expect(trace.count == 6)
  }

  @Test("what an example's function does is shown where another example calls it")
  func examples() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "# T\n\n```swift example\nfunc f(_ x: Int) -> Int { x + 1 }\n```\n\n```swift example\nlet a = f(3)\n```\n",
      to: "a.md")
    let output = try Tool().run("run", "--trace", file.path).output
    #expect(
      output == """
        T

          4 │ func f(_ x: Int) -> Int { x + 1 }

          8 │ let a = f(3)                           a = 4
          4 │   ┆ func f(_ x: Int) -> Int { x + 1 }  x = 3; = 4

        """, "\(output)")
  }

  @Test("an endless loop shows how far it came")
  func endless() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "# T\n\n```swift exercise e answer=a timeout=0.3\nvar a = 5\nwhile a > 0 {\n  a = 8\n}\n```\n", to: "a.md")
    let result = try Tool().run("run", "--trace", file.path)
    #expect(result.output.contains("timed out"))
    #expect(result.output.contains(/a × \d+: first 8, last 8/))
  }

  @Test("a trace in the sandbox is the same")
  func sandboxed() throws {
    let plain = try Tool().run("run", "--trace", lesson, "--exercise", "column")
    let sandboxed = try Tool().run("run", "--trace", "--sandbox", "on", lesson, "--exercise", "column")
    #expect(plain.output.contains("sum × 3: first 2, last 24"))
    #expect(plain.output == sandboxed.output)
  }

  @Test("there is nothing to trace on a page that nobody worked")
  func misuse() throws {
    let result = try Tool().run("print", "--trace", lesson)
    #expect(result.status == 2)
    #expect(result.errors.contains("--worked --trace"))
    #expect(try Tool().run("run", "--trace", "--json", lesson).status == 2)
  }
}
