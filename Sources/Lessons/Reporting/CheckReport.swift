import Grading
import Reading
import Support
import TextTable

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
    let points = "\(NumberText.text(of: sum)) point\(sum == 1 ? "" : "s")"
    let examples = lesson.contextCells.filter { $0.role == .example }.count
    let mistakes = lesson.exercises.reduce(0) { $0 + $1.mistakes.count }
    let size =
      "\(Words().counted(lesson.exercises.count, "exercise")), \(points), \(Words().counted(mistakes, "typical mistake")), "
      + Words().counted(examples, "example")
    let (remarks, faults) = (problems.count { $0.mayStay }, problems.count { !$0.mayStay })
    let verdict =
      (faults == 0 ? style.dress("ok", as: .good) : style.dress(Words().counted(faults, "problem"), as: .bad))
      + (remarks == 0 ? "" : ", " + Words().counted(remarks, "remark"))
    return "\(printable(lesson.path)): \(size): \(verdict)"
  }
}
