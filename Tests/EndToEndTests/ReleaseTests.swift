import Foundation
import Testing

@Suite("The learners' copy", .serialized)
struct ReleaseTests {
  @Test(
    "nothing of the answers is left in the book's lessons, and the copies are lessons", arguments: BookTests.lessons)
  func book(lesson: String) throws {
    let original = try String(contentsOf: Tool.root.appending(path: "lessons/\(lesson)"), encoding: .utf8)
    let released = try Tool().run("release", "lessons/\(lesson)")
    #expect(released.status == 0)
    #expect(released.output.firstMatch(of: #/```swift (solution|mistake|check .* hidden)/#) == nil)
    // What is left stands in the same order, line for line, but for checks of which all was hidden.
    var rest = original.split(separator: "\n", omittingEmptySubsequences: false)[...]
    for line in released.output.split(separator: "\n", omittingEmptySubsequences: false)
    where !line.hasPrefix("```swift check ") && line != "// This answer is checked when it is graded." {
      guard let found = rest.firstIndex(of: line) else {
        Issue.record("not in the lesson: \(line)")
        break
      }
      rest = rest[rest.index(after: found)...]
    }
    let folder = try TemporaryFolder()
    try folder.write(released.output, to: lesson)
    let again = try Tool().run("release", folder.url.appending(path: lesson).path)
    #expect(again.output == released.output)
  }

  private let lesson = """
    # T

    ```swift exercise first answer=a
    let a: Int = ___
    ```

    ```swift solution first
    let a = 2
    ```

    ```swift exercise second needs=first answer=b
    let b: Int = ___
    ```

    ```hint second
    Twice.
    ```

    ~~~swift solution second
    let b = 2 * a
    ~~~
    ```swift mistake second
    // Not once.
    let b = a
    ```

    ```swift exercise third
    func c() -> Int { ___ }
    ```

    ```swift check third hidden
    answer("secret", c())
    ```

    ```swift check third hidden
    answer("secret too", c() + 1)
    ```

    ```swift solution third
    func c() -> Int { 3 }
    ```

    The end.

    """

  private let copy = """
    # T

    ```swift exercise first answer=a
    let a: Int = ___
    ```

    ```swift exercise second needs=first answer=b
    let b: Int = ___
    ```

    ```hint second
    Twice.
    ```

    ```swift exercise third
    func c() -> Int { ___ }
    ```

    ```swift check third
    // This answer is checked when it is graded.
    ```

    The end.

    """

  @Test(
    "solutions, mistakes and hidden checks are left out; all else stays, line ends too",
    arguments: ["\n", "\r\n", "\r"])
  func text(lineEnd: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(lesson.replacing("\n", with: lineEnd), to: "a.md")
    let target = folder.url.appending(path: "b.md")
    let result = try Tool().run("release", file.path, "-o", target.path)
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(try String(contentsOf: target, encoding: .utf8) == copy.replacing("\n", with: lineEnd))
  }

  @Test("in a copy, an exercise that needs another builds on the learner's own answer")
  func needs() throws {
    let folder = try TemporaryFolder()
    let waiting = copy.replacing("let b: Int = ___", with: "let b = 2 * a")
    let first = try Tool().run(try folder.write(waiting, to: "a.md").path)
    #expect(first.output.contains("this exercise builds on 'first': answer that one first"), "\(first.output)")
    let done = waiting.replacing("let a: Int = ___", with: "let a = 21")
    let second = try Tool().run(try folder.write(done, to: "a.md").path)
    #expect(second.output.contains("b: 42"), "\(second.output)")
    #expect(second.status == 0)
  }

  @Test("the lesson itself is never written over")
  func itself() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(lesson, to: "a.md")
    for target in [file.path, folder.url.path + "/./a.md"] {
      let result = try Tool().run("release", file.path, "--output", target)
      #expect(result.status == 2 && result.errors.contains("its solutions would be lost"), "\(result.errors)")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == lesson)
  }

  @Test("a copy that cannot be written")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(lesson, to: "a.md")
    let result = try Tool().run("release", file.path, "-o", folder.url.path + "/none/b.md")
    #expect(result.status == 4 && result.errors.contains("cannot write"))
  }
}

/// Run by `make test-hostile`: every example runs, also those that train.
@Suite("The learners' copies of the book", .serialized)
struct ReleasedBookHostileTests {
  @Test("run as they are", arguments: BookTests.lessons)
  func run(lesson: String) throws {
    let released = try Tool().run("release", "lessons/\(lesson)")
    let folder = try TemporaryFolder()
    let result = try Tool().run("run", "--json", try folder.write(released.output, to: lesson).path)
    #expect(result.status == 0, "\(result.errors)")
  }
}
