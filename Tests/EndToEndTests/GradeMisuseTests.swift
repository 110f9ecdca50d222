import Foundation
import Testing

/// Calls of `lesson-run grade` that cannot be followed: nothing is graded or written, and the message says what to do.
@Suite("grade, misused")
struct GradeMisuseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var status: Int32 = 2
    var words: [String]
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(
    "each mistake has its message",
    arguments: [
      Case(arguments: ["windows.md"], words: ["grade needs submissions after the lesson"]),
      Case(arguments: ["windows.md", "in"], words: ["grade needs --results DIR", "lesson-run help grade"]),
      Case(arguments: ["windows.md", "inn", "--results", "out"], words: ["there is no file or folder 'inn'"]),
      Case(
        arguments: ["window.md", "in", "--results", "out"],
        words: ["there is no file 'window.md'", "did you mean 'windows.md'?"]),
      Case(
        arguments: ["windows.md", "empty", "--results", "out"],
        words: ["there is nothing to grade in empty", "files such as alice.md", "each with a windows.md"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--jobs", "0"], words: ["--jobs 4"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--jobs", "1.5"], words: ["'1.5' makes no sense"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--timeout", "nan"], words: ["--timeout 10"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--timeout", "0"], words: ["from 0.1 to 3600"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--memory", "1"], words: ["MiB from 64"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--memory", "1e3"], words: ["'1e3' makes no sense"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--output-limit", "x"], words: ["--output-limit 4"]),
      Case(
        arguments: ["windows.md", "in", "--results", "out", "--shard", "0/4"],
        words: ["'0/4' makes no sense as --shard"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--shard", "5/4"], words: ["such as --shard 2/8"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--shard", "1/0"], words: ["K/N, part K of N parts"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--shard", "x"], words: ["lesson-run help grade"]),
      Case(arguments: ["windows.md", "in", "--results", "out", "--shard", "2"], words: ["'2' makes no sense"]),
      Case(
        arguments: ["windows.md", "in", "--results", "out", "--shard", "1/99999999999999999999"],
        words: ["N is at most 1000000"]),
      Case(
        arguments: ["windows.md", "in", "--results", "out", "--sandbox", "maybe"],
        words: ["'maybe' makes no sense as --sandbox", "--sandbox off"]),
      Case(
        arguments: ["handout.md", "in", "--results", "out"], status: 3,
        words: ["handout.md has no solution to compare with", "the author's lesson"]),
      Case(
        arguments: ["failing.md", "in", "--results", "out", "--sandbox", "off"], status: 3,
        words: ["failing.md:17:1: error: the lesson's own solution of 'largest-value' fails", "nothing was graded"]),
    ])
  func messages(example: Case) throws {
    let sample = try ClassSample(sharingCache: true)
    try sample.folder.write("notes", to: "empty/.hidden")
    try sample.folder.write("# T\n\n```swift exercise largest-value answer=a\nlet a = ___\n```\n", to: "handout.md")
    let solution = "```swift solution largest-value\n"
    try sample.folder.write(sample.lesson.replacing(solution, with: solution + "let none = imag\n"), to: "failing.md")
    let result = try sample.tool.run(["grade"] + example.arguments)
    #expect(result.status == example.status)
    #expect(result.output.isEmpty)
    for words in example.words { #expect(result.errors.contains(words), "\(result.errors)") }
    #expect(!FileManager.default.fileExists(atPath: sample.folder.url.appending(path: "out").path))
  }

  @Test("results of another lesson are refused, and stay")
  func otherLesson() throws {
    let sample = try ClassSample(sharingCache: true)
    #expect(try sample.grade("--sandbox", "off").status == 0)
    let files = try sample.files()
    try sample.folder.write(sample.lesson, to: "doors.md")
    let result = try sample.tool.run("grade", "doors.md", "in", "--results", "out", "--sandbox", "off")
    #expect(result.status == 2)
    #expect(result.errors.contains("out holds results of windows.md"))
    #expect(result.errors.contains("name another folder for doors.md"))
    #expect(try sample.files() == files)
  }

  @Test("no bwrap on PATH: says how to get it, and writes nothing")
  func noSandbox() throws {
    var sample = try ClassSample(sharingCache: true)
    let toolchain = try CountingToolchain(searchPath: sample.tool.environment["PATH"] ?? "")
    let programs = sample.folder.url.appending(path: "programs")
    try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: programs.appending(path: "ld"), withDestinationURL: URL(filePath: "/usr/bin/ld"))
    let toolchainFolder = toolchain.searchPath.split(separator: ":")[0]
    sample.tool.environment["PATH"] = "\(toolchainFolder):\(programs.path)"
    let result = try sample.grade()
    #expect(result.status == 4)
    #expect(result.errors.contains("no bwrap in any folder of PATH"))
    #expect(result.errors.contains("apt-get install bubblewrap"))
    #expect(!FileManager.default.fileExists(atPath: sample.folder.url.appending(path: "out").path))
  }

  @Test("a results folder that cannot be written", arguments: ["/dev/null/out", "windows.md"])
  func unwritable(results: String) throws {
    let sample = try ClassSample(sharingCache: true)
    let result = try sample.tool.run("grade", "windows.md", "in", "--results", results, "--sandbox", "off")
    #expect(result.status == 4)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("cannot make the folder \(results)"))
    #expect(result.errors.contains("name another folder"))
    #expect(try sample.text("windows.md") == sample.lesson)
  }
}
