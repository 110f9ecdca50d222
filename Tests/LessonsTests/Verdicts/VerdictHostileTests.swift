import Foundation
import Grading
import Reading
import Running
import Testing

/// Slow: run by `make test-hostile`.
@Suite("One verdict, however an answer is compiled and run", .serialized)
struct VerdictHostileTests {
  /// Learners' files, each with an answer to every exercise.
  private static let submissions: [[String]] = {
    let answers = (0..<6).flatMap(VerdictSample.answers)
    return stride(from: 0, to: answers.count, by: VerdictSample.exerciseCount).map { start in
      Array(answers[start..<min(start + VerdictSample.exerciseCount, answers.count)])
    }
  }()

  private func submission(_ answers: [String], to lesson: Lesson) -> Submission {
    let text = answers.enumerated().map { "```swift exercise e\($0 + 1)\n\($1)\n```\n" }.joined(separator: "\n")
    return Submission(Array(text.utf8), path: "in/student.md", answering: lesson)
  }

  /// By the exercises' names.
  private func verdicts(_ grades: [Grade], in submission: Submission) -> [String: FoundVerdict] {
    Dictionary(
      grades.filter { submission.cells[$0.exercise.name] != nil }.map { ($0.exercise.name, FoundVerdict($0)) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test("run, watch and grade, alone and in company, find the same of 400 answers")
  func differential() async throws {
    let lesson = try sampleLesson(VerdictSample.lesson, path: "verdicts.md")
    let submissions = Self.submissions.map { submission($0, to: lesson) }
    #expect(submissions.reduce(0) { $0 + $1.cells.count } >= 400)
    let company = try await graded(submissions, lesson, togetherIn: TemporaryCache())
    let (runCache, aloneCache) = (TemporaryCache(), TemporaryCache())
    for (index, submission) in submissions.enumerated() {
      let answered = lesson.answered(by: submission)
      let run = verdicts(try await Grader(ProgramRunner(in: runCache)).report(on: answered).grades, in: submission)
      #expect(run.count == submission.cells.count)
      let memory = RunMemory()
      let watching = try Grader(ProgramRunner(in: runCache).remembering(memory))
      for _ in 0..<2 { #expect(verdicts(try await watching.report(on: answered).grades, in: submission) == run) }
      let alone = try await graded([submission], lesson, togetherIn: aloneCache)[0]
      for name in run.keys.sorted() {
        let code = submission.cells[name]?.source ?? ""
        #expect(alone[name] == run[name], "alone, \(code)")
        #expect(company[index][name] == run[name], "in company, \(code)")
      }
    }
  }

  /// What `grade` finds, without a sandbox.
  private func graded(
    _ submissions: [Submission], _ lesson: Lesson, togetherIn cache: TemporaryCache
  ) async throws -> [[String: FoundVerdict]] {
    let runner = try ProgramRunner(in: cache)
    let lesson = try await runner.understood(lesson)
    let key = try await AnswerKey(of: lesson, runner)
    #expect(key.problems.isEmpty)
    let grader = ClassGrader(
      for: lesson, ClassGrader.Key { .success(key) }, runner,
      BatchCompiler(for: lesson, runner, confined: runner), ClassGrader.GradingLimits())
    let found = Collector(count: submissions.count)
    let left = try await grader.begin(submissions, isShared: { _ in false }) { index, report throws(MachineFailure) in
      found.set(index, report.grades)
    }
    try await grader.finish(left.map { ($0, $0.index) }) { index, report throws(MachineFailure) in
      found.set(index, report.grades)
    }
    return zip(submissions, found.grades).map { verdicts($1, in: $0) }
  }

  @Test(
    "every solution of the book earns full points in company, every typical mistake what it earns in run",
    arguments: [1, 2, 4, 6, 8, 11])
  func book(number: Int) async throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../lessons")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let name = try #require(names.first { $0.hasPrefix(number < 10 ? "0\(number)-" : "\(number)-") })
    let lesson = try LessonReader.read(Array(Data(contentsOf: folder.appending(path: name))), path: name)
    let exercises = lesson.exercises.filter { $0.form == .swift }
    let mistakes = exercises.map(\.mistakes.count).max() ?? 0
    let submissions = (0...mistakes).map { row in
      let cells = exercises.compactMap { exercise in
        row == 0 ? exercise.solution : exercise.mistakes.dropFirst(row - 1).first
      }
      let text = cells.map { "```swift exercise \($0.name ?? "")\n\($0.source)```\n" }.joined(separator: "\n")
      return Submission(Array(text.utf8), path: "in/\(row).md", answering: lesson)
    }
    let company = try await graded(submissions, lesson, togetherIn: TemporaryCache())
    let cache = TemporaryCache()
    for (index, submission) in submissions.enumerated() {
      let run = try await Grader(ProgramRunner(in: cache)).report(on: lesson.answered(by: submission)).grades
      let expected = verdicts(run, in: submission)
      if index == 0 { for exercise in exercises { #expect(expected[exercise.name]?.status == .passed) } }
      for name in expected.keys.sorted() { #expect(company[index][name] == expected[name], "\(name), row \(index)") }
    }
  }
}

/// A cache's folder that is removed when the test is over.
/// Gets grades from whichever task finds them.
private final class Collector: @unchecked Sendable {
  private let lock = NSLock()
  private var found: [[Grade]]

  init(count: Int) { found = Array(repeating: [], count: count) }

  var grades: [[Grade]] { lock.withLock { found } }
  func set(_ index: Int, _ grades: [Grade]) { lock.withLock { found[index] = grades } }
}
