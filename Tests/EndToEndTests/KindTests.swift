import Foundation
import Testing

/// Exercises that are not answered in Swift, as a learner and a teacher meet them.
@Suite("Choices, numbers, texts and orders")
struct KindTests {
  /// The same lesson is answered in a browser, by `Tests/Browser/kinds.py`.
  private let lesson: String

  init() throws {
    lesson = try String(contentsOf: Tool.root.appending(path: "Tests/EndToEndTests/Fixtures/kinds.md"), encoding: .utf8)
  }

  /// A hand-in: what takes the place of each exercise's block.
  private static func answers(
    _ what: String, _ one: String, _ count: String, _ why: String, _ steps: String, _ code: String
  ) -> String {
    """
    ```choice what points=2
    \(what)
    ```

    ```choice one
    \(one)
    ```

    ```number count
    \(count)
    ```

    ```text why
    \(why)
    ```

    ```order steps
    \(steps)
    ```

    ```order code
    \(code)
    ```

    """
  }

  private static let right = answers(
    "* [X] the channels\n* [ x ] the kernel's\n  `height`", "- [x] right", "2 400 weights", "They are shared.",
    "middle {\n\tinner\n}\nlast\n---\nnever", "let a = 1\nlet b = a + 1\n---\nlet b = a * 7")
  private static let wrong = answers(
    "- [x] the stride", "- [x] left", "400 weights", "___", "last\nmiddle {", "let a = 1\nlet b = a * 7")
  private static let strange = answers(
    "- [x] the padding", "- [x] left\n- [x] right", "many weights", "", "first", "import Glibc\nexit(0)")

  @Test("as an author has it, the lesson passes its own check, and nothing is attempted")
  func check() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(lesson, to: "weights.md")
    let checked = try Tool().run("check", file.path)
    #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    #expect(checked.output.contains("6 exercises, 8 points, 1 typical mistake, 0 examples: ok"))
    let run = try Tool().run("run", file.path)
    #expect(run.status == 0)
    #expect(run.output.contains("Score: 0 of 8 points (6 not attempted)"))
  }

  @Test(
    "a solution that is no number is refused at its place, by check and by grade; without one, check says what fits")
  func noNumber() throws {
    let folder = try TemporaryFolder()
    let number = "# T\n\n```number n\n___ weights\n```\n\n```swift solution n\n[1, 2]\n```\n\n"
    let rest = "```number m\n___ x\n```\n\n```swift solution m\n\"5\"\n```\n\n```choice c\n- [ ] a\n- [ ] b\n```\n"
    let file = try folder.write(number + rest, to: "n.md")
    let checked = try Tool().run("check", file.path)
    #expect(checked.status == 1)
    for (line, what) in [(7, "a list"), (15, "a text")] {
      let place =
        "n.md:\(line):1: error: the solution of '\(line == 7 ? "n" : "m")' is \(what), and the answer will be a number"
      #expect(checked.output.contains(place), "\(checked.output)")
    }
    #expect(checked.output.contains("add 'solution c' with the same list, ticked"), "\(checked.output)")
    try folder.write("```number n\n3 weights\n```\n", to: "in/ann.md")
    let graded = try Tool().run(
      "grade", file.path, folder.url.appending(path: "in").path, "--results", folder.url.appending(path: "out").path,
      "--sandbox", "off")
    #expect(graded.status == 3 && graded.errors.contains("is a list"), "\(graded.errors)")
  }

  @Test("printed, there are boxes to tick, lines to write on, and with --worked the answers")
  func print() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(lesson, to: "weights.md")
    try expectGolden(try Tool().run("print", file.path).output, "kinds-print.txt")
    try expectGolden(try Tool().run("print", "--worked", file.path).output, "kinds-worked.txt")
  }

  @Test(
    "a class's answers: right ones however they are written, wrong ones with a reason, others said to be unreadable",
    .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
  func grade() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(lesson, to: "weights.md")
    let results = folder.url.appending(path: "out")
    for (name, text) in [("right", Self.right), ("strange", Self.strange), ("wrong", Self.wrong)] {
      try folder.write(text.replacing("\n", with: "\r\n"), to: "in/\(name).md")
    }
    let result = try Tool().run(
      "grade", file.path, folder.url.appending(path: "in").path, "--results", results.path)
    #expect(result.status == 0, "\(result.errors)")
    let feedback = try ["right", "strange", "wrong"].map {
      try String(contentsOf: results.appending(path: "feedback/\($0).txt"), encoding: .utf8)
    }
    try expectGolden(feedback.joined(separator: "\n"), "kinds-feedback.txt")
    for secret in ["2400", "2,400"] { #expect(!feedback[2].contains(secret)) }
  }

  @Test("neither a learner's copy nor a page without solutions depends on what is right")
  func leak() throws {
    let folder = try TemporaryFolder()
    var (copies, pages) = ([String](), [[String: String]]())
    let other =
      lesson
      .replacing("- [x] the kernel's `height`\n- [ ] the stride", with: "- [ ] the kernel's `height`\n- [x] the stride")
      .replacing("- [ ] left\n- [x] right", with: "- [x] left\n- [ ] right")
      .replacing("2. The stride", with: "1. The height")
      .replacing("middle {\n  inner\n}\nlast", with: "last\nmiddle {\n}")
      .replacing("weights are shared", with: "weights are few")
    for (name, text) in [("a", lesson), ("b", other)] {
      let file = try folder.write(text, to: "\(name)/weights.md").path
      let (copy, site) = (folder.url.appending(path: "\(name).md"), folder.url.appending(path: "\(name)-site"))
      #expect(try Tool().run("release", file, "-o", copy.path).status == 0)
      #expect(try Tool().run("book", "--without-solutions", file, "-o", site.path).status == 0)
      copies.append(try String(contentsOf: copy, encoding: .utf8))
      let names = try FileManager.default.contentsOfDirectory(atPath: site.path).filter { $0.hasSuffix(".html") }
      pages.append(
        try names.reduce(into: [:]) { $0[$1] = try String(contentsOf: site.appending(path: $1), encoding: .utf8) })
    }
    #expect(copies[0] == copies[1])
    #expect(copies[0].contains("- [ ] the stride") && !copies[0].contains("moves the kernel"))
    #expect(pages[0] == pages[1] && !pages[0].isEmpty)
    #expect(pages[0].values.contains { $0.contains("<span class=\"box\"") })
    #expect(pages[0].values.allSatisfy { !$0.contains("moves the kernel") && !$0.contains("shared") })
  }
}
