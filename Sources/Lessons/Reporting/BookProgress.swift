import Grading
import Support
import TextTable

/// How far a learner has come in a book.
package struct BookProgress: Encodable, Sendable {
  /// A lesson's row.
  package struct Row: Encodable, Sendable {
    package var lesson: String
    package var title: String
    package var points: Double
    package var maxPoints: Double
    package var passed: Int
    package var exercises: Int
    /// The exercises whose solutions have been looked at.
    package var solutionsSeen: [String]

    package init(
      lesson: String, title: String, points: Double, maxPoints: Double, passed: Int, exercises: Int,
      solutionsSeen: [String]
    ) {
      (self.lesson, self.title, self.points, self.maxPoints) = (lesson, title, points, maxPoints)
      (self.passed, self.exercises, self.solutionsSeen) = (passed, exercises, solutionsSeen)
    }
  }

  /// Where the learner was last.
  package struct Place: Encodable, Sendable {
    package var lesson: String
    package var exercise: String?

    package init(lesson: String, exercise: String?) { (self.lesson, self.exercise) = (lesson, exercise) }
  }

  package let points: Double
  package let maxPoints: Double
  package let last: Place?
  package let lessons: [Row]

  package init(_ lessons: [Row], last: Place?) {
    (self.lessons, self.last) = (lessons, last)
    points = lessons.reduce(0) { $0 + $1.points }
    maxPoints = lessons.reduce(0) { $0 + $1.maxPoints }
  }

  /// As JSON.
  package func json() throws -> String { try jsonText(of: self, over: .severalLines) }

  /// A bar for each lesson, the sum, and where to go on.
  package func text(style: Style) -> String {
    let width = lessons.map { visibleWidth(printable($0.lesson)) }.max() ?? 0
    let scores = lessons.map { score($0.points, of: $0.maxPoints) } + [score(points, of: maxPoints)]
    let column = scores.map(\.count).max() ?? 0
    func line(_ name: String, _ score: String, _ share: Double, _ seen: Int) -> String {
      let gap = String(repeating: " ", count: max(0, width - visibleWidth(name)) + 2 + column - score.count)
      let note = seen == 0 ? "" : "  \(Words().report.seen(seen))"
      return "  \(name)\(gap)\(score)  \(bar(share, style))\(style.dress(note, as: .faint))"
    }
    let rows = zip(lessons, scores).map { row, score in
      line(printable(row.lesson), score, row.maxPoints > 0 ? row.points / row.maxPoints : 1, row.solutionsSeen.count)
    }
    let sum = line(Words().report.all, scores.last ?? "", maxPoints > 0 ? points / maxPoints : 1, 0)
    let place = last.map { Words().report.last($0.lesson, $0.exercise) }
    return (rows + [sum] + (place.map { ["", $0] } ?? [])).joined(separator: "\n") + "\n"
  }

  private func score(_ points: Double, of maximum: Double) -> String {
    "\(NumberText.text(of: points))/\(NumberText.text(of: maximum))"
  }

  private func bar(_ share: Double, _ style: Style) -> String {
    let width = 20
    // Whatever is begun is seen, and only what is complete is full.
    let filled = share >= 1 ? width : share > 0 ? max(1, min(width - 1, Int(share * Double(width)))) : 0
    return style.dress(String(repeating: "█", count: filled), as: .good)
      + style.dress(String(repeating: "░", count: width - filled), as: .faint)
  }
}
