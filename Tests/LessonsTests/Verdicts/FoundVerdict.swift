import Foundation
import Grading
import Running

/// What is found of one answer.
struct FoundVerdict: Hashable, CustomStringConvertible {
  var status: Grade.Status
  var points: Double
  var answers: [String]
  var printed: String
  var problems: [String]

  init(_ grade: Grade) {
    status = grade.status
    points = grade.points
    answers = grade.comparisons.map { "\($0.label): \($0.value.map { "\($0)" } ?? "none")" }
    printed = grade.printed
    problems = grade.problems.map { "\($0.location.map { "\($0.line):\($0.column)" } ?? "") \($0.message)" }
  }

  var description: String { "\(status) \(points) \(answers) \(printed) \(problems)" }
}

final class TemporaryCache: Sendable {
  let url = FileManager.default.temporaryDirectory.appending(path: "verdicts-\(UUID())")
  deinit { try? FileManager.default.removeItem(at: url) }
}

extension ProgramRunner {
  /// A runner with a cache of its own.
  init(in cache: TemporaryCache) throws {
    try self.init(
      environment: [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "LESSON_RUN_CACHE": cache.url.path,
      ], executable: builtPrograms.appending(path: "lesson-run").path)
  }
}
