import Grading
import Reading
import Running
import Testing

@Suite("Places that the compiler and the backtracer name")
struct PlaceTests {
  private let program = Program(
    name: "p",
    sections: [
      .init(tag: "example/1", cell: Cell(role: .example, source: "let a = 1\n", lines: 3...5)),
      .init(tag: "exercise/sum", cell: Cell(role: .exercise, source: "let b = 1\nlet ä = x\n", lines: 9...12)),
    ], source: "")

  @Test(
    "a place in a cell is where it says; one behind a line or the cell is just behind it",
    arguments: [
      (2, 5, 2, 5), (1, 1, 1, 1), (2, 900, 2, 11), (2, .max, 2, 11), (3, 1, 3, 1), (4, 7, 4, 1), (.max, .max, 4, 1),
    ])
  func inside(line: Int, column: Int, expectedLine: Int, expectedColumn: Int) throws {
    let place = try #require(Diagnostic.Place(section: 1, line: line, column: column, in: program))
    #expect((place.line, place.column) == (expectedLine, expectedColumn))
  }

  @Test(
    "there is no other place",
    arguments: [(1, 0, 1), (1, 1, 0), (1, -1, 1), (1, 1, .min), (2, 1, 1), (-1, 1, 1), (.max, 1, 1)])
  func nowhere(section: Int, line: Int, column: Int) {
    #expect(Diagnostic.Place(section: section, line: line, column: column, in: program) == nil)
  }

  static let forged = [
    "9223372036854775807:1", "1:9223372036854775807", "9223372036854775807:9223372036854775807", "0:0", "-1:-1",
    "-9223372036854775808:1", "99999999999999999999:1", "1000000:1", "+3:+1", "3:1e9",
  ]

  @Test("a number in a forged error ends nothing, and leads to no line of another cell", arguments: forged)
  func forgedErrors(place: String) throws {
    let lesson = try sampleLesson(threeExercises)
    let program = ProgramAssembly.program(named: "p", choosingAmong: [], in: lesson)
    let tag = try #require(program.sections.last?.tag)
    for kind in ["error", "warning", "note"] {
      let text = "\(tag):1:1: error: first\n\(tag):\(place): \(kind): forged\n"
      let diagnostics = Diagnostic.all(in: text, of: program)
      #expect(!diagnostics.isEmpty)
      let problems = ProblemFinder(lesson, program, blaming: tag).problems(from: diagnostics)
      let lines = try #require(program.sections.last).cell.lines
      for location in (problems + problems.flatMap(\.notes)).compactMap(\.location) {
        #expect(lines.contains(location.line))
      }
      _ = Complaints(text).about(program)
    }
  }
}
