import Grading
import Reading
import Running
import Testing

@Suite("Words for a program that ended in an example")
struct StoppedProgramTests {
  private func problems(
    _ outcome: Run.Outcome, reached: String?, blaming tag: String? = "exercise/total"
  ) throws -> (problems: [Problem], lesson: Lesson, program: Program) {
    let lesson = try sampleLesson(threeExercises)
    let exercise = lesson.exercises[0]
    let candidate = ProgramAssembly.Candidate(exercise, exercise.cell, tag: "exercise/total")
    let program = ProgramAssembly.program(running: candidate, in: lesson)
    let wording = ProblemFinder(lesson, program, blaming: tag, stoppedIn: reached)
    return (wording.problems(from: outcome, limits: Limits(seconds: 5)), lesson, program)
  }

  static let outcomes: [Run.Outcome] = [
    .endedEarly(code: 3), .unloadable, .crashed(Crash(.signal(6), calls: [])), .timedOut(seconds: 5),
    .overLimit(.memory), .overLimit(.output), .overLimit(.answers), .overLimit(.file), .garbled(reason: "x"),
  ]

  @Test("the setup that was reached last is the place, and else the answer", arguments: outcomes)
  func place(outcome: Run.Outcome) throws {
    let (found, lesson, program) = try problems(outcome, reached: "setup/1")
    #expect(program.section(tagged: "setup/1") != nil)
    #expect(found.first?.location?.line == lesson.contextCells[0].lines.lowerBound)
    for reached in ["exercise/total", "check/exercise/total/1", "nonsense", nil] {
      let (others, _, _) = try problems(outcome, reached: reached)
      #expect(others.first?.location?.line == lesson.exercises[0].cell.lines.lowerBound)
    }
  }
}
