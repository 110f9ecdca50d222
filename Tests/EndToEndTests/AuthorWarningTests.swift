import Foundation
import Testing

@Suite("What an author is told of")
struct AuthorWarningTests {
  @Test("a block that looks like a cell: a warning of run, a problem for check")
  func likeness() throws {
    let folder = try TemporaryFolder()
    try folder.write("# T\n\n```{swift example}\nprint(1)\n```\n\n```Swift example\nprint(1)\n```\n", to: "a.md")
    var tool = Tool()
    tool.folder = folder.url
    let words = "this looks like a cell, and is not one: write ```swift example\n"
    let run = try tool.run("a.md")
    #expect(run.status == 0)
    #expect(run.errors == "a.md:3:1: warning: \(words)a.md:7:1: warning: \(words)")
    let check = try tool.run("check", "a.md")
    #expect(check.status == 1)
    #expect(check.output.contains("a.md:3:1: error: \(words)a.md:7:1: error: \(words)"))
    #expect(check.output.hasSuffix("0 examples: 2 problems\n"))
  }

  @Test("a solution that gives NaN", arguments: ["0.0 / zero", "[1, 0.0 / zero]", "Tensor([0.0 / zero])"])
  func notANumber(value: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "# T\n\n```swift exercise e answer=a\nlet a = ___\n```\n\n```swift solution e\nlet zero = 0.0\nlet a = \(value)\n```\n",
      to: "a.md")
    var tool = Tool()
    tool.folder = folder.url
    let check = try tool.run("check", "a.md")
    #expect(check.status == 1)
    #expect(check.output.contains("a.md:7:1: error: the solution of 'e' gives NaN for 'a', and NaN equals nothing"))
    #expect(!check.output.contains("does not earn full points"), "\(check.output)")
  }

  @Test("an example's standard error is shown below the examples, and said to be that")
  func standardError() throws {
    let folder = try TemporaryFolder()
    let lesson =
      "# T\n\n```swift example\nimport Foundation\nFileHandle.standardError.write(Data(\"careful\\n\".utf8))\nprint(1)\n```\n\n"
      + "```swift example\nprint(2)\n```\n\nEnd.\n"
    let file = try folder.write(lesson, to: "a.md")
    let run = try Tool().run(file.path)
    #expect(run.output == "T\n\n  1\n\n  2\n\n  the examples' standard error:\n    careful\n")
    let printed = try Tool().run("print", "--worked", file.path)
    #expect(
      printed.output.hasSuffix("  │ 2\n\n  the examples' standard error:\n    careful\n\nEnd.\n"), "\(printed.output)")
  }

  @Test("one point is one point")
  func onePoint() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "# T\n\n```swift exercise e answer=a\nlet a = ___\n```\n\n```swift solution e\nlet a = 1\n```\n", to: "a.md")
    #expect(try Tool().run("run", "--solutions", file.path).output.contains("Score: 1 of 1 point ("))
    #expect(try Tool().run("check", file.path).output.contains("1 exercise, 1 point, "))
  }

  @Test("help says how numbers are compared")
  func tolerance() throws {
    let help = try Tool().run("help", "run").output
    #expect(help.contains("tolerance") && help.contains("whichever is looser"))
  }

  @Test("watch shows what the examples print where there are no exercises")
  func watch() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("# T\n\n```swift example\nprint(\"seen\")\n```\n", to: "a.md")
    let started = try Tool().start(["watch", file.path])
    defer { started.process.terminate() }
    try waitUntil("the output is shown") {
      (try? String(contentsOf: started.output, encoding: .utf8))?.contains("  seen\n") == true
    }
    #expect(try String(contentsOf: started.output, encoding: .utf8).contains("nothing to watch") == false)
  }
}
