import Grading
import Support
import TextTable

/// How an exercise's grade differs from the one of the run before.
package enum GradeChange: Hashable, Sendable {
  case status(Grade.Status, before: Grade.Status, DifferingCells?)
  case cells(DifferingCells, before: DifferingCells)
  case points(Double, before: Double)
  case otherError
  case otherValues(DifferingCells?)
  /// An edit has changed nothing.
  case stillPassed, sameValues, sameError
}

/// How many elements of an answer's tables differ from the expected ones.
package struct DifferingCells: Hashable, Sendable {
  package var differing = 0
  package var total = 0

  package init() {}
}

extension Words {
  /// What stands on a screen on which a lesson is watched.
  package var watch: WatchWords { WatchWords() }

  /// In the words of the report: "wrong → passed", "3 of 9 cells differ, before 5".
  package func change(_ change: GradeChange) -> String {
    switch change {
    case .status(let after, let before, let cells):
      "\(before.term) → \(after.term)\(cells.map { ": " + differing($0) } ?? "")"
    case .cells(let cells, let before):
      differing(cells) + ", before "
        + (before.total == cells.total ? "\(before.differing)" : "\(before.differing) of \(before.total)")
    case .points(let points, let before): "\(self.points(points)), before \(NumberText.text(of: before))"
    case .otherError: "another error than before"
    case .otherValues(let cells):
      cells.map { "\(differing($0)), as before, but other values" } ?? "other values than before"
    case .stillPassed: "still passed"
    case .sameValues: "the same values"
    case .sameError: "the same error"
    }
  }

  private func differing(_ cells: DifferingCells) -> String {
    "\(cells.differing) of \(cells.total) cells differ\(cells.differing == 1 ? "s" : "")"
  }
}

/// The labels and sentences on that screen.
package struct WatchWords: Sendable {
  package let earlier = "Below are the results of an earlier save."
  package let nothingToShow = "This lesson has no exercises, and its examples print nothing."
  package let waiting = "Waiting for it to come back."
  package let confirmSolution = "Press s again to see the solution. It is noted that you have seen it."
  package let confirmReset = "Press R again to put the starter back. Your answer is kept in .lesson-run/old."
  package let solution = "the author's solution:"
  package let lastDone = "Done: this was the last lesson."
  package let also = "also"
  package let running = "running"
  package let idle = "no code changed"

  package func title(_ path: String) -> String { "Watching \(path)" }
  package func linesAbove(_ count: Int) -> String { "… \(count) lines above (↑)" }
  package func moreLines(_ count: Int) -> String { "… \(count) more lines (↓)" }
  package func taskAbove(_ line: Int) -> String { "… more above line \(line)" }
  package func begun(_ count: Int, of total: Int) -> String { "\(count) of \(total) begun" }
  package func done(next name: String, title: String) -> String {
    "Done. N goes on to \(name)\(title.isEmpty ? "" : ": \(printable(title))")"
  }

  // MARK: - Keys, each with what it does

  package let listKeys = ["↑ ↓ choose", "Enter opens", "l back", "q quit"]
  package let next = "n next"
  package let previous = "p previous"
  package let again = "r run again"
  package let quit = "q quit"
  package let reset = "R reset"
  package let lesson = "N lesson"
  package let list = "l list"

  package func hint(isFirst: Bool) -> String { isFirst ? "h hint" : "h more hints" }
  package func all(isShown: Bool) -> String { isShown ? "a one" : "a all" }
  package func reveal(isShown: Bool) -> String { isShown ? "x mask" : "x reveal" }
  package func solution(isShown: Bool) -> String { isShown ? "s hide" : "s solution" }
}
