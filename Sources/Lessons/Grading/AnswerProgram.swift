import Reading
import Running

/// A submission and what of it is to be compiled and run.
struct AnsweredLesson {
  let submission: Submission
  let lesson: Lesson
  private(set) var answers: [AnswerProgram]
  /// The grades of those answers that are not even compiled.
  let refused: [String: Grade]

  init(_ submission: Submission, _ lesson: Lesson) {
    let answered = lesson.answered(by: submission)
    self.submission = submission
    self.lesson = answered
    let given = answered.exercises.filter { submission.cells[$0.name] != nil }
    answers = given.filter { !$0.cell.isTooLarge && !$0.cell.hasBlank }.map { AnswerProgram($0, in: answered) }
    let refusals = given.filter(\.cell.isTooLarge).map { ($0.name, Self.refusal(of: $0, in: answered)) }
    refused = Dictionary(refusals, uniquingKeysWith: { first, _ in first })
  }

  /// Without what is of no use once it is planned: a whole class may wait for its last answers.
  var planned: AnsweredLesson {
    var copy = self
    copy.answers = []
    return copy
  }

  func gradeWithoutRun(of exercise: Exercise) -> Grade {
    Grade(exercise, submission.cells[exercise.name] == nil ? .missing : .notAttempted)
  }

  private static func refusal(of exercise: Exercise, in lesson: Lesson) -> Grade {
    var grade = Grade(exercise, .compileError)
    grade.problems = [
      Problem(.tooLargeToCompile(kibibytes: Cell.largestSize >> 10), of: exercise.cell, in: lesson)
    ]
    return grade
  }
}

/// An answer with the program that tries it. Equal answers of two students are one program.
package struct AnswerProgram: Sendable {
  package let candidate: ProgramAssembly.Candidate
  package let program: Program
  /// Whether the program may be compiled beside others.
  let isEnclosable: Bool

  package init(_ exercise: Exercise, in lesson: Lesson) {
    // Two answers in one call of the compiler are told apart by their tags.
    let hash = "\(ContentHash(of: exercise.cell.source.utf8))".prefix(16)
    candidate = ProgramAssembly.Candidate(exercise, exercise.cell, tag: "exercise/\(exercise.name)/\(hash)")
    program = ProgramAssembly.program(running: candidate, in: lesson)
    isEnclosable = candidate.isEnclosable
  }
}
