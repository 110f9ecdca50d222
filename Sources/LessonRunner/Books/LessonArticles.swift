import Books
import Grading
import Reading
import Running

extension CommandContext {
  /// Does something with each lesson of a book, each where it belongs; what is so for several of them is said once.
  func working<Result>(
    on chapters: [Chapter], _ choice: SandboxChoice, _ runner: ProgramRunner,
    _ body: (Chapter, ProgramRunner) async throws(MachineFailure) -> Result
  ) async throws(CommandFailure) -> [Result] {
    var said: Set<String> = []
    let tell = { (words: String) in
      if said.insert(words).inserted { remark(words) }
    }
    var results: [Result] = []
    for (number, chapter) in chapters.enumerated() {
      show(.making(chapter.lesson.path, number + 1, of: chapters.count))
      do throws(MachineFailure) {
        let result = try await working(on: chapter.lesson.path, choice, runner, telling: tell) {
          runner throws(MachineFailure) in try await body(chapter, runner)
        }
        results.append(result)
      } catch { throw CommandFailure(error) }
    }
    return results
  }
}

/// Makes the text of a lesson's page: runs the lesson, and shows what was found.
struct LessonArticles {
  let choices: LessonHTML.Choices
  /// Whether each cell's steps are there to be gone through.
  var isTraced = true
  /// Where the reference explains a name.
  var names: [String: String] = [:]

  /// - Parameters:
  ///   - chapter: The lesson.
  ///   - places: Where its links lead.
  ///   - runner: Where it runs.
  /// - Returns: The article, and what went wrong in the lesson: then there is none.
  /// - Throws: If the machine lacks something.
  func article(
    of chapter: Chapter, _ places: LessonHTML.Places, by runner: ProgramRunner
  ) async throws(MachineFailure) -> (html: String, problems: [Problem]) {
    let report = try await report(on: chapter.lesson, by: runner)
    let problems = report.examplesProblems + report.authorProblems
    guard problems.isEmpty else { return ("", problems) }
    let lesson = report.lesson
    let listings = lesson.segments.compactMap { if case .listing(let block, "swift") = $0 { block.text } else { nil } }
    let steps = (report.traces ?? [:]).values.flatMap(\.sources)
    let sources = Set(lesson.cells.flatMap(\.shownSources) + listings + steps)
    let tokens = try await runner.tokens(of: sources)
    let code = CodeHTML(tokens: tokens, names: names, declared: CodeHTML.declaredNames(in: tokens))
    return (LessonHTML(chapter, report, code: code, places: places, choices: choices).html, [])
  }

  private func report(on lesson: Lesson, by runner: ProgramRunner) async throws(MachineFailure) -> Report {
    let grader = Grader(runner.askingForValues())
    guard !lesson.cells.isEmpty else { return Report(lesson: lesson) }
    let report =
      choices.hasSolutions
      ? try await grader.report(on: lesson, grading: .solutions) : try await grader.examples(of: lesson)
    guard isTraced, report.examplesProblems.isEmpty, report.authorProblems.isEmpty else { return report }
    return try await grader.traced(report, grading: .solutions)
  }
}
