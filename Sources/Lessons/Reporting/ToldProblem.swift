import Grading
import Reading
import Support
import TextTable

/// A problem in words.
package struct ToldProblem: Sendable {
  package var location: SourceLocation?
  package var message: String
  package var excerpt: Problem.Excerpt?
  /// The same for a beginner: what it means, and what to do.
  package var plainWords: String?
  package var notes: [ToldProblem]

  package init(_ problem: Problem, in words: Words = Words()) {
    (location, excerpt) = (problem.location, problem.excerpt)
    message = words.problem(problem.kind)
    plainWords = problem.explanation.map(words.explanation)
    notes = problem.notes.map { ToldProblem($0, in: words) }
  }

  /// The line that it is in, and one with a caret below its place; empty where there is none to be shown.
  package var pointed: [String] {
    excerpt.map { ProblemText(style: Style()).pointing(at: $0.column, in: $0.line) } ?? []
  }

  /// The problem in lines of a bearable length, with at most three of its notes. Of a file only the name is told: the folders above it are
  /// the teacher's; a place in another file than the student's is said to be the lesson's.
  func shortened(for cell: Cell) -> ToldProblem {
    var copy = self
    copy.location = location.map { location in
      let name = clipped(String(location.file.split(separator: "/").last ?? ""), to: 100)
      let isOther = cell.file.map { $0 != location.file } ?? false
      return SourceLocation(file: isOther ? "(lesson) " + name : name, line: location.line, column: location.column)
    }
    let prefix = copy.location.map { "\($0): error: " } ?? "error: "
    copy.message = message.inShortLines(firstAfter: prefix.count)
    copy.notes = notes.prefix(3).map { $0.shortened(for: cell) }
    return copy
  }
}

extension String {
  /// At most ten lines of some 76 columns. Short lines stay as they are, with their blanks.
  fileprivate func inShortLines(firstAfter indent: Int) -> String {
    let width = 74
    let lines = clipped(self, to: 4000).split(separator: "\n", maxSplits: 10, omittingEmptySubsequences: false)
    let short = lines.prefix(10).enumerated().flatMap { index, line in
      let room = index == 0 ? max(width / 2, width - indent) : width
      let text = clipped(String(line))
      return visibleWidth(text) <= room ? [text] : wrapped(text, width: room)
    }
    return (short + (lines.count > 10 ? ["…"] : [])).joined(separator: "\n")
  }
}
