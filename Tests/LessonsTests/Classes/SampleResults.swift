import Classes
import Foundation
import Grading

/// A result with an exercise for each of these statuses, of two points each.
func sampleResult(
  _ student: String, _ exercises: [(String, Grade.Status, Double)] = [("fits", .passed, 2), ("same-size", .wrong, 0)],
  fingerprint: String = "f1"
) -> SubmissionResult {
  SubmissionResult(
    student: student, lesson: "02-padding.md", title: "2. Padding", submission: "in/\(student).md",
    handedIn: "2026-11-20T14:03:00Z", fingerprint: fingerprint, points: exercises.reduce(0) { $0 + $1.2 },
    maxPoints: 2 * Double(exercises.count),
    exercises: exercises.map { name, status, points in
      ExerciseResult(name: name, status: status, points: points, maxPoints: 2, feedback: "about \(name)")
    })
}

/// Calls a test with an empty results folder.
func withResultsFolder(_ body: (ResultsFolder) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "lesson-run-results-\(UUID())")
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(ResultsFolder(folder.path))
}

extension ResultsFolder {
  /// The students whose results are read, and what is skipped.
  func contents() throws -> (students: [String], survey: ResultsSurvey) {
    var reading = try reading()
    var students: [String] = []
    while let result = reading.next() { students.append(result.student) }
    return (students, reading.survey)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: file(named: name))), as: UTF8.self)
  }
}
