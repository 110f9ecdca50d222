import Books
import Grading
import Reading
import Reporting
import Running

/// What every statement of some cells gave, as tables to be gone through.
struct CellSteps {
  let runner: ProgramRunner
  /// Whose answers the report is about.
  let subject: Grader.Subject

  /// - Parameters:
  ///   - cells: Exercises' cells, by their starters, and examples'.
  ///   - report: What has been found of the lesson.
  /// - Returns: By cell, its table, or why there is none.
  func html(of cells: Set<CellID>, in report: Report) async -> [CellID: String] {
    var wanted = report
    wanted.grades = report.grades.filter { cells.contains($0.exercise.starter.id) }
    if !cells.contains(where: { $0.role == .example }) { wanted.examples = [] }
    let traced: Report
    do throws(MachineFailure) { traced = try await Grader(runner).traced(wanted, grading: subject) } catch {
      return Dictionary(uniqueKeysWithValues: cells.map { ($0, PageParts.note(error)) })
    }
    let tokens = (try? await runner.tokens(of: Set((traced.traces ?? [:]).values.flatMap(\.sources)))) ?? [:]
    let table = TraceHTML(code: CodeHTML(tokens: tokens), isOpen: true)
    let words = Words()
    let own = Dictionary(
      traced.grades.map { ($0.exercise.starter.id, $0.exercise.cell.id) }, uniquingKeysWith: { first, _ in first })
    return Dictionary(
      uniqueKeysWithValues: cells.map { id in
        let name = id.name ?? "\(words.page.example) \(id.ordinal)"
        let html = traced.traces?[own[id] ?? id].map { table.html($0, label: words.page.steps(of: name)) } ?? ""
        return (id, html.isEmpty ? "<p class=\"faint\">\(words.serving.noSteps)</p>\n" : html)
      })
  }
}
