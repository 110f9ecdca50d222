import Foundation
import Testing

/// `lesson-run grade` on a class whose answers come out in every way.
@Suite("grade", .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct GradeTests {
  @Test("ten answers: each is graded, and nobody's loop, crash or flood costs anybody else a point")
  func tenAnswers() throws {
    let sample = try ClassSample(ClassSample.tenStudents)
    let result = try sample.grade("--timeout", "1", "--memory", "512", "--output-limit", "1")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    try expectGolden(result.output, "grade-summary.txt")
    let times = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/
    try expectGolden(try sample.text("out/grades.csv").replacing(times, with: "TIME"), "grade-grades.csv")
    let students = ClassSample.tenStudents.keys.sorted()
    for format in ["md", "txt"] {
      let feedback = try students.map { try sample.text("out/feedback/\($0).\(format)") }
      try expectGolden(feedback.joined(separator: "\n"), "grade-feedback.\(format)")
    }
    let statuses = try students.map { try sample.statuses(of: $0) }
    #expect(
      statuses == [
        ["passed", "passed"], ["wrong", "wrong"], ["passed", "partial"], ["passed", "not-attempted"],
        ["missing", "passed"], ["compile-error", "compile-error"], ["passed", "crashed"], ["timed-out", "passed"],
        ["passed", "over-limit"], ["passed", "over-limit"],
      ])
  }

  @Test("a second call starts no compiler and leaves every file as it is")
  func secondCall() throws {
    var sample = try ClassSample()
    let toolchain = try CountingToolchain(searchPath: sample.tool.environment["PATH"] ?? "")
    sample.tool.environment["PATH"] = toolchain.searchPath
    // The sandbox would hide the counting compiler.
    let first = try sample.grade("--sandbox", "off")
    #expect(first.output.hasPrefix("Windows: 5 graded\n"), "\(first.errors)")
    #expect(toolchain.calls() > 0)
    let (files, identities) = (try sample.files(), try sample.identities())
    #expect(files.count == 17)

    let second = try sample.grade("--sandbox", "off")
    #expect(second.output == first.output.replacing("5 graded", with: "0 graded, 5 unchanged"))
    #expect(toolchain.calls() == 0)
    #expect(try sample.files() == files)
    #expect(try sample.identities() == identities)
  }

  @Test("what changed is graded again: one submission, then the lesson, then the limits")
  func changes() throws {
    let sample = try ClassSample(sharingCache: true)
    _ = try sample.grade()
    let before = try sample.identities()
    try sample.handIn(.init(largest: ClassSample.largest, mean: ClassSample.mean), of: "dora")
    #expect(try sample.grade().output.hasPrefix("Windows: 1 graded, 4 unchanged\n"))
    let after = try sample.identities()
    let renewed = after.keys.filter { after[$0] != before[$0] }
    #expect(renewed.sorted() == ["dora.json", "feedback/dora.md", "feedback/dora.txt"])
    #expect(try sample.text("out/grades.csv").contains("\ndora,3,3,1,2,"))

    try sample.folder.write(sample.lesson + "\nMore prose.\n", to: "windows.md")
    #expect(try sample.grade().output.hasPrefix("Windows: 5 graded\n"))
    #expect(try sample.grade("--timeout", "9").output.hasPrefix("Windows: 5 graded\n"))
    #expect(try sample.grade("--timeout", "9").output.hasPrefix("Windows: 0 graded, 5 unchanged\n"))
  }

  @Test("--again grades what has not changed too, to the same results")
  func again() throws {
    let sample = try ClassSample(sharingCache: true)
    _ = try sample.grade()
    let (files, before) = (try sample.files(), try sample.identities())
    #expect(try sample.grade("--again").output.hasPrefix("Windows: 5 graded\n"))
    #expect(try sample.files() == files)
    let after = try sample.identities()
    #expect(after.keys.allSatisfy { after[$0] != before[$0] })
  }

  @Test("--reveal shows the expected values, and without it nobody sees them")
  func reveal() throws {
    let sample = try ClassSample(sharingCache: true)
    _ = try sample.grade()
    let hidden = try sample.text("out/feedback/ben.md")
    #expect(hidden.contains("✗ largest: 9\n"))
    #expect(!hidden.contains("expected"))
    #expect(try sample.grade("--reveal").output.hasPrefix("Windows: 5 graded\n"))
    let revealed = try sample.text("out/feedback/ben.md")
    #expect(revealed.contains("✗ largest, yours: 9    expected: -4\n"))
    // What a hidden check asked stays hidden.
    #expect(!revealed.contains("a wide image"))
    #expect(try sample.grade().output.hasPrefix("Windows: 5 graded\n"))
    #expect(try sample.text("out/feedback/ben.md") == hidden)
  }

  @Test("--sandbox off grades the same")
  func withoutSandbox() throws {
    let sample = try ClassSample()
    _ = try sample.grade()
    let files = try sample.files()
    try FileManager.default.removeItem(at: sample.folder.url.appending(path: "out"))
    try FileManager.default.removeItem(at: sample.folder.url.appending(path: "cache"))
    #expect(try sample.grade("--sandbox", "off").status == 0)
    #expect(try sample.files() == files)
  }

  @Test("students who left, or were not named now, stay in the table and are counted apart")
  func fewerStudents() throws {
    let sample = try ClassSample(sharingCache: true)
    _ = try sample.grade()
    let result = try sample.tool.run("grade", "windows.md", "in/ada.md", "--results", "out")
    #expect(
      result.output.hasPrefix("Windows: 0 graded, 1 unchanged, 4 there from earlier that are not handed in now\n"))
    #expect(
      result.output.contains("\nNot handed in now: ben, cleo, dora, fay; --prune removes what is there of them\n"))
    #expect(try sample.text("out/grades.csv").split(separator: "\n").count == 6)
    let pruned = try sample.tool.run("grade", "windows.md", "in/ada.md", "--results", "out", "--prune")
    #expect(pruned.output.hasPrefix("Windows: 0 graded, 1 unchanged\n"))
    #expect(pruned.errors.contains("removed what was there of ben\n"))
    #expect(
      try sample.files().keys.sorted() == [
        "ada.json", "feedback/ada.md", "feedback/ada.txt", "grades.csv", "lesson.md",
      ])
  }

  @Test("files that cannot be read are graded as missing, and the teacher is told why")
  func unreadable() throws {
    let sample = try ClassSample([:], sharingCache: true)
    try sample.folder.write("", to: "in/empty.md")
    try sample.folder.write(Data([0xFF, 0xFE, 0x00]), to: "in/binary.md")
    try sample.folder.write("```swift exercise largest-valeu\n```\n", to: "in/typing.md")
    let result = try sample.grade()
    #expect(result.status == 0)
    #expect(result.output.contains("in/empty.md: the file is empty\n"))
    let advice = "this lesson has no exercise of that name; did you mean 'largest-value'?"
    #expect(result.output.contains("in/typing.md: line 1: \(advice)\n"))
    #expect(result.output.contains("  largest-value  nobody tried\n"))
    for student in ["empty", "binary", "typing"] {
      #expect(try sample.statuses(of: student) == ["missing", "missing"])
    }
    #expect(try sample.text("out/feedback/empty.md").contains("the file is empty"))
  }
}
