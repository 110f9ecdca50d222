import Grading
import Support

/// What a student is told of a hand-in, part by part: made of a report, or of a result that was kept and what a person found of it.
///
/// Whatever the student may have had a hand in can neither break out of its place nor command a terminal.
package struct FeedbackSheet: Hashable, Sendable {
  /// What is said of one exercise.
  package struct Entry: Hashable, Sendable {
    package var name: String
    package var status: Grade.Status
    package var points: Double
    package var maxPoints: Double
    /// Markdown without a heading.
    package var markdown: String
    /// The same for a terminal, line by line.
    package var text: [String]
    /// Whether a blank is left in a cell that was begun.
    package var isBegun: Bool
    /// What a person found.
    package var review: ReviewNote?

    package init(
      name: String, status: Grade.Status, points: Double, maxPoints: Double, markdown: String, text: [String],
      isBegun: Bool, review: ReviewNote? = nil
    ) {
      (self.name, self.status, self.points, self.maxPoints) = (name, status, points, maxPoints)
      (self.markdown, self.text, self.isBegun, self.review) = (markdown, text, isBegun, review)
    }

    fileprivate var needsSection: Bool { status.needsSection || isBegun || review != nil }
    fileprivate var statusWords: String { status.shown.words }
  }

  package var title: String
  package var student: String
  package var points: Double
  package var maxPoints: Double
  /// What is wrong with the file as a whole.
  package var problems: [String]
  /// How late it came and what that costs, and the points that are left.
  package var lateness: Lateness?
  package var entries: [Entry]

  package struct Lateness: Hashable, Sendable {
    package var words: String
    package var points: Double

    package init(words: String, points: Double) { (self.words, self.points) = (words, points) }
  }

  package init(
    title: String, student: String, points: Double, maxPoints: Double, problems: [String], lateness: Lateness?,
    entries: [Entry]
  ) {
    self.student = student.trimmed.isEmpty ? Words().report.noName : student.trimmed
    (self.title, self.points, self.maxPoints) = (title, points, maxPoints)
    (self.problems, self.lateness, self.entries) = (problems, lateness, entries)
  }

  // MARK: - Markdown

  /// The whole feedback, CommonMark with one table of pipes.
  package var markdown: String {
    var blocks = [
      ["# " + MarkdownText.prose(title)],
      ["\(MarkdownText.words(student, limit: 100)): **\(score(points, of: maxPoints))**"],
    ]
    blocks += latenessWords.map { [MarkdownText.words($0)] }
    if !problems.isEmpty {
      blocks += [[words.aboutFile], told(problems).map { "- " + MarkdownText.words($0) }]
    }
    if let next { blocks.append([next.exercise.map { words.next("**\($0)**", next.words) + "." } ?? next.words]) }
    if !entries.isEmpty { blocks.append(table) }
    blocks += legend.map { [$0] }
    for entry in entries where entry.needsSection {
      blocks.append(["## \(entry.status.shown.sign) \(entry.name): \(entry.statusWords)"])
      blocks += (entry.review?.markdown(of: entry.maxPoints) ?? [])
      if !entry.markdown.isEmpty { blocks.append([entry.markdown]) }
    }
    return blocks.joined(separator: [""]).joined(separator: "\n") + "\n"
  }

  /// What is said but once, however many exercises it goes for.
  private var legend: [String] {
    var told: Set<String> = []
    return entries.filter { $0.status == .notAttempted }
      .map { $0.isBegun || $0.markdown.isEmpty ? Grade.Status.notAttempted.explanation : $0.markdown }
      .filter { told.insert($0).inserted }
  }

  private var table: [String] {
    let rows = entries.map { entry in
      "| \(entry.name) | \(entry.status.shown.sign) \(entry.statusWords) | "
        + "\(words.share(entry.points, of: entry.maxPoints)) |"
    }
    return ["| \(words.columns.joined(separator: " | ")) |", "|:--|:--|--:|"] + rows
  }

  // MARK: - Plain text

  /// The whole feedback as `lesson-run` prints results, without colours.
  package var text: String {
    var blocks = [
      [printable(title), "\(inLine(student, limit: 100)): \(score(points, of: maxPoints))"]
    ]
    blocks += latenessWords.map { wrapped(inLine($0), width: 80) }
    blocks += told(problems).map { wrapped(words.yourFile + inLine($0), width: 80) }
    if let next { blocks.append([next.exercise.map { words.next($0, next.words) } ?? next.words]) }
    let grades = GradeText(style: Style(), expected: .omitted)
    blocks += entries.map { entry in
      let headline = grades.headline(entry.name, entry.status, entry.statusWords, entry.points, of: entry.maxPoints)
      let body = (entry.review?.text(of: entry.maxPoints) ?? []) + entry.text
      return [headline] + body.map { $0.isEmpty ? "" : "    " + $0 }
    }
    return blocks.joined(separator: [""]).joined(separator: "\n") + "\n"
  }

  // MARK: - Both

  /// What coming late costs.
  private var latenessWords: [String] {
    lateness.map { [words.whatCounts($0.words, score($0.points, of: maxPoints))] } ?? []
  }

  private var words: ReportWords { Words().report }

  private func score(_ points: Double, of maximum: Double) -> String { Words().points(points, of: maximum) }

  /// What to look at next: the first exercise that fails, or else the first one without an answer.
  private var next: (exercise: String?, words: String)? {
    let open = entries.first { $0.status.isFailure } ?? entries.first { $0.status.isUnanswered }
    if let open { return (open.name, open.statusWords) }
    let isDone = !entries.isEmpty && entries.allSatisfy { $0.status == .passed }
    return isDone ? (nil, words.allRight) : nil
  }

  private func told(_ problems: [String]) -> [String] {
    let rest = problems.count - 10
    return problems.prefix(10) + (rest > 0 ? [words.moreProblems(rest)] : [])
  }
}
