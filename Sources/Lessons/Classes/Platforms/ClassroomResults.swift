import FoundationEssentials
import Reporting
import Running

/// The result of one hand-in as GitHub Classroom's reporter reads it from the variable `…_RESULTS` of a workflow: JSON, in base64.
///
/// After `autograding-grading-reporter`, 2025-09.
package struct ClassroomResults {
  /// What the file is called in the results folder.
  package static let fileName = "classroom.txt"

  private let folder: ResultsFolder

  package init(of folder: ResultsFolder) {
    self.folder = folder
  }

  /// Writes the one line that the variable takes.
  /// - Returns: What was found in the folder.
  /// - Throws: `ExportRefusal` if there is more than one result: each belongs to a workflow of its own. `MachineFailure` if nothing can
  ///   be written.
  package func write(to path: String) throws -> ResultsSurvey {
    var reading = try folder.reading()
    guard let result = reading.next(), reading.next() == nil else {
      throw ExportRefusal.severalStudents
    }
    var draft = try DraftFile(for: path)
    try draft.write(try Self.content(result).base64EncodedString() + "\n")
    try draft.finish()
    return reading.survey
  }

  private static func content(_ result: SubmissionResult) throws(MachineFailure) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do { return try encoder.encode(ClassroomRecord(result)) } catch {
      throw .file(.unencodable(.classroom(student: result.student), reason: "\(error)"))
    }
  }
}

private struct ClassroomRecord: Encodable {
  let version = 1
  var status: String
  var maxScore: Double
  var tests: [Test]

  struct Test: Encodable {
    var name: String
    var status: String
    var score: Double
    var message: String
    let testCode = ""
    let filename = ""
    let lineNo = 0
  }

  init(_ result: SubmissionResult) {
    let isFull = result.finalPoints == result.maxPoints
    status = result.isUnjudged == true || result.isUnreadable == true ? "error" : isFull ? "pass" : "fail"
    maxScore = result.maxPoints
    tests = result.exercises.map { exercise in
      let isRight = exercise.points == exercise.maxPoints
      return Test(
        name: exercise.name, status: isRight ? "pass" : "fail", score: exercise.points,
        message: isRight ? "" : exercise.feedback)
    }
    // The reporter adds up what the tests give, and knows no other points.
    if let late = result.late, result.finalPoints != result.points {
      tests.append(
        Test(
          name: "late", status: "fail", score: millionths(result.finalPoints - result.points), message: late.words))
    }
  }
}
