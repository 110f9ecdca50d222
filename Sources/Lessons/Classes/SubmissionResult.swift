import Grading

/// What grading one submission found: the content of `DIR/STUDENT.json`.
///
/// It holds nothing that depends on when, where or beside whom the submission was graded, so that grading it again gives the same
/// bytes.
package struct SubmissionResult: Codable, Hashable, Sendable {
  package var student: String
  /// The lesson's file name, such as `02-padding.md`.
  package var lesson: String
  /// The lesson's first heading.
  package var title: String
  /// The submission's path as it was given.
  package var submission: String
  /// When the submission was last changed, as ISO 8601 in UTC; `nil` where the file system does not tell.
  package var handedIn: String?
  /// A hash of everything the result depends on: the submission, the lesson, the limits, the tools.
  package var fingerprint: String
  package var points: Double
  package var maxPoints: Double
  /// What is wrong with the file as a whole, such as that it cannot be read.
  package var problems: [String]
  /// One for each exercise of the lesson, in the lesson's order.
  package var exercises: [ExerciseResult]
  /// Whether `lesson-run` itself broke off whenever it judged this; missing where it did not.
  package var isUnjudged: Bool?

  package init(
    student: String, lesson: String, title: String, submission: String, handedIn: String? = nil, fingerprint: String,
    points: Double, maxPoints: Double, problems: [String] = [], exercises: [ExerciseResult], isUnjudged: Bool? = nil
  ) {
    (self.student, self.lesson, self.title, self.submission) = (student, lesson, title, submission)
    (self.handedIn, self.fingerprint, self.points, self.maxPoints) = (handedIn, fingerprint, points, maxPoints)
    (self.problems, self.exercises, self.isUnjudged) = (problems, exercises, isUnjudged)
  }
}

/// How one exercise of a submission went.
package struct ExerciseResult: Codable, Hashable, Sendable {
  package var name: String
  package var status: Grade.Status
  package var points: Double
  package var maxPoints: Double
  /// What the student is told, in Markdown.
  package var feedback: String
  /// The advice of the typical mistake that was recognised.
  package var mistake: String?

  package init(
    name: String, status: Grade.Status, points: Double, maxPoints: Double, feedback: String, mistake: String? = nil
  ) {
    (self.name, self.status, self.points) = (name, status, points)
    (self.maxPoints, self.feedback, self.mistake) = (maxPoints, feedback, mistake)
  }
}
