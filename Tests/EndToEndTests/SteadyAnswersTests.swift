import Foundation
import Testing

/// Whatever does not change gives the same each time; what differs all the same is called so, and is nobody's mistake.
@Suite("Answers that are the same each time")
struct SteadyAnswersTests {
  /// A folder with a lesson in it.
  private struct Book {
    let folder = Result { try TemporaryFolder() }

    init(_ lesson: String) throws { try folder.get().write(lesson, to: "a.md") }

    func run(_ words: String...) throws -> Tool.Result {
      var tool = Tool()
      tool.folder = try folder.get().url
      return try tool.run(words)
    }

    func file(_ name: String) throws -> URL { try folder.get().url.appending(path: name) }
    func handIn(_ text: String, to name: String) throws { try folder.get().write(text, to: name) }
  }

  private static let sets = """
    # Sets

    ```swift example
    let words = ["tree", "sea", "sky", "tree", "air", "fire", "wood"]
    enum Colour: Hashable { case red, green, blue(Int) }
    print(Set(words), Dictionary(grouping: words) { $0.count }, Set([Colour.red, .green, .blue(1), .blue(2)]))
    ```

    ```output
    ```

    ```swift exercise distinct answer=d
    let d: [String] = Array(Set(words))
    ```

    ```swift solution distinct
    let d: [String] = Array(Set(words))
    ```

    """

  @Test("sets and dictionaries have one order, in an example, an answer and its solution, run for run")
  func hashing() throws {
    let book = try Book(Self.sets)
    #expect(try book.run("run", "--write", "a.md").status == 0)
    let written = try String(contentsOf: try book.file("a.md"), encoding: .utf8)
    #expect(written.contains("\"fire\""))
    for _ in 0..<3 {
      let result = try book.run("check", "a.md")
      #expect(result.status == 1 && result.output.contains("the starter of 'distinct' earns points as it stands"))
      #expect(!result.output.contains("output"), "\(result.output)")
      #expect(try book.run("run", "a.md").status == 0)
    }
  }

  @Test(
    "a class's answers have it too",
    .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
  func grading() throws {
    let book = try Book(Self.sets)
    for student in ["ada", "ben", "cleo"] {
      // Different text, so that each is compiled and run for itself.
      try book.handIn(
        "```swift exercise distinct\n// \(student)\nlet d: [String] = Array(Set(words))\n```\n", to: "in/\(student).md")
    }
    let result = try book.run("grade", "a.md", "in", "--results", "out")
    #expect(result.status == 0 && result.output.contains("3 of 3 have full points"), "\(result.output)\(result.errors)")
  }

  @Test("a key that differs each time is reported before anybody is graded by it")
  func randomKey() throws {
    let key = Self.sets.replacing("Array(Set(words))\n```\n\n```swift sol", with: "___\n```\n\n```swift sol")
      .replacing("Array(Set(words))", with: "words.map { $0 + \"\\(Int.random(in: 0..<1_000_000_000))\" }")
    let book = try Book(key)
    try book.handIn("```swift exercise distinct\nlet d: [String] = []\n```\n", to: "in/ada.md")
    for _ in 0..<2 {
      let result = try book.run("grade", "a.md", "in", "--results", "out")
      #expect(result.status == 3)
      #expect(result.errors.contains("error: the solution of 'distinct' gives another value each time ('d')"))
      #expect(!FileManager.default.fileExists(atPath: try book.file("out/ada.json").path))
    }
  }

  @Test("an output that differs each time is written, and it is said that it does not stay")
  func randomOutput() throws {
    let book = try Book(
      "# R\n\n```swift example\nprint(Int.random(in: 0...1_000_000_000))\n```\n\n```output\n1\n```\n")
    let result = try book.run("run", "--write", "a.md")
    #expect(result.errors.contains("renewed 1 output in a.md"))
    #expect(result.errors.contains("a.md:7:1: warning: the example prints something else each time it runs"))
  }

  private static let types = """
    # Types

    ```swift exercise own
    ___
    ```

    ```swift solution own
    struct Own { var z = 1 }
    class Other { enum Kind { case one(Own) } }
    func own() -> [Any] { [Own(), Other.Kind.one(Own()), [Other()]] }
    ```

    ```swift check own
    struct Mine: Hashable { var c = 1 }
    answer("own", "\\(own())")
    answer("check's \\([Mine()])", String(reflecting: Mine.self))
    answer("list", [String(reflecting: type(of: own()[0]))])
    print(own())
    ```

    """

  @Test("a text that shows a type of the answer's own is the same in each run and for each answer")
  func localTypes() throws {
    let book = try Book(Self.types)
    for _ in 0..<2 {
      let result = try book.run("run", "--solutions", "a.md")
      #expect(result.status == 0 && !result.output.contains("unknown context"), "\(result.output)")
    }
    #expect(try book.run("check", "a.md").status == 0)
  }

  @Test(
    "an example that ends the program is to blame, not the exercises below it",
    arguments: [
      ("struct Lost: Error {}\nthrow Lost()", "an error was thrown and not caught: Lost()"),
      (
        "enum Lost: Error { case at(Int) }\nfunc find() throws { throw Lost.at(3) }\ntry find()",
        "not caught: Lost.at(3)"
      ),
      ("import Glibc\nexit(0)", "the code ends the program here, with exit status 0: nothing below it runs"),
      ("import Glibc\nfunc stop() { exit(9) }\nstop()", "with exit status 9"),
      ("import Glibc\nabort()", "the program aborted"),
    ])
  func ending(code: String, words: String) throws {
    for role in ["example", "setup"] {
      let book = try Book(
        """
        # T

        ```swift \(role)
        \(code)
        ```

        ```swift exercise a answer=a
        let a: Int = 1
        ```

        ```swift solution a
        let a: Int = 2
        ```

        """)
      let result = try book.run("run", "a.md")
      #expect(result.status == 3 || result.status == 1)
      #expect(result.output.contains("a.md:3:1: error: ") && result.output.contains(words), "\(result.output)")
      #expect(result.output.contains("the \(role) in line 3, on which this exercise builds, fails: mend it first"))
      #expect(result.output.contains("1 ungraded") && !result.output.contains("cell."), "\(result.output)")
    }
  }
}
