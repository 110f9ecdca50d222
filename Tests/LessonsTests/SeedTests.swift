import Foundation
import Reading
import Reporting
import Testing

@Suite("A number for each student")
struct SeedTests {
  @Test(
    "is what sha256sum prints of the lesson's name, a line feed and the student's, at its beginning",
    arguments: [
      ("ada", UInt32(0xd99c_2b5e)), ("Ada", 0xd99c_2b5e), (" ada\t", 0xd99c_2b5e), ("", 0x00df_f98b),
      ("zoë", 0x0ce1_7e15), ("zoe\u{308}", 0x0ce1_7e15), ("ZOË", 0x0ce1_7e15), ("김 민지", 0x1f4e_0b48),
    ])
  func formula(student: String, number: UInt32) {
    #expect(Seed(of: student, in: "02-padding").number == number)
  }

  private func text(_ context: String, setup: String = "", matter: String = "", check: String = "answer(\"a\", a)")
    -> String
  {
    "\(matter)# T\n\n```swift setup\n\(setup)\n```\n\n```swift example\n\(context)\n```\n\n```swift exercise one\nlet a = 1\n```\n\n"
      + "```swift solution one\nlet a = 2\n```\n\n```swift check one\n\(check)\n```\n"
  }

  @Test(
    "is there where the author's cells use it, as the parser sees it",
    arguments: [
      ("let n = seed % 7", true), ("let n = [1, 2][seed&1]", true), ("print(\"\\(seed)\")", true),
      ("let n = LessonKit.seed", true), ("var random = SeededGenerator(seed: 4)", false), ("let n = own.seed", false),
      ("let n = 1 // seed", false), ("let seed = 4\nlet n = seed", false), ("let reseed = 1, seeds = 2", false),
      ("var random = SeededGenerator(seed: UInt64(seed))", true), ("let f = { seed in seed + 1 }", false),
      ("let s = \"// seed\"", false), ("let s = \"a//b\"; let n = seed % 7", true), ("/* seed */ let n = 1", false),
      ("func f(seed: Int) -> Int { seed }\nlet n = f(seed: 3)", false),
      ("func f(seed: Int) -> Int { seed }\nlet n = f(seed: seed % 3)", true),
      ("for seed in 0..<3 { print(seed) }", false), ("for seed in 0..<3 { print(seed) }\nlet n = seed", true),
      ("for n in 0..<seed { print(n) }", true), ("let f = { [seed] in seed + 1 }", true),
      ("let f = { [seed = 2] in seed + 1 }", false), ("func f(_ n: Int = seed) -> Int { n }", true),
      ("let n = true ? seed : 2", true), ("let n = [seed: 1]", true),
      ("struct S { var seed = 1; func f() -> Int { seed } }", false),
      ("let seed = 4\nlet n = LessonKit.seed", true), ("let o: Int? = 1\nif let seed = o { print(seed) }", false),
    ])
  func use(setup: String, isUsed: Bool) async throws {
    let lesson = try await understoodLesson(text("let b = 1", setup: setup)).withSeedAsUsed
    #expect((lesson.seed != nil) == isUsed)
  }

  @Test(
    "is told of where a variable of the lesson's own stands in its place",
    arguments: [
      ("let n = seed % 7", [], true), ("let seed = 4\nlet n = seed", [5], false),
      ("let seed = 4\nlet n = LessonKit.seed", [], true), ("for seed in 0..<3 { print(seed) }", [], false),
      ("func f(seed: Int) -> Int { seed }\nlet n = f(seed: seed)", [], true),
      ("let n = seed\n```\n\n```swift setup\nlet seed = 1\nlet m = seed", [9], true),
    ] as [(String, [Int], Bool)])
  func shadowed(setup: String, lines: [Int], isUsed: Bool) async throws {
    let lesson = try await understoodLesson(text("let b = 1", setup: setup)).withSeedAsUsed
    #expect(lesson.shadowedSeeds.map(\.line) == lines)
    #expect((lesson.seed != nil) == isUsed)
  }

  @Test("no lesson of the book that has none of its own has one by accident")
  func book() async throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../lessons").standardized
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".md") {
      let file = folder.appending(path: name)
      guard let lesson = try? LessonReader.read(Array(try Data(contentsOf: file)), path: name) else { continue }
      guard lesson.seed != nil, !lesson.text.contains("UInt64(seed)") else { continue }
      #expect(try await understoodLesson(lesson.text).withSeedAsUsed.seed == nil, "\(name)")
    }
  }

  @Test("of a copy stands in its front matter; elsewhere it is nobody's")
  func stated() throws {
    let setup = "let n = seed % 7"
    #expect(try lesson(text("", setup: setup)).seed == Seed(of: "", in: "lesson"))
    #expect(try lesson(text("", setup: setup)).hasSampleNumbers)
    let copy = try lesson(text("", setup: setup, matter: "---\nstudent: ada\nseed: 77\n---\n"))
    #expect(copy.seed == Seed(77) && !copy.hasSampleNumbers)
    // Another tool's key.
    #expect(try lesson(text("", setup: "let n = 1", matter: "---\nseed: none\n---\n")).seed == nil)
  }

  @Test("that is none is a fault at its place", arguments: ["banana", "-1", "4294967296", "", "[1]", "0x10"])
  func malformed(value: String) throws {
    let found = faults(in: text("", setup: "let n = seed % 7", matter: "---\ntitle: T\nseed: \(value)\n---\n"))
    #expect(found.map(\.place) == [MarkedText.Place(line: 3, column: 7)])
    #expect(found.first?.problem.hasSuffix("is no whole number from 0 to 4294967295") == true)
  }

  @Test("is for setup: elsewhere nobody would see where a number comes from")
  func outside() async throws {
    func lines(_ context: String) async throws -> [Int] {
      try await understoodLesson(text(context, setup: "let n = seed")).seedsOutsideSetup.map(\.line)
    }
    #expect(try await lines("print(seed)") == [8])
    #expect(try await lines("print(n)").isEmpty)
    #expect(try await lines("func f(seed: Int) -> Int { seed }").isEmpty)
  }

  // MARK: - Copies

  @Test(
    "makes the front matter of a student's copy, and leaves all else",
    arguments: [
      ("", "ada", "---\nstudent: \"ada\"\nseed: 5\n---\n\n"),
      ("", "김 \"민지\" \\", "---\nstudent: \"김 \\\"민지\\\" \\\\\"\nseed: 5\n---\n\n"),
      ("---\ntitle: T\n---\n", "ada", "---\nstudent: \"ada\"\nseed: 5\ntitle: T\n---\n"),
      ("---\nseed: 9\ntitle: T\nstudent: x\n---\n", "ada", "---\nstudent: \"ada\"\nseed: 5\ntitle: T\n---\n"),
    ])
  func copies(matter: String, student: String, head: String) throws {
    let author = try lesson(text("", setup: "let n = seed", matter: matter)).seeded(Seed(5))
    let copy = LearnersCopy(of: author, for: student).text
    let plain = LearnersCopy(of: try lesson(text("", setup: "let n = seed"))).text
    #expect(copy == head + plain)
    #expect(try lesson(copy).seed == Seed(5))
  }

  @Test("is not in the copy of a lesson that does not use it, nor in the one for all")
  func plainCopies() throws {
    let author = try lesson(text("", setup: "let n = 1"))
    #expect(LearnersCopy(of: author.seeded(for: "ada"), for: "ada").text == LearnersCopy(of: author).text)
    let seeded = try lesson(text("", setup: "let n = seed"))
    #expect(LearnersCopy(of: seeded).text.hasPrefix("# T\n"))
  }

  @Test("of another student in a hand-in changes nothing, and is told")
  func handIns() throws {
    let author = try lesson(text("", setup: "let n = seed")).seeded(for: "ada")
    let other = LearnersCopy(of: author.seeded(for: "ben"), for: "ben").text
    let submission = Submission(Array(other.utf8), path: "ada.md", answering: author)
    #expect(author.answered(by: submission).seed == author.seed)
    #expect(
      submission.problems == [
        "line 3: the seed here is not yours, so this file shows somebody else's numbers: it was graded with your own"
      ])
    let own = LearnersCopy(of: author, for: "ada").text
    #expect(Submission(Array(own.utf8), path: "ada.md", answering: author).problems.isEmpty)
  }

  @Test("of a workspace's copy counts there")
  func workspaces() throws {
    let author = try lesson(text("", setup: "let n = seed"))
    let copy = LearnersCopy(of: author.seeded(for: "ada"), for: "ada").text
    #expect(author.answered(inCopy: Array(copy.utf8), path: "x/lesson.md").seed == author.seeded(for: "ada").seed)
  }
}
