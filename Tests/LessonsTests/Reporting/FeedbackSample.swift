import Grading
import LessonWire
import Reading

/// A submission of which every exercise went in another way, graded by hand.
enum FeedbackSample {
  private static let submission = "/srv/class/ada/02-padding.md"

  static func lesson() throws -> Lesson {
    let exercises = Grade.Status.allCases.map { status in
      """
      ```swift exercise \(status.rawValue) points=2 answer=a
      let a = ___
      ```

      ```hint \(status.rawValue)
      Read *once more* what `padded(by:)` does to <b>each</b> side.
      ```
      """
    }
    return try sampleLesson(
      "# 2. Padding: how large is `map`?\n\n" + exercises.joined(separator: "\n\n"), path: "/srv/lessons/02-padding.md")
  }

  static func report() throws -> Report {
    let lesson = try lesson()
    let grades = zip(Grade.Status.allCases, lesson.exercises).map { status, exercise in
      grade(status, exercise, in: lesson)
    }
    return Report(
      lesson: lesson, examplesProblems: [Problem("the author's example fails")], grades: grades,
      authorProblems: [Problem("the author's solution fails")])
  }

  private static func grade(_ status: Grade.Status, _ exercise: Exercise, in lesson: Lesson) -> Grade {
    var exercise = exercise
    exercise.cell.file = submission
    var grade = Grade(exercise, status)
    let place = SourceLocation(file: submission, line: 42, column: 9)
    switch status {
    case .passed:
      grade.points = 2
      grade.printed = "not worth a word\n"
      grade.comparisons = [Comparison(label: "sum", value: .number(6), expected: .number(6), verdict: .equal)]
    case .partial:
      grade.points = 1
      grade.comparisons = partlyRight
      grade.mistake = "You padded with ones: `padded(by: 1)` takes the width, not the value. Compare 2 * 3 and 2*3."
      grade.printed = "in the cell\n  0.5 | 0.25\n"
    case .wrong:
      grade.comparisons = wrong
    case .notAttempted, .missing, .awaitingReview:
      break
    case .unreadable:
      grade.problems = [
        Problem(
          "'many' cannot be read as a number", at: place, excerpt: .init(line: "many weights", column: 1))
      ]
    case .compileError:
      grade.problems = [
        Problem(
          "cannot find 'imge' in scope; did you mean 'image'?", at: place,
          excerpt: .init(line: "let a = imge.padded(by: 1)", column: 9),
          notes: [
            Problem(
              "'image' declared here", at: SourceLocation(file: lesson.path, line: 7, column: 5),
              excerpt: .init(line: "let image = Tensor(\"1 2 / 3 4\")", column: 5))
          ])
      ]
    case .crashed:
      grade.problems = [
        Problem(
          "the shapes 2 × 2 and 3 differ in left * right; both need the same", at: place,
          excerpt: .init(line: "let a = image * Tensor(\"1 2 3\")", column: 15))
      ]
      grade.comparisons = [
        Comparison(label: "before", value: .number(1), expected: .number(1), verdict: .equal),
        Comparison(label: "after", value: nil, expected: .number(2), verdict: .missing),
      ]
    case .timedOut:
      grade.problems = [Problem("still running after 5 s: look for a loop that never ends", at: place)]
    case .overLimit:
      grade.printed = String(repeating: "again and again\n", count: 9000)
      grade.problems = [
        Problem("printed more than the 4 MiB that a cell may print: look for a loop that never ends", at: place)
      ]
    case .ungraded:
      grade.values = [LabelledValue(label: "untold", value: .number(3))]
      grade.problems = [Problem("the example in line 3, on which this exercise builds, fails: mend it first")]
    }
    return grade
  }

  private static let partlyRight = [
    Comparison(label: "size of the map", value: .number(5), expected: .number(5), verdict: .equal),
    Comparison(
      label: "padded", value: .tensor(shape: [3, 3], scalars: [1, 1, 1, 1, 7, 1, 1, 1, 1]),
      expected: .tensor(shape: [3, 3], scalars: [0, 0, 0, 0, 7, 0, 0, 0, 0]),
      verdict: .differs(at: [0, 1, 2, 3, 5, 6, 7, 8])),
    Comparison(
      label: "image", value: .tensor(shape: [2, 2], scalars: [1, 2, 3, 4]),
      expected: .tensor(shape: [2, 2], scalars: [1, 2, 3, 4]), verdict: .equal),
    Comparison(
      label: "hidden label", value: .number(1234), expected: .number(5678), verdict: .differs(at: [0]), isHidden: true),
    Comparison(label: "other hidden label", value: .number(1), expected: .number(1), verdict: .equal, isHidden: true),
  ]

  private static let wrong = [
    Comparison(label: "pixels", value: .number(480), expected: .number(485), verdict: .differs(at: [0])),
    Comparison(
      label: "map", value: .tensor(shape: [2, 3], scalars: [1, 2, 3, 4, 5, 6]),
      expected: .tensor(shape: [2, 2], scalars: [1, 2, 3, 4]), verdict: .shapeDiffers),
    Comparison(label: "name", value: .number(5), expected: .string("five"), verdict: .kindDiffers),
    Comparison(label: "last", value: nil, expected: .number(9), verdict: .missing),
  ]
}
