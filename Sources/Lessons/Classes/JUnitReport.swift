import Support
import Grading
import Reporting
import Running

/// The results as JUnit's XML, which build servers show: a test suite for each student, a test case for each exercise.
///
/// A wrong or partly right answer is a failure; one that did not compile, crashed or went over a limit is an error; one that is not
/// there is skipped. Readers tell test cases by class and name, so the student is the class.
package struct JUnitReport {
  /// What the file is called in the results folder.
  package static let fileName = "junit.xml"

  private let folder: ResultsFolder
  private let roster: Roster?

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - roster: Who is to be in it, handed in or not.
  package init(of folder: ResultsFolder, roster: Roster? = nil) {
    (self.folder, self.roster) = (folder, roster)
  }

  /// Writes the report.
  /// - Returns: What was found in the folder.
  /// - Complexity: O(*n*) for *n* results.
  package func write(to path: String) throws(MachineFailure) -> ResultsSurvey {
    var reading = try folder.reading(completing: roster)
    var draft = try DraftFile(for: path)
    try draft.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lesson-run\">\n")
    while let result = reading.next() { try draft.write(Self.suite(result)) }
    try draft.write("</testsuites>\n")
    try draft.finish()
    return reading.survey
  }

  private static func suite(_ result: SubmissionResult) -> String {
    let outcomes = result.exercises.map { Outcome($0.status) }
    let count = { (outcome: Outcome) in outcomes.count { $0 == outcome } }
    let student = attribute(result.student)
    var timestamp = ""
    if let handedIn = result.handedIn { timestamp = " timestamp=\"\(attribute(handedIn))\"" }
    let cases = result.exercises.map { testCase($0, student: student) }.joined()
    let problems =
      result.remarks.isEmpty
      ? "" : "    <system-err>\(XMLText.escaped(result.remarks.joined(separator: "\n")))</system-err>\n"
    return """
        <testsuite name="\(student)" package="\(attribute(result.lesson))"\(timestamp) tests="\(outcomes.count)" \
      failures="\(count(.failure))" errors="\(count(.error))" skipped="\(count(.skipped))">
      \(cases)\(problems)  </testsuite>

      """
  }

  private static func testCase(_ exercise: ExerciseResult, student: String) -> String {
    let opening = "    <testcase classname=\"\(student)\" name=\"\(attribute(exercise.name))\""
    let points =
      "\(plainNumber(exercise.points)) of \(plainNumber(exercise.maxPoints)) point\(exercise.maxPoints == 1 ? "" : "s")"
    let message = "message=\"\(attribute("\(exercise.status.shown.label), \(points)"))\""
    let type = "type=\"\(exercise.status.rawValue)\""
    let feedback = XMLText.escaped(exercise.feedback)
    switch Outcome(exercise.status) {
    case .success: return "\(opening)/>\n"
    case .skipped: return "\(opening)><skipped \(message)/></testcase>\n"
    case .failure: return "\(opening)><failure \(message) \(type)>\(feedback)</failure></testcase>\n"
    case .error: return "\(opening)><error \(message) \(type)>\(feedback)</error></testcase>\n"
    }
  }

  private static func attribute(_ text: String) -> String { XMLText.escaped(text, inAttribute: true) }

  /// What JUnit calls it.
  private enum Outcome {
    case success, failure, error, skipped

    init(_ status: Grade.Status) {
      switch status {
      case .passed: self = .success
      case .partial, .wrong: self = .failure
      case .compileError, .unreadable, .crashed, .timedOut, .overLimit: self = .error
      case .notAttempted, .missing, .ungraded, .awaitingReview: self = .skipped
      }
    }
  }
}
