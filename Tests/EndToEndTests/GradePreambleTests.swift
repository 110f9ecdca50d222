import Foundation
import Testing

/// What a lesson declares above an exercise is compiled apart from the answers, and means to them what it means in one program.
/// Run by `make test-hostile`: each class is compiled and run anew.
@Suite("grade, below examples of all kinds")
struct GradePreambleHostileTests {
  /// The second exercise needs the first; both have `area` to compare.
  private func lesson(_ setup: String) -> String {
    """
    # Sums

    ```swift setup
    \(setup)
    ```

    ```swift exercise first answer=area
    let area = ___
    ```

    ```swift solution first
    let area = 6.0
    ```

    ```swift exercise second needs=first answer=half
    let half = ___
    ```

    ```swift solution second
    let half = area / 2
    ```

    """
  }

  /// - Returns: The two exercises' statuses for each answer to the two, graded as one class, and how often the compiler was called.
  private func grade(_ setup: String, _ answers: [(String, String)]) throws -> (statuses: [[String]], calls: Int) {
    let folder = try TemporaryFolder()
    let lesson = lesson(setup)
    try folder.write(lesson, to: "sums.md")
    for (index, (first, second)) in answers.enumerated() {
      let submission = lesson.replacing("let area = ___", with: first).replacing("let half = ___", with: second)
      try folder.write(submission, to: "in/student-\(index).md")
    }
    var tool = Tool()
    tool.folder = folder.url
    tool.environment["LESSON_RUN_CACHE"] = folder.url.appending(path: "cache").path
    let toolchain = try CountingToolchain(searchPath: tool.environment["PATH"] ?? "")
    tool.environment["PATH"] = toolchain.searchPath
    // The sandbox would hide the counting compiler.
    let result = try tool.run("grade", "sums.md", "in", "--results", "out", "--sandbox", "off")
    #expect(result.status == 0, "\(result.errors)")
    struct Result: Decodable {
      struct Exercise: Decodable { let status: String }
      let exercises: [Exercise]
    }
    let statuses = try answers.indices.map { index in
      let json = try Data(contentsOf: folder.url.appending(path: "out/student-\(index).json"))
      return try JSONDecoder().decode(Result.self, from: json).exercises.map(\.status)
    }
    return (statuses, toolchain.calls())
  }

  @Test("types, functions, variables, extensions and operators of the setup are used as in one program")
  func declarations() throws {
    let setup = """
      struct Box { var height = 2.0; var width = 3.0 }
      extension Box { var area: Double { height * width } }
      infix operator <*> : MultiplicationPrecedence
      func <*> (left: Box, right: Double) -> Double { left.area * right }
      func softmax(_ tensor: Tensor) -> Double { 6 }
      var counter = 0
      func count() -> Int { counter += 1; return counter }
      """
    let firsts = [
      "let area = Box().area", "let area = Box(height: 3, width: 2) <*> 1", "let area = softmax(Tensor(\"1 2\"))",
      "counter = 4\n_ = count()\nlet area = Double(counter + 1)", "func count() -> Double { 6 }\nlet area = count()",
      "let counter = Box()\nlet area = counter.area", "let area = 7.0",
    ]
    let graded = try grade(setup, firsts.map { ($0, "let half = area / 2") })
    #expect(graded.statuses == Array(repeating: ["passed", "passed"], count: 6) + [["wrong", "passed"]])
    // For the solutions, two preambles, and on each of two cores the answers.
    #expect(graded.calls <= 5)
  }

  @Test("an answer may use again a name of the solution that it builds on, but sees none of another's")
  func scopes() throws {
    let graded = try grade(
      "let six = 6.0",
      [
        ("let area = six", "let area = area / 2\nlet half = area"),
        ("let area = half", "let six = 3.0\nlet half = six"), ("let area = area", "let half = second"),
        ("six = 7\nlet area = 6.0", "return"),
      ])
    #expect(
      graded.statuses == [
        ["passed", "passed"], ["compile-error", "passed"], ["compile-error", "compile-error"],
        ["compile-error", "compile-error"],
      ])
  }

  @Test(
    "a brace without a partner is an error that the parser finds, also where the cell would close what the runner opened"
  )
  func braces() throws {
    let faulty = ["let area = 6.0\n}", "if true {\n  let area = 6.0", "let area = { 6.0", "}\n{\nlet area = 6.0\n}"]
    let others = ["let area = 6.0\n}\ndo {\nlet area = 5.0", "let area = 6.0 // {"]
    let graded = try grade("let six = 6.0", (faulty + others).map { ($0, "let half = area / 2") })
    let error = "compile-error"
    #expect(graded.statuses.map(\.[0]) == [error, error, error, error, error, "passed"])
    #expect(graded.calls <= 5, "the compiler is not asked about them")
  }

  @Test("whether a loop ends is judged as in one program")
  func endlessLoops() throws {
    let endless =
      "func f() -> Double {\n  var goesOn = true\n  while goesOn { if six > 5 { return 6 } }\n}\nlet area = f()"
    let open = "func f() -> Double {\n  var goesOn = true\n  while goesOn { goesOn = six > 7 }\n}\nlet area = f()"
    let graded = try grade("let six = 6.0", [endless, open].map { ($0, "let half = area / 2") })
    #expect(graded.statuses.map(\.[0]) == ["passed", "compile-error"])
  }

  @Test("below code that other files cannot see, each answer is compiled in one program with it")
  func privateCode() throws {
    let graded = try grade(
      "import Foundation\nprivate let six = floor(6.5)",
      [("let area = floor(six)", "let half = six / 2"), ("let area = five", "let half = floor(3.2)")])
    #expect(graded.statuses == [["passed", "passed"], ["compile-error", "passed"]])
  }
}
