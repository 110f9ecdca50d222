import FoundationEssentials
import Glibc
import Reporting
import Running
import Support

/// The results as Gradescope's autograders hand them over: `NAME/results.json` for each student, so that a student's folder can take the
/// place of the autograder's `results`.
package struct GradescopeResults {
  /// What the folder is called in the results folder.
  package static let folderName = "gradescope"

  private let folder: ResultsFolder
  private let roster: Roster?

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - roster: Who is to be in it, handed in or not.
  package init(of folder: ResultsFolder, roster: Roster? = nil) {
    (self.folder, self.roster) = (folder, roster)
  }

  /// Writes all students' files.
  ///
  /// They come into their places only when all are written. Files of students who have no result are left alone.
  /// - Parameter path: A folder, made if it is missing.
  /// - Returns: What was found in the results folder.
  /// - Throws: If a folder or file cannot be made.
  /// - Complexity: O(*n*) for *n* results.
  package func write(to path: String) throws(MachineFailure) -> ResultsSurvey {
    try ResultsFolder.makeFolder(path)
    let drafts = "\(path)/\(DraftFile.prefix)\(UUID())"
    guard mkdir(drafts, 0o777) == 0 else { throw DraftFile.failure(path, errno) }
    defer { try? FileManager.default.removeItem(atPath: drafts) }
    var reading = try folder.reading(completing: roster)
    while let result = reading.next() {
      var draft = try DraftFile(for: "\(drafts)/\(ResultName(of: result.student)).json")
      try draft.write(try Self.content(result))
      try draft.finish()
    }
    // The drafts are the list of names: results may have changed meanwhile.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: drafts)) ?? [] {
      try Self.move("\(drafts)/\(name)", toFolder: "\(path)/\(name.dropLast(".json".count))")
    }
    return reading.survey
  }

  private static func move(_ draft: String, toFolder folder: String) throws(MachineFailure) {
    try ResultsFolder.makeFolder(folder)
    guard rename(draft, "\(folder)/results.json") == 0 else { throw DraftFile.failure(folder, errno) }
  }

  private static func content(_ result: SubmissionResult) throws(MachineFailure) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do { return try encoder.encode(GradescopeRecord(result)) + [0x0A] } catch {
      throw .file(.unencodable(.gradescope(student: result.student), reason: "\(error)"))
    }
  }
}

/// The keys and values that Gradescope documents for `results.json`.
private struct GradescopeRecord: Encodable {
  var score: Double
  var output: String?
  let outputFormat = "text"
  let visibility = "visible"
  var tests: [Test]

  struct Test: Encodable {
    var name: String
    let nameFormat = "text"
    var number: String
    var score: Double
    var maxScore: Double
    /// Missing where nothing was compared.
    var status: String?
    var output: String?
    let outputFormat = "md"
    var visibility = "visible"
  }

  init(_ result: SubmissionResult) {
    score = result.finalPoints
    output = result.remarks.isEmpty ? nil : result.remarks.joined(separator: "\n")
    tests = result.exercises.enumerated().flatMap { index, exercise in
      var test = Test(
        name: exercise.name, number: "\(index + 1)", score: exercise.points, maxScore: exercise.maxPoints,
        status: [.ungraded, .awaitingReview].contains(exercise.status)
          ? nil : exercise.status == .passed ? "passed" : "failed",
        output: exercise.feedback.isEmpty ? exercise.status.shown.label : exercise.feedback)
      // A person has given points for all of it together.
      guard let hidden = exercise.hidden, exercise.review != .done else { return [test] }
      // What hidden checks found is told when the grades are.
      test.score = max(0, exercise.points - hidden.points)
      test.maxScore = max(0, exercise.maxPoints - hidden.maxPoints)
      test.status = test.score >= test.maxScore ? "passed" : "failed"
      let second = Test(
        name: Words().course.hiddenChecks(of: exercise.name), number: "\(index + 1).1", score: hidden.points,
        maxScore: hidden.maxPoints, status: hidden.right == hidden.total ? "passed" : "failed",
        output: "\(hidden.right) of \(hidden.total) passed", visibility: "after_published")
      return [test, second]
    }
  }
}
