import Grading
import Reporting

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
  /// A hash of what was handed in: an attempt is a hand-in, however often it is graded.
  package var handIn: String?
  /// A hash of the lesson's text: results of different versions are not comparable.
  package var lessonVersion: String?
  /// Whether nothing of what was handed in could be read; missing where it could.
  package var isUnreadable: Bool?
  /// How late it came, and what that costs; missing where it was in time or nobody said when it was due.
  package var late: Lateness?
  /// Whether the platform that it comes from says that it came late.
  package var isMarkedLate: Bool?
  package var section: String?
  /// Whether there is nothing that was handed in, or no result that can be read: this one is in no file, and stands for a student of the roster.
  package var isAbsent: Bool?

  package init(
    student: String, lesson: String, title: String, submission: String, handedIn: String? = nil, fingerprint: String,
    points: Double, maxPoints: Double, problems: [String] = [], exercises: [ExerciseResult], isUnjudged: Bool? = nil
  ) {
    (self.student, self.lesson, self.title, self.submission) = (student, lesson, title, submission)
    (self.handedIn, self.fingerprint, self.points, self.maxPoints) = (handedIn, fingerprint, points, maxPoints)
    (self.problems, self.exercises, self.isUnjudged) = (problems, exercises, isUnjudged)
  }

  /// What stands in a file.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case student, lesson, title, submission, fingerprint, points, problems, exercises, late, section
    case handedIn = "handed_in"
    case maxPoints = "max_points"
    case isUnjudged = "is_unjudged"
    case handIn = "hand_in"
    case lessonVersion = "lesson_version"
    case isUnreadable = "is_unreadable"
    case isMarkedLate = "is_marked_late"
  }
}

extension SubmissionResult {
  /// What counts: what was earned without what coming late costs.
  package var finalPoints: Double { late.map { max(0, millionths(points - $0.penalty)) } ?? points }

  /// The exercises that wait for a person.
  package var awaitingReview: [String] { exercises.filter { $0.status == .awaitingReview }.map(\.name) }

  /// What is said of the hand-in as a whole, in a table's field.
  package var remarks: [String] {
    if isAbsent == true { return problems }
    let told =
      isUnreadable == true ? problems.prefix(1).map(Words().course.notReadable) + problems.dropFirst() : problems
    return told + [late?.words].compactMap(\.self)
  }

  /// What stands for a student of whom there is nothing, or nothing that can be read, beside this result.
  func absence(of student: String, section: String?, isDamaged: Bool) -> SubmissionResult {
    let exercises = exercises.map {
      ExerciseResult(
        name: $0.name, status: isDamaged ? .ungraded : .missing, points: 0, maxPoints: $0.maxPoints, feedback: "")
    }
    var result = SubmissionResult(
      student: student, lesson: lesson, title: title, submission: "", fingerprint: "", points: 0, maxPoints: maxPoints,
      problems: [isDamaged ? Words().course.damagedResult : Words().course.nothingHandedIn], exercises: exercises)
    (result.isAbsent, result.section, result.lessonVersion) = (true, section, lessonVersion)
    return result
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
  /// What of the points is for hidden checks; missing where there are none, or nothing was compared.
  package var hidden: HiddenPoints?
  /// What the student wrote into the exercise's cell; missing where the hand-in has none.
  package var answer: String?
  /// The feedback for a terminal, without a headline.
  package var feedbackText: String?
  /// Whether a blank is left in a cell that was begun; missing where not.
  package var isBegun: Bool?
  /// What a person's review is worth: grading never says that.
  package var review: ReviewState?
  /// Whether a person wants to come back to it.
  package var isFlagged: Bool?

  package struct HiddenPoints: Codable, Hashable, Sendable {
    package var points: Double
    package var maxPoints: Double
    package var right: Int
    package var total: Int

    enum CodingKeys: String, CodingKey, CaseIterable {
      case points, right, total
      case maxPoints = "max_points"
    }
  }

  /// What stands in a file: grading writes no reviews.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case name, status, points, feedback, mistake, hidden, answer
    case maxPoints = "max_points"
    case feedbackText = "feedback_text"
    case isBegun = "is_begun"
  }

  package init(
    name: String, status: Grade.Status, points: Double, maxPoints: Double, feedback: String, mistake: String? = nil
  ) {
    (self.name, self.status, self.points) = (name, status, points)
    (self.maxPoints, self.feedback, self.mistake) = (maxPoints, feedback, mistake)
  }
}

extension ExerciseResult.HiddenPoints {
  /// Points are shared out over the answers: what of them is for those of hidden checks.
  init?(of grade: Grade) {
    let hidden = grade.comparisons.filter(\.isHidden)
    guard !hidden.isEmpty else { return nil }
    let all = grade.comparisons.count
    let right = grade.comparisons.count(where: \.isEqual)
    total = hidden.count
    self.right = hidden.count(where: \.isEqual)
    maxPoints = millionths(grade.exercise.points * Double(total) / Double(all))
    points = right == 0 ? 0 : millionths(grade.points * Double(self.right) / Double(right))
  }
}
