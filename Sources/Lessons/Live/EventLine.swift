import Grading
import Reading
import Reporting
import Running

/// An event as a line of JSON, for whoever writes another face: `run --json=events`.
///
/// What a kind of event does not have is left out.
package struct EventLine: Encodable {
  struct Cell: Encodable {
    /// The name that other events use, such as `example/3` or `exercise/stride/1`.
    let id: String
    let role: String
    let name: String?
    let line: Int
  }

  struct Fault: Encodable {
    let file: String
    let line: Int
    let column: Int
    let problem: String
    let advice: String
  }

  private(set) var event: String
  private(set) var lesson: String?
  private(set) var title: String?
  private(set) var cells: [Cell]?
  private(set) var faults: [Fault]?
  private(set) var cell: String?
  private(set) var text: String?
  private(set) var exercise: JSONReport.Exercise?
  private(set) var points: Double?
  private(set) var maxPoints: Double?
  private(set) var problems: [JSONReport.Message]?
  private(set) var problem: String?
  private(set) var advice: String?

  package init(_ event: LiveEvent) {
    switch event {
    case .read(let lesson):
      self.init(event: "read")
      (self.lesson, title) = (lesson.path, lesson.title)
      cells = lesson.segments.compactMap { segment in
        guard case .cell(let cell) = segment else { return nil }
        return Cell(id: "\(cell.id)", role: cell.role.rawValue, name: cell.name, line: cell.lines.lowerBound)
      }
    case .runningAgain: self.init(event: "running-again")
    case .unchanged: self.init(event: "unchanged")
    case .faulty(let faults, _):
      self.init(event: "faulty")
      self.faults = faults.map {
        Fault(
          file: $0.location.file, line: $0.location.line, column: $0.location.column, problem: $0.problem,
          advice: $0.advice)
      }
    case .gone(let reason):
      self.init(event: "gone")
      problem = reason
    case .queued(let exercise): self.init(event: "queued", about: exercise.cell.id)
    case .compiled(let exercise): self.init(event: "compiled", about: exercise.cell.id)
    case .printed(let id, let printed):
      self.init(event: "printed", about: id)
      text = printed
    case .graded(let grade):
      self.init(event: "graded", about: grade.exercise.cell.id)
      exercise = JSONReport.Exercise(grade)
    case .finished(let report):
      self.init(event: "finished")
      (points, maxPoints) = (report.points, report.maximumPoints)
      problems = (report.examplesProblems + report.authorProblems).map(JSONReport.Message.init)
    case .failed(let failure):
      self.init(event: "failed")
      (problem, advice) = (failure.problem, failure.advice)
    }
  }

  private init(event: String, about cell: CellID? = nil) {
    self.event = event
    self.cell = cell.map { "\($0)" }
  }

  /// The line, with its end.
  package func line() throws -> String { try jsonText(of: self, over: .oneLine) }
}
