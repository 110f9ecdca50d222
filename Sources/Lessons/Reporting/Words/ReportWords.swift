import Grading
import Reading
import Support
import TextTable

extension Words {
  /// What reports say of answers: on a terminal, on pages and in feedback.
  package var report: ReportWords { ReportWords() }
}

/// What is to be seen of a wrong answer besides its numbers.
package enum AnswerRemark: Hashable, Sendable {
  case unequalRows
  case otherKind(expected: String, mine: String?)
  case otherLength(isExpectedShown: Bool)
  /// The expected shape is told only with the expected values.
  case otherShape([Int], expected: [Int]?)
}

/// The labels and sentences of reports.
package struct ReportWords: Sendable {
  // MARK: - A lesson that was run

  let printed = "printed:"
  let examplesErrors = "the examples' standard error:"
  let atThatPoint = "at that point:"
  let nothingToCompare = "There are no solutions here to compare with: answers are only shown."
  let plainWords = "in plain words: "
  let hiddenComment = "This answer is checked when it is graded."

  func everyStep(of exercise: String, in file: String) -> String {
    "every step: lesson-run run --trace --exercise \(exercise) \(file)"
  }
  func hint(of exercise: String) -> String { "a hint: lesson-run hint \(exercise)" }
  func expectedValues(of exercise: String, in file: String) -> String {
    "expected values: lesson-run run --reveal --exercise \(exercise) \(file)"
  }
  func hiddenChecks(_ right: Int, of total: Int) -> String { "hidden checks: \(right) of \(total) right" }
  func score(_ points: Double, of most: Double) -> String { "Score: \(Words().points(points, of: most))" }
  func count(_ count: Int, _ status: Grade.Status) -> String {
    "\(count) \(status.term)" + (status == .compileError && count > 1 ? "s" : "")
  }
  func more(_ count: Int, _ thing: String) -> String { "… and \(count) more \(thing)\(count == 1 ? "" : "s")" }

  func exercise(_ name: String, _ points: Double, isSolved: Bool) -> (heading: String, remark: String) {
    ("Exercise \(name) (\(Words().points(points)))", isSolved ? ", solved" : "")
  }

  /// What was looked at by 'check'.
  func size(exercises: Int, points: Double, mistakes: Int, examples: Int) -> String {
    let words = Words()
    return "\(words.counted(exercises, "exercise")), \(words.points(points)), "
      + "\(words.counted(mistakes, "typical mistake")), \(words.counted(examples, "example"))"
  }
  let sound = "ok"
  func problems(_ count: Int) -> String { Words().counted(count, "problem") }
  func remarks(_ count: Int) -> String { Words().counted(count, "remark") }

  func outputDiffers(inLine line: Int) -> String {
    "first difference in line \(line); - is in the lesson, + is printed now:"
  }
  let nothing = "(nothing)"

  // MARK: - How far a learner has come

  let all = "all"
  func seen(_ count: Int) -> String { "\(Words().counted(count, "solution")) seen" }
  func last(_ lesson: String, _ exercise: String?) -> String {
    "last worked on: \(printable(lesson))" + (exercise.map { ", \($0)" } ?? "")
  }

  // MARK: - Values

  let yours = ", yours"
  let expected = "expected"
  let value = "value"
  package let noValue = "no value; the check did not come so far"
  func shortened(_ count: Int) -> String { "(\(count) elements, shortened)" }
  func array(_ sizes: String) -> String { "(an array of \(sizes) numbers)" }
  func value(ofType type: String) -> String { "(a value of type \(inLine(type)))" }

  let noTrace = "no trace: the compiler cannot make this code report its values"
  let cutTrace = "… and more: a trace holds only so much"
  func firstAndLast(_ first: String, _ last: String) -> String { "first \(first), last \(last)" }

  // MARK: - Why an answer is not right

  let hint = "hint"
  let firstDifference = "first difference"
  let likelyCause = "likely cause"
  let lookAlike = "a character that looks like another or is not to be seen, perhaps pasted: it is shown as \\u{…}."
  let unknownCause = "not known. These values fit no typical mistake and no simple rule."
  let itsShape = "its shape"
  func instead(_ place: String, _ mine: String, of expected: String) -> String {
    "\(place): \(mine) instead of \(expected)"
  }
  func firstFailing(_ call: String?) -> String {
    "the first that fails:" + (call.map { " " + inLine($0, limit: 200) } ?? "")
  }

  package func remark(_ remark: AnswerRemark) -> String {
    switch remark {
    case .unequalRows: "the rows are not equally long"
    case .otherKind(let expected, let mine): "this should be \(expected)" + (mine.map { ", not \($0)" } ?? "")
    case .otherLength(let isShown): isShown ? "the two have different lengths" : "this has the wrong length"
    case .otherShape(let mine, nil): "\(sizes(mine)): this is the wrong shape"
    case .otherShape(let mine, let expected?): "shape \(sizes(mine)) instead of \(sizes(expected))"
    }
  }

  private func sizes(_ shape: [Int]) -> String {
    clipped(shape.count == 1 ? "\(shape[0]) values" : shape.map(String.init).joined(separator: " × "))
  }

  // MARK: - Feedback

  let noName = "no name"
  let aboutFile = "About your file:"
  let yourFile = "Your file: "
  let yourPrinted = "Your cell printed:"
  let fillIn = "Fill in what is left."
  let brackets = "Wrong values stand in brackets."
  let allRight = "Everything is right. Well done!"
  let columns = ["exercise", "status", "points"]
  func next(_ exercise: String, _ status: String) -> String { "Next: \(exercise) (\(status))" }
  func whatCounts(_ lateness: String, _ score: String) -> String {
    "\(capitalized(lateness)). What counts: \(score)."
  }
  func hiddenPassed(_ right: Int, of total: Int) -> String { "Hidden checks: \(right) of \(total) passed." }
  func moreProblems(_ count: Int) -> String { "and \(count) more problems" }
  func share(_ points: Double, of most: Double) -> String {
    "\(NumberText.text(of: points)) of \(NumberText.text(of: most))"
  }
  func capitalized(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }
}
