import Foundation
import Testing

@Suite("A learner's workspace")
struct StudyTests {
  private let folder: TemporaryFolder
  private var tool = Tool()

  private static func lesson(_ title: String, _ exercises: [(name: String, value: String)]) -> String {
    "# \(title)\n"
      + exercises.map { name, value in
        """

        Count with \(name).

        ```swift exercise \(name) answer=value points=2
        let value: Double = ___
        ```

        ```hint \(name)
        Look at it.
        ```

        ```hint \(name)
        It is \(value) or so.
        ```

        ```swift solution \(name)
        let value: Double = \(value)
        ```

        """
      }.joined()
  }

  /// A book of two lessons, which have an exercise of one name in common.
  init() throws {
    folder = try TemporaryFolder()
    tool.folder = folder.url
    try folder.write(Self.lesson("1. One", [("first", "41"), ("both", "42")]), to: "book/01-one.md")
    try folder.write(Self.lesson("2. Two", [("both", "43")]), to: "book/02-two.md")
  }

  private func start() throws { #expect(try tool.run("start", "book").status == 0) }

  private func run(_ arguments: String..., status: Int32 = 0) throws -> String {
    let result = try tool.run(arguments)
    #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
    return result.output + result.errors
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.url.appending(path: "my-lessons/\(name)"), encoding: .utf8)
  }

  private func answer(_ value: String, in name: String = "01-one.md") throws {
    let old = try text(name)
    let place = try #require(old.range(of: "Double = ___"))
    try folder.write(old.replacingCharacters(in: place, with: "Double = \(value)"), to: "my-lessons/\(name)")
  }

  @Test("two commands make one, and say how to go on; it is found from there and from below")
  func start_() throws {
    #expect(try run("start", "book").contains("my-lessons: 2 lessons to learn from"))
    #expect(try run("next").hasPrefix("my-lessons/01-one.md:5: first (2 points, not attempted)\n\nCount with first.\n"))
    var inside = tool
    inside.folder = folder.url.appending(path: "my-lessons")
    #expect(try inside.run("next").output.hasPrefix("01-one.md:5: first"))
    #expect(try run("start", "book", status: 2).contains("'my-lessons' is a workspace already"))
    #expect(try run("start", "book", "book", status: 2).contains("'book' is not empty: nothing was written"))
    #expect(try run("start", "my-lessons", "other", status: 2).contains("is a learner's workspace, not a book"))
    try folder.write("# X\n\n```swift exercise A\n```\n", to: "book/03-three.md")
    let faulty = try run("start", "book", "new", status: 3)
    #expect(faulty.contains("book/03-three.md:3:") && faulty.contains("nothing was written"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "new").path))
  }

  @Test("answers are graded against the author's lesson, without its values until they are asked for")
  func masked() throws {
    try start()
    try answer("7")
    // Whatever has become of the prose, and of other exercises.
    let cell = String(try #require(try text("01-one.md").firstMatch(of: /```swift exercise first[\s\S]*?```\n/)).output)
    try folder.write("My notes.\n\n\(cell)", to: "my-lessons/01-one.md")
    let masked = try run("my-lessons/01-one.md", status: 1)
    #expect(masked.contains("value, yours: 7    expected: ▒▒"))
    #expect(masked.contains("a hint: lesson-run hint first"))
    #expect(masked.contains("(1 wrong, 1 missing)"))
    #expect(masked.contains("its cell is not in the file; to put it there: lesson-run reset "))
    #expect(!masked.contains("41") && !masked.contains("Look at it."))
    for format in ["--json", "--json=events"] {
      #expect(try !run("run", format, "my-lessons/01-one.md", status: 1).contains("41"))
    }
    #expect(try run("run", "--reveal", "my-lessons/01-one.md", status: 1).contains("expected: 41"))
    try folder.write(cell.replacing("7", with: "seven"), to: "my-lessons/01-one.md")
    #expect(
      try run("my-lessons/01-one.md", status: 1).contains("my-lessons/01-one.md:2:21: error: cannot find 'seven'"))
    #expect(try run("run", "--write", "my-lessons/01-one.md", status: 2).contains("is a learner's copy"))
  }

  @Test("hints come one by one, without the number; a solution is noted; a reset keeps the answer")
  func asking() throws {
    try start()
    #expect(try run("hint", "first") == "first, hint 1 of 2:\n  Look at it.\n")
    #expect(try run("hint", "first") == "first, hint 2 of 2:\n  It is ▒▒ or so.\n")
    #expect(try run("hint", "first").hasPrefix("first, no further hint:"))
    // The last lesson worked on is the one that is meant.
    #expect(try run("solution", "both").contains("let value: Double = 42"))
    #expect(try run("solution", "02:both").contains("let value: Double = 43"))
    try answer("7")
    #expect(
      try run("reset", "first").contains(
        "the starter of 'first' is back; your answer is in my-lessons/.lesson-run/old/01-one.first.1.md"))
    #expect(try text("01-one.md").contains("___") && text(".lesson-run/old/01-one.first.1.md").contains("= 7"))
    let progress = try run("progress")
    #expect(progress.contains("01-one.md  0/4  ░░░░░░░░░░░░░░░░░░░░  1 solution seen"))
    #expect(progress.contains("last worked on: 01-one.md, first"))
  }

  @Test(
    "whatever needs the author's lesson takes that, or says which file to name; solutions that are printed count as seen"
  )
  func authors() throws {
    try start()
    try answer("41")
    let copy = try text("01-one.md")
    let check = try run("check", "my-lessons/01-one.md", status: 2)
    #expect(check.contains("'my-lessons/01-one.md' is a learner's copy, and 'check' is for authors"))
    #expect(
      check.contains("lesson-run my-lessons/01-one.md; the author's lesson is my-lessons/.lesson-run/book/01-one.md"))
    #expect(try run("release", "my-lessons/01-one.md", status: 2).contains("is a learner's copy already"))
    #expect(try run("run", "--write", "my-lessons/01-one.md", status: 2).contains("its outputs are the author's"))
    #expect(try run("check", "my-lessons/.lesson-run/book/01-one.md").contains("2 exercises"))

    let worked = try run("print", "--worked", "my-lessons/01-one.md")
    #expect(worked.contains("let value: Double = 42"))
    #expect(worked.contains("the solutions of 2 exercises in my-lessons/01-one.md are noted as seen"))
    #expect(try run("progress").contains("2 solutions seen"))
    #expect(try run("print", "my-lessons/01-one.md").contains("let value: Double = ___"))

    try folder.write(copy, to: "class/ada.md")
    #expect(try run("grade", "my-lessons/01-one.md", "class", "--results", "results").contains("2 of 4"))
    #expect(try text("01-one.md") == copy)
  }

  @Test("a name that is not there, or in several lessons, is answered with what there is")
  func names() throws {
    try start()
    #expect(try run("hint", "both", status: 2).contains("say which: 01-one:both, 02-two:both"))
    #expect(try run("hint", "frist", status: 2).contains("did you mean 'first'?"))
    #expect(try run("hint", "03:first", status: 2).contains("there is no lesson '03'"))
    #expect(try run("hint", "02:first", status: 2).contains("02-two.md has no exercise 'first'"))
    try folder.write("{", to: "my-lessons/.lesson-run/learner.json")
    #expect(
      try run("hint", "first", status: 4).contains(
        "my-lessons/.lesson-run/learner.json: it is not what this program writes there"))
  }

  @Test("progress and next go over the whole book, by what the files hold now")
  func book() throws {
    try start()
    try answer("41")
    try answer("43", in: "02-two.md")
    let progress = try run("progress")
    #expect(progress.contains("01-one.md  2/4  ██████████░░░░░░░░░░"))
    #expect(progress.contains("02-two.md  2/2  ████████████████████"))
    #expect(try run("next").contains("my-lessons/01-one.md:19: both (2 points, not attempted)"))
    try answer("42")
    #expect(try run("next").contains("Everything in my-lessons is right."))
    #expect(try run("progress", "--json").contains("\"passed\" : 2"))
  }

  @Test("an updated book is merged, and what cannot be is told with its line")
  func update() throws {
    try start()
    try answer("7")
    let new = Self.lesson("1. One", [("first", "41"), ("both", "42"), ("third", "44")])
    try folder.write(new.replacing("Count with first.", with: "Count again."), to: "book/01-one.md")
    try folder.write(try text("02-two.md").replacing("Count with", with: "I count with"), to: "my-lessons/02-two.md")
    try folder.write(
      Self.lesson("2. Two", [("both", "43")]).replacing("Count with", with: "They count with"), to: "book/02-two.md")
    let told = try run("start", "--update")
    #expect(told.contains("my-lessons/02-two.md:3: you have changed these lines and so has the book: yours were left"))
    #expect(told.hasSuffix("my-lessons: 2 lessons brought up to date\n"))
    let merged = try text("01-one.md")
    #expect(merged.contains("Count again.") && merged.contains("= 7") && merged.contains("exercise third"))
    #expect(try run("start", "--update") == "my-lessons: everything is up to date\n")
  }

  @Test("a save in another lesson opens it at the exercise that was edited")
  func followed() throws {
    try start()
    var tool = tool
    tool.environment["TERM"] = "xterm"
    let terminal = try PseudoTerminal(tool, ["watch"])
    try terminal.wait(for: "(2 not attempted)")
    try answer("43", in: "02-two.md")
    try terminal.wait(for: "✓ both")
    let old = try text("01-one.md")
    let last = try #require(old.range(of: "Double = ___", options: .backwards))
    try folder.write(old.replacingCharacters(in: last, with: "Double = 7"), to: "my-lessons/01-one.md")
    try terminal.wait(for: "✗ both")
    terminal.press("q")
    terminal.process.waitUntilExit()
  }

  @Test("watch without a lesson opens where the learner was, follows saves, and keys go from lesson to lesson")
  func watch() throws {
    try start()
    var tool = tool
    tool.environment["TERM"] = "xterm"
    let terminal = try PseudoTerminal(tool, ["watch"])
    try terminal.wait(for: "Count with first.")
    try terminal.wait(for: "(2 not attempted)")
    try answer("7")
    try terminal.wait(for: "not attempted → wrong")
    try terminal.wait(for: "expected: ▒▒")
    terminal.press("x")
    try terminal.wait(for: "expected: 41")
    try answer("43", in: "02-two.md")
    try terminal.wait(for: "✓ both")
    try terminal.wait(for: "Done: this was the last lesson.")
    terminal.press("lk\r")
    try terminal.wait(for: "1. One")
    try terminal.wait(for: "(1 wrong, 1 not attempted)")
    terminal.press("RR")
    // The reset is a save like others: the exercise that it changes is shown.
    try terminal.wait(for: "wrong → not attempted")
    try terminal.wait(for: "the starter is back")
    try terminal.wait(for: "(2 not attempted)")
    terminal.press("n")
    try terminal.wait(for: "○ both")
    terminal.press("ss")
    try terminal.wait(for: "let value: Double = 42")
    terminal.press("q")
    terminal.process.waitUntilExit()
    #expect(try text(".lesson-run/learner.json").contains("\"hasSeenSolution\" : true"))
  }
}
