import Grading
import Reading
import Testing

@Suite("A lesson's blocks with what running it found")
struct ReportedBlockTests {
  private let report: Report

  init() throws {
    let lesson = try sampleLesson(
      """
      # T

      ```swift setup
      a
      ```
      ```swift example
      b
      ```
      ```output
      ```
      ```swift exercise e answer=x
      ```
      ```swift exercise f answer=x
      ```
      ```swift example
      c
      ```
      ```hint f
      ```
      """)
    report = Report(
      lesson: lesson,
      examples: zip(lesson.contextCells, ["1", "2"]).map { ExampleResult(cell: $0, printed: $1) },
      examplesProblems: [CellID(.setup), CellID(.example), nil].map { Problem(.calledFromHere, in: $0) },
      grades: [Grade(lesson.exercises[1], .wrong)])
  }

  /// The first lines of the blocks of which something is known.
  private func lines(_ isKnown: (ReportedBlock) -> Bool, in report: Report) -> [Int] {
    report.blocks.filter(isKnown).map(\.block.lines.lowerBound)
  }

  @Test("what an example printed stands beside it and its output; setup cells show nothing")
  func printed() {
    #expect(lines({ $0.printed == "2" }, in: report) == [6, 9])
    #expect(lines({ $0.printed != nil }, in: report) == [6, 9])
  }

  @Test("a grade stands beside each part of its exercise")
  func grades() {
    #expect(lines({ $0.grade != nil }, in: report) == [13, 18])
  }

  @Test("problems stand beside the example in which they are, standard error beside the last")
  func problems() {
    var report = report
    report.examplesErrors = "oh"
    #expect(lines({ !$0.problems.isEmpty }, in: report) == [6])
    #expect(lines({ $0.examplesErrors == "oh" }, in: report) == [15])
  }

  @Test("a trace stands beside its cell")
  func traces() {
    var report = report
    report.traces = [CellID(.example): CellTrace(steps: []), CellID(.exercise, "f"): CellTrace(steps: [])]
    #expect(lines({ $0.trace != nil }, in: report) == [6, 13])
  }

  @Test("a lesson that did not run has the same blocks, of which nothing is known")
  func notRun() {
    let blocks = Array(Report(lesson: report.lesson).blocks)
    #expect(blocks.map(\.block.lines) == report.lesson.blocks.map(\.lines))
    #expect(blocks.allSatisfy { $0.printed == nil && $0.grade == nil && $0.trace == nil })
  }
}
