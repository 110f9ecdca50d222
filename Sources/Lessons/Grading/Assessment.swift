import Reading
import Running

/// What it takes to assess an answer.
package enum Assessment {
  /// Nothing has to run: this is the grade.
  case grade(Grade)
  /// A program is to be compiled and run, and its answers are to be compared with the solution's.
  case program(ProgramAssembly.Candidate)
  /// Nothing of the learner's has to run, but the answer is to be compared with the solution's.
  case value(TestRun)
}

extension Exercise {
  /// How an answer is assessed. Here, and nowhere else in this stage, the kinds of exercises part.
  package func assessment(of subject: Grader.Subject, in lesson: Lesson) -> Assessment {
    if subject == .submission {
      guard let cell = self.submitted else { return .grade(Grade(self, .missing)) }
      if cell.isTooLarge { return .grade(tooLarge(cell, in: lesson)) }
    }
    switch kind {
    case .code: return candidate(of: subject).map(Assessment.program) ?? .grade(Grade(notAttempted: self))
    case .choice(let choice): return .grade(grade(of: choice, subject, in: lesson))
    case .number: return numberAssessment(of: subject, in: lesson)
    case .text: return .grade(gradeOfText(subject))
    case .order: return orderAssessment(of: subject, in: lesson)
    }
  }

  /// The grade of an answer that is too large to be looked at.
  private func tooLarge(_ cell: Cell, in lesson: Lesson) -> Grade {
    let size = Cell.largestSize >> 10
    guard isRun else { return refusing(Problem(.tooLargeToRead(kibibytes: size), of: cell, in: lesson)) }
    var grade = Grade(self, .compileError)
    grade.problems = [Problem(.tooLargeToCompile(kibibytes: size), of: cell, in: lesson)]
    return grade
  }

  /// The cell that is assessed.
  func answerCell(of subject: Grader.Subject) -> Cell? { subject == .solutions ? self.solution : self.cell }
}

/// The blanks of a cell in which some are filled.
package struct BlanksLeft: Hashable, Sendable {
  /// In the file, in rising order.
  package var lines: [Int]
  /// How many blanks the exercise has.
  package var total: Int

  package init(lines: [Int], total: Int) {
    (self.lines, self.total) = (lines, total)
  }
}

extension Exercise {
  /// What is left of the blanks; `nil` where nothing was begun, or where that cannot be told.
  ///
  /// What stood in the lesson is known of a cell that was handed in. A lesson in which the answers are written does not show it any more;
  /// there, a name that a check asks for and that has a value has been given it.
  var blanksLeft: BlanksLeft? {
    let lines = self.cell.facts.blanks.map { self.cell.firstSourceLine + $0.line - 1 }
    guard !lines.isEmpty else { return nil }
    let total = self.cell == self.starter ? lines.count + filledNames.count : self.starter.facts.blanks.count
    return lines.count < total ? BlanksLeft(lines: lines, total: total) : nil
  }

  /// The names that a check asks for by themselves, and that have values.
  private var filledNames: Set<String> {
    let open = Set(self.cell.facts.blanks.map(\.line))
    let filled = Set(self.cell.facts.declared.filter { !open.contains($0.line) }.map(\.name))
    guard !filled.isEmpty else { return [] }
    let asked = self.comparisons.flatMap { check in
      check.source.matches(of: /answer\(\s*"[^"]*"\s*,\s*(\w+)\s*\)/).map { String($0.1) }
    }
    return filled.intersection(asked)
  }
}

extension Grade {
  init(notAttempted exercise: Exercise) {
    self.init(exercise, .notAttempted)
    blanksLeft = exercise.blanksLeft
  }
}
