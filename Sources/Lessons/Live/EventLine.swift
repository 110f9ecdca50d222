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
    /// Names the kind of the fault, and stays as it is.
    let code: String
    let severity: String
    let file: String
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let problem: String
    let advice: String
    /// What mends it; missing where that is not certain.
    let edit: Edit?
  }

  /// A change of the file.
  struct Edit: Encodable {
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let replacement: String
  }

  private(set) var event: String
  private(set) var lesson: String?
  private(set) var title: String?
  private(set) var cells: [Cell]?
  private(set) var faults: [Fault]?
  private(set) var cell: String?
  private(set) var text: String?
  private(set) var value: JSONShownValue?
  private(set) var exercise: JSONReport.Exercise?
  private(set) var points: Double?
  private(set) var maxPoints: Double?
  private(set) var problems: [JSONReport.Message]?
  private(set) var problem: String?
  private(set) var advice: String?

  package init(_ event: LiveEvent, expected: ExpectedValues = .shown) {
    switch event {
    case .read(let lesson):
      self.init(event: "read")
      (self.lesson, title) = (lesson.path, lesson.title)
      cells = lesson.blocks.compactMap(\.cell).map {
        Cell(id: "\($0.id)", role: $0.role.rawValue, name: $0.name, line: $0.lines.lowerBound)
      }
    case .runningAgain: self.init(event: "running-again")
    case .unchanged: self.init(event: "unchanged")
    case .faulty(let faults, _):
      self.init(event: "faulty")
      self.faults = faults.map(Fault.init)
    case .gone(let reason):
      self.init(event: "gone")
      problem = reason
    case .queued(let exercise): self.init(event: "queued", about: exercise.cell.id)
    case .compiled(let exercise): self.init(event: "compiled", about: exercise.cell.id)
    case .printed(let id, let printed):
      self.init(event: "printed", about: id)
      text = printed
    case .shown(let id, let shown):
      self.init(event: "shown", about: id)
      value = JSONShownValue(shown)
    case .graded(let grade):
      self.init(event: "graded", about: grade.exercise.cell.id)
      exercise = JSONReport.Exercise(grade, expected: expected)
    case .finished(let report):
      self.init(event: "finished")
      (points, maxPoints) = (report.points, report.maximumPoints)
      problems = (report.examplesProblems + report.authorProblems).map(JSONReport.Message.init)
    case .missed: self.init(event: "missed")
    case .failed(let failure):
      self.init(event: "failed")
      let words = Words().failure(failure)
      (problem, advice) = (words.problem, words.advice)
    }
  }

  private init(event: String, about cell: CellID? = nil) {
    self.event = event
    self.cell = cell.map { "\($0)" }
  }

  /// The JSON Schema (draft 2020-12) that every line fulfils.
  package static var schema: String { String(decoding: PackageResources.events_schema_json, as: UTF8.self) }

  /// The line, with its end.
  package func line() throws -> String { try jsonText(of: self, over: .oneLine) }
}

extension EventLine.Fault {
  fileprivate init(_ fault: Reading.Fault) {
    let words = Words().fault(fault.kind)
    (code, severity, problem, advice) = (fault.code, fault.severity.rawValue, words.problem, words.advice)
    (file, line, column) = (fault.range.start.file, fault.range.start.line, fault.range.start.column)
    (endLine, endColumn) = (fault.range.end.line, fault.range.end.column)
    edit = fault.edit.map(EventLine.Edit.init)
  }
}

extension EventLine.Edit {
  fileprivate init(_ edit: TextEdit) {
    (line, column) = (edit.range.start.line, edit.range.start.column)
    (endLine, endColumn) = (edit.range.end.line, edit.range.end.column)
    replacement = edit.replacement
  }
}
