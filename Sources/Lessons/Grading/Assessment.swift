import Reading
import Running

/// What it takes to assess an answer.
package enum Assessment {
  /// Nothing has to run: this is the grade.
  case grade(Grade)
  /// A program is to be compiled and run, and its answers are to be compared with the solution's.
  case program(ProgramAssembly.Candidate)
}

extension Exercise {
  /// How an answer is assessed. Here, and nowhere else in this stage, the kinds of exercises part.
  package func assessment(of subject: Grader.Subject, in lesson: Lesson) -> Assessment {
    switch kind {
    case .code(let code):
      if subject == .submission {
        guard let cell = code.submitted else { return .grade(Grade(self, .missing)) }
        if cell.isTooLarge { return .grade(Grade(self, refusing: cell, in: lesson)) }
      }
      return candidate(of: subject).map(Assessment.program) ?? .grade(Grade(self, .notAttempted))
    }
  }
}

extension Grade {
  /// Of an answer that is too large to be looked at.
  fileprivate init(_ exercise: Exercise, refusing cell: Cell, in lesson: Lesson) {
    self.init(exercise, .compileError)
    problems = [Problem(.tooLargeToCompile(kibibytes: Cell.largestSize >> 10), of: cell, in: lesson)]
  }
}
