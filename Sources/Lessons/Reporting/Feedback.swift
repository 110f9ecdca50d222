import Grading
import Reading
import Support
import TextTable

/// What a student is told of a graded submission, as Markdown and as plain text.
///
/// Whatever the student may have had a hand in (the name, what a program printed, labels, texts, types, crash messages, the file's name)
/// can neither break out of its place nor command a terminal, and floods are shortened. What is the author's to mend stays out: the
/// report's examples and its author's problems. Hidden checks are counted, and `ProblemFinder` has kept them out of the problems.
package struct Feedback {
  private let student: String
  private let report: Report
  private let problems: [String]
  private let grades: GradeText
  private let places: ProblemText
  private let words = Words().report
  private let lateness: (words: String, points: Double)?

  /// - Parameters:
  ///   - student: The student's name; it may hold anything.
  ///   - report: The author's lesson, with the student's cells in its exercises.
  ///   - problems: What is wrong with the file as a whole, such as "the block that starts in line 12 is never closed".
  ///   - revealsExpected: Whether expected values stand beside wrong ones.
  ///   - lateness: How late it came and what that costs, and the points that are left; `nil` if it was in time.
  package init(
    student: String, report: Report, problems: [String] = [], revealsExpected: Bool = false,
    lateness: (words: String, points: Double)? = nil
  ) {
    self.student = student
    (self.report, self.problems, self.lateness) = (report, problems, lateness)
    let style = Style()
    grades = GradeText(style: style, expected: revealsExpected ? .shown : .omitted, hasSigns: true)
    places = ProblemText(style: style)
  }

  /// The feedback, part by part.
  package var sheet: FeedbackSheet {
    FeedbackSheet(
      title: report.lesson.title, student: student, points: report.points, maxPoints: report.maximumPoints,
      problems: problems, lateness: lateness.map { FeedbackSheet.Lateness(words: $0.words, points: $0.points) },
      entries: report.grades.map(entry))
  }

  /// The whole feedback, CommonMark with one table of pipes.
  package var markdown: String { sheet.markdown }

  /// The whole feedback as `lesson-run` prints results, without colours.
  package var text: String { sheet.text }

  /// What there is to say about one exercise.
  package func entry(of grade: Grade) -> FeedbackSheet.Entry {
    FeedbackSheet.Entry(
      name: grade.exercise.name, status: grade.status, points: grade.points, maxPoints: grade.exercise.points,
      markdown: blocks(of: grade).joined(separator: [""]).joined(separator: "\n"),
      text: body(of: grade),
      isBegun: grade.blanksLeft != nil)
  }

  /// The same in Markdown, without a heading; its name, status and points stand elsewhere.
  package func markdown(of grade: Grade) -> String { entry(of: grade).markdown + "\n" }

  // MARK: - Markdown

  private func blocks(of grade: Grade) -> [[String]] {
    var blocks = [[explanation(of: grade)]]
    guard grade.status.isFailure else { return blocks }
    for lines in [problemLines(grade), answers(grade)] where !lines.isEmpty {
      blocks.append(MarkdownText.fenced(lines))
    }
    if let hidden = hiddenChecks(grade) { blocks.append([hidden]) }
    if let first = grades.differences.firstDifference(grade) {
      blocks.append(MarkdownText.quoted(words.capitalized(words.firstDifference), MarkdownText.words(first)))
    }
    blocks += grades.differences.explanations(grade).map {
      MarkdownText.quoted(words.capitalized(words.likelyCause), MarkdownText.prose($0))
    }
    if let mistake = grade.mistake {
      blocks.append(MarkdownText.quoted(Words().adviceTitle(grade.exercise), MarkdownText.prose(mistake)))
    }
    blocks += grade.exercise.hints.map { MarkdownText.quoted(words.capitalized(words.hint), $0.markdown) }
    let printed = grades.printedLines(grade)
    if !printed.isEmpty { blocks += [[words.yourPrinted], MarkdownText.fenced(printed)] }
    return blocks
  }

  // MARK: - Plain text

  private func body(of grade: Grade) -> [String] {
    if grade.status == .passed { return [] }
    let explanation = wrapped(explanation(of: grade).replacing("`", with: ""), width: 76)
    guard grade.status.isFailure else { return explanation }
    let printed = grades.printedLines(grade)
    return explanation + problemLines(grade) + answers(grade) + (hiddenChecks(grade).map { [$0] } ?? [])
      + grades.advice(grade) + (printed.isEmpty ? [] : [words.yourPrinted] + printed.map { "  " + $0 })
  }

  // MARK: - Both

  private func explanation(of grade: Grade) -> String {
    if let blanks = grade.blanksLeft { return Words().blanksLeft(blanks) + ". " + words.fillIn }
    let explanation = grade.status.explanation(of: grade.exercise)
    return grade.hasMarks ? explanation + " " + words.brackets : explanation
  }

  private func answers(_ grade: Grade) -> [String] {
    Style().shortened(grades.answers(grade), limit: 200)
  }

  private func hiddenChecks(_ grade: Grade) -> String? {
    grades.hiddenChecks(grade).map { words.hiddenPassed($0.right, of: $0.total) }
  }

  private func problemLines(_ grade: Grade) -> [String] {
    let shown = grade.problems.prefix(Self.problemLimit)
    let rest = grade.problems.count - shown.count
    return shown.flatMap { places.lines(for: ToldProblem($0).shortened(for: grade.exercise.cell)) }
      + (rest > 0 ? [words.more(rest, "error")] : [])
  }

  /// How many problems are told: the later ones mostly follow from the first.
  private static let problemLimit = 5
}
