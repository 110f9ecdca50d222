import Grading
import Reading
import Support

/// What `lesson-run check` prints about a lesson.
package struct CheckReport {
  private let style: Style

  package init(style: Style) {
    self.style = style
  }

  package func text(_ problems: [Problem], of lesson: Lesson) -> String {
    let lines = problems.flatMap { problem in
      ProblemText(style: style).lines(
        for: ToldProblem(problem), kind: problem.mayStay ? problem.severity.rawValue : "error")
    }
    return (lines + [summary(problems, of: lesson)]).joined(separator: "\n") + "\n"
  }

  /// What was looked at, and whether it is well.
  package func summary(_ problems: [Problem], of lesson: Lesson) -> String {
    let sum = lesson.exercises.reduce(0) { $0 + $1.points }
    let examples = lesson.contextCells.filter { $0.role == .example }.count
    let mistakes = lesson.exercises.reduce(0) { $0 + $1.mistakes.count }
    let words = Words().report
    let size = words.size(exercises: lesson.exercises.count, points: sum, mistakes: mistakes, examples: examples)
    let (remarks, faults) = (problems.count { $0.mayStay }, problems.count { !$0.mayStay })
    let verdict =
      (faults == 0 ? style.dress(words.sound, as: .good) : style.dress(words.problems(faults), as: .bad))
      + (remarks == 0 ? "" : ", " + words.remarks(remarks))
    return "\(printable(lesson.path)): \(size): \(verdict)"
  }
}
