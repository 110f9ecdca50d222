import Reading
import Running

/// A submission and what of it is to be compiled and run.
struct AnsweredLesson {
  let submission: Submission
  let lesson: Lesson
  private(set) var answers: [AnswerProgram]
  /// The grades of those exercises for which nothing has to run.
  private(set) var assessed: [String: Grade] = [:]
  /// Those answers that are values already.
  private(set) var values: [(exercise: Exercise, answer: TestRun)] = []

  init(_ submission: Submission, _ lesson: Lesson) {
    let answered = lesson.answered(by: submission)
    (self.submission, self.lesson) = (submission, answered)
    answers = []
    for exercise in answered.exercises {
      switch exercise.assessment(of: .submission, in: answered) {
      case .grade(let grade): assessed[exercise.name] = grade
      case .value(let answer): values.append((exercise, answer))
      case .program: answers.append(AnswerProgram(exercise, in: answered))
      }
    }
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
    candidate = ProgramAssembly.Candidate(exercise, exercise.cell.asCode, tag: "exercise/\(exercise.name)/\(hash)")
    program = ProgramAssembly.program(running: candidate, in: lesson)
    isEnclosable = candidate.isEnclosable
  }
}
