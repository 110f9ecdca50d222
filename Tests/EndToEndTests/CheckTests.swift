import Testing

@Suite("The author's check")
struct CheckTests {
  struct Finding: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var cells: String
    var message: String
  }

  private static let exercise = "```swift exercise e answer=a\nlet a = ___\n```\n"
  private static let solution = "```swift solution e\nlet a = 1\n```\n"
  private static func mistake(_ code: String) -> String { "```swift mistake e\n// Advice.\n\(code)\n```\n" }

  @Test(
    "findings",
    arguments: [
      Finding(
        testDescription: "no solution", cells: exercise, message: "a.md:3:1: error: the exercise 'e' has no solution"),
      Finding(
        testDescription: "a starter that earns points",
        cells: "```swift exercise e answer=a\nlet a = 1\n```\n" + solution,
        message: "a.md:3:1: error: the starter of 'e' earns points as it stands ('a' is right)"),
      Finding(
        testDescription: "a mistake that is none", cells: exercise + solution + mistake("let a = 2 - 1"),
        message: "a.md:9:1: error: this mistake of 'e' gives the solution's own values"),
      Finding(
        testDescription: "two mistakes of the same values",
        cells: exercise + solution + mistake("let a = 2") + mistake("let a = 1 + 1"),
        message: "a.md:13:1: error: this mistake of 'e' gives the same values as the one on line 9"),
      Finding(
        testDescription: "a mistake that does not compile", cells: exercise + solution + mistake("let b = 2"),
        message: "a.md:9:1: error: this mistake of 'e' does not run to its end"),
      Finding(
        testDescription: "an old output", cells: "```swift example\nprint(1)\n```\n```output\n2\n```\n",
        message: "a.md:6:1: error: this output is not what the example prints now"),
      Finding(
        testDescription: "an example that fails", cells: "```swift example\nlet x = y\n```\n",
        message: "a.md:4:9: error: cannot find 'y' in scope"),
      Finding(
        testDescription: "a solution that differs each time",
        cells: exercise + "```swift solution e\nlet a = Int.random(in: 0...1_000_000_000)\n```\n",
        message: "a.md:6:1: error: the solution of 'e' gives another value each time ('a')"),
      Finding(
        testDescription: "an output that differs each time",
        cells: "```swift example\nprint(Int.random(in: 0...1_000_000_000))\n```\n```output\n1\n```\n",
        message: "a.md:6:1: error: the example prints something else each time it runs"),
      Finding(
        testDescription: "an example that throws",
        cells: "```swift example\nstruct Lost: Error { var at = 1 }\nthrow Lost()\n```\n" + exercise
          + "```swift solution e\nlet a = 1\n```\n",
        message: "a.md:3:1: error: an error was thrown and not caught: Lost(at: 1)"),
      Finding(
        testDescription: "an example that ends the program",
        cells: "```swift example\nimport Glibc\nexit(7)\n```\n" + exercise + "```swift solution e\nlet a = 1\n```\n",
        message: "a.md:3:1: error: the code ends the program here, with exit status 7: nothing below it runs"),
      Finding(
        testDescription: "a label used twice",
        cells:
          "```swift exercise e\n___\n```\n```swift solution e\n```\n```swift check e\nanswer(\"a\", 1)\nanswer(\"a\", 2)\n```\n",
        message: "uses the label 'a' twice"),
      Finding(
        testDescription: "a check without values",
        cells: "```swift exercise e\n___\n```\n```swift solution e\n```\n```swift check e\nprint(1)\n```\n",
        message: "hands over no value"),
      Finding(
        testDescription: "a value that cannot be compared",
        cells: "```swift exercise e answer=f\n___\n```\n```swift solution e\nfunc f() {}\n```\n",
        message: "cannot be compared: it is of type () -> ()"),
    ])
  func finding(finding: Finding) throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.folder = folder.url
    try folder.write("# T\n\n" + finding.cells, to: "a.md")
    let result = try tool.run("check", "a.md")
    #expect(result.status == 1)
    #expect(result.output.contains(finding.message), "\(result.output)")
    #expect(result.output.contains("problem"))
  }

  @Test(
    "where an example fails, nobody is told to renew outputs, which cannot be done before it is mended",
    arguments: ["let x = y", "let none: [Int] = []\nprint(none[1])"])
  func nothingToRenew(example: String) throws {
    let folder = try TemporaryFolder()
    let figure = "```figure pooling from=maps\n```\n```output\n```\n"
    let first = "```swift example maps\nshow(Tensor(\"1 2 / 3 4\"))\n```\n```output\n```\n"
    try folder.write("# A\n\n\(first)\(figure)```swift example\n\(example)\n```\n```output\n1\n```\n", to: "a.md")
    var tool = Tool()
    tool.folder = folder.url
    let result = try tool.run("check", "a.md")
    #expect(result.status != 0 && result.output.contains("error: "), "\(result.output)")
    #expect(!result.output.contains("renew"), "\(result.output)")
  }

  @Test("several lessons are all checked, and the worst decides the exit status")
  func several() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.folder = folder.url
    try folder.write("# Good\n", to: "good.md")
    try folder.write("# Faulty\n\n```swift nonsense\n```\n", to: "faulty.md")
    let result = try tool.run("check", "faulty.md", "good.md")
    #expect(result.status == 3)
    #expect(result.output.contains("faulty.md:3:10: error: 'nonsense' is no role of a Swift cell"))
    #expect(result.output.contains("good.md: 0 exercises, 0 points, 0 typical mistakes, 0 examples: ok"))
  }
}
