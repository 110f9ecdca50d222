import Grading
import Reading
import Support

/// How a status is shown: the one table of its words and signs.
package struct StatusWords: Sendable {
  /// In a table for teachers.
  package let label: String
  /// For the student whose answer it is.
  package let words: String
  /// What the status means and what to do first, in Markdown that only backticks make differ from plain text; `NAME` stands for the
  /// exercise's name.
  fileprivate let explanation: String
  package let sign: String
  /// One character, which tells it from every other status without a colour.
  package let letter: String
  package let role: Style.Role
}

extension Grade.Status {
  /// In a report of a run.
  package var term: String { rawValue.replacing("-", with: " ") }

  package var shown: StatusWords {
    switch self {
    case .passed:
      StatusWords(label: "passed", words: "passed", explanation: "Passed.", sign: "✓", letter: "✓", role: .good)
    case .partial:
      StatusWords(
        label: "partly right", words: "partly right", explanation: "What bears a ✗ is not right yet.", sign: "◐",
        letter: "½", role: .attention)
    case .wrong:
      StatusWords(
        label: "wrong", words: "not right yet", explanation: "Compare these answers with what the exercise asks for.",
        sign: "✗", letter: "✗", role: .bad)
    case .notAttempted:
      StatusWords(
        label: "not attempted", words: "not attempted",
        explanation: "Not attempted: a blank, `___`, is left in the cell. Put your answer in its place.", sign: "○",
        letter: "–", role: .faint)
    case .missing:
      StatusWords(
        label: "missing", words: "missing",
        explanation:
          "Your file has no block that begins with `swift exercise NAME`. Copy the exercise from the lesson as it stands there, and "
          + "answer it.", sign: "○", letter: "∅", role: .faint)
    case .compileError:
      StatusWords(
        label: "did not compile", words: "did not compile",
        explanation: "The compiler does not accept this cell. Mend the first error; others may follow from it.",
        sign: "✗", letter: "C", role: .bad)
    case .unreadable:
      StatusWords(
        label: "not readable", words: "not understood",
        explanation: "This is no answer of the form that the exercise asks for. What is wrong with it stands below.",
        sign: "✗", letter: "U", role: .bad)
    case .crashed:
      StatusWords(
        label: "crashed", words: "crashed", explanation: "The program stopped before it was through.", sign: "✗",
        letter: "!", role: .bad)
    case .timedOut:
      StatusWords(
        label: "timed out", words: "ran too long",
        explanation: "The program did not come to an end and was stopped.", sign: "✗", letter: "T", role: .bad)
    case .overLimit:
      StatusWords(
        label: "over a limit", words: "used too much",
        explanation: "The program needed more than it may use and was stopped.", sign: "✗", letter: "L", role: .bad)
    case .ungraded:
      StatusWords(
        label: "not graded", words: "not graded",
        explanation: "This could not be graded, which is no fault of yours. Ask your teacher.", sign: "○",
        letter: "?", role: .faint)
    case .awaitingReview:
      StatusWords(
        label: "awaiting review", words: "awaiting review",
        explanation: "This answer is read by a person. There is nothing for you to do.", sign: "○", letter: "R",
        role: .attention)
    }
  }

}

extension Words {
  /// What to do with an exercise that has not been begun.
  package func todo(_ form: Cell.Form, blanks count: Int, below line: Int, of path: String) -> String {
    let place = "below line \(line) of \(printable(path)), and save."
    switch form {
    case .choice: return "Tick what is right, [x], \(place)"
    case .text: return "Write your answer \(place)"
    case .order: return "Put the lines in order \(place)"
    case .swift, .number, .plain: break
    }
    return
      "Replace the \(count > 1 ? "\(count) blanks" : "blank") ___ below line \(line) of \(printable(path)), and save."
  }

  /// Such as `1 of 3 blanks left: line 55`.
  package func blanksLeft(_ blanks: BlanksLeft) -> String {
    let lines = blanks.lines.prefix(6).map(String.init) + (blanks.lines.count > 6 ? ["…"] : [])
    let places = "line\(blanks.lines.count == 1 ? "" : "s") \(lines.joined(separator: ", "))"
    return "\(blanks.lines.count) of \(blanks.total) blanks left: \(places)"
  }
}

extension Grade.Status {
  /// What the status means and what to do first, for a cell of code.
  var explanation: String { shown.explanation }

  /// What the status means and what to do first, for an exercise of this name.
  func explanation(of exercise: Exercise) -> String {
    if self == .notAttempted, exercise.form != .swift { return Words().notAttempted(exercise.form) }
    return shown.explanation.replacing("swift exercise NAME", with: "\(exercise.form.header) \(exercise.name)")
  }
}
