import Foundation
import Testing

/// What becomes of a large class's grading that is ended in the middle.
@Suite(
  "grade, interrupted", .serialized,
  .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct GradeInterruptionTests {
  @Test("Ctrl-C: the tool ends by the signal, what is graded stays whole, and the next call goes on from there")
  func interrupted() throws {
    let sample = try ClassSample.large(of: 200)
    let started = try sample.start()
    try waitUntil("some results are there") { sample.resultCount >= 5 }
    kill(started.process.processIdentifier, SIGINT)
    let result = try started.wait()
    #expect(result.isSignalled)
    #expect(result.status == SIGINT)
    #expect(result.output.isEmpty)
    #expect(
      result.errors.hasSuffix(
        "lesson-run: interrupted: what was graded is in out, and the same command goes on from there\n"))
    try sample.expectNoProcess()

    let done = sample.resultCount
    #expect((5..<200).contains(done))
    let before = try sample.identities()
    let resumed = try sample.start().wait()
    #expect(resumed.output.hasPrefix("Windows: \(200 - done) graded, \(done) unchanged\n"), "\(resumed.errors)")
    let after = try sample.identities()
    for (name, identity) in before where name.hasSuffix(".json") { #expect(after[name] == identity, "\(name)") }
  }
}

/// Run by `make test-hostile`.
@Suite(
  "grade, killed", .serialized,
  .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct GradeKilledHostileTests {
  @Test("killed outright at twenty moments and resumed: the same results as undisturbed, and no process is left")
  func killed() throws {
    let sample = try ClassSample.large(of: 200)
    var moments = SeededMoments()
    var counts: [Int] = []
    for number in 0..<20 {
      let started = try sample.start()
      if number < 3 {
        // While solutions and answers are compiled.
        moments.pause(below: 600)
      } else {
        let wanted = (number - 3) * 11 + 1 + moments.next(below: 11)
        try waitUntil("\(wanted) results are there; \(moments.remark)") {
          sample.resultCount >= wanted || !started.process.isRunning
        }
        moments.pause(below: 20)
      }
      kill(started.process.processIdentifier, SIGKILL)
      _ = try started.wait()
      try sample.expectNoProcess()
      counts.append(sample.resultCount)
    }
    // On a machine that is busy enough all may be graded before anything is killed: that is no fault.
    #expect(counts == counts.sorted(), "no result is lost: \(counts); \(moments.remark)")
    let resumed = try sample.start().wait()
    #expect(resumed.status == 0, "\(resumed.errors)\(moments.remark)")

    let undisturbed = try sample.start(into: "undisturbed").wait()
    #expect(undisturbed.status == 0, "\(undisturbed.errors)")
    let (files, expected) = (try sample.files(), try sample.files("undisturbed"))
    #expect(files.count == 602)
    #expect(files.keys.sorted() == expected.keys.sorted())
    for (name, content) in expected { #expect(files[name] == content, "\(name); \(moments.remark)") }
  }
}

extension ClassSample {
  /// A class in which a few answers are many students', so that there is little to compile.
  fileprivate static func large(of count: Int) throws -> ClassSample {
    let sample = try ClassSample([:])
    let answers = fewStudents.sorted { $0.key < $1.key }.map(\.value)
    for number in 0..<count { try sample.handIn(answers[number % answers.count], of: "student-\(number)") }
    return sample
  }

  fileprivate func start(into results: String = "out") throws -> Tool.Started {
    try tool.start(["grade", "windows.md", "in", "--results", results])
  }

  /// How many submissions have a result.
  fileprivate var resultCount: Int {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "out").path)
    return (names ?? []).count { $0.hasSuffix(".json") }
  }

  fileprivate func expectNoProcess() throws {
    let folder = folder.url.path
    try waitUntil("no process is left") { processes(mentioning: folder).isEmpty }
  }
}
