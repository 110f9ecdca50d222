import LessonWire
import Reading
import Running
import Support

extension Exercise {
  func numberAssessment(of subject: Grader.Subject, in lesson: Lesson) -> Assessment {
    if subject == .solutions { return solutionCandidate.map(Assessment.program) ?? .grade(Grade(self, .ungraded)) }
    let cell = self.cell
    if cell.hasBlank { return .grade(Grade(notAttempted: self)) }
    let line = self.submitted == nil ? nil : NumberLine(self.starter.source)
    switch NumberLine.answer(cell.source, to: line) {
    case .number(let number): return .value(testRun(answering: number))
    case .noNumber(let text): return .grade(refusing(problem(.noNumberRead(text), in: lesson)))
    case .otherUnit(let unit): return .grade(refusing(problem(.otherUnit(expected: unit), in: lesson)))
    case .severalLines: return .grade(refusing(problem(.severalLines, in: lesson)))
    }
  }

  /// A program in whose only check an expression of the author's is evaluated.
  func numberCandidate(_ cell: Cell, tag: String) -> ProgramAssembly.Candidate {
    var (exercise, nothing) = (self, cell)
    (nothing.source, nothing.syntax) = ("\n", nil)
    // One line above the expression's first, so that each of its lines counts as it does in the file.
    var check = Cell(
      role: .check, name: name, source: "answer(\"\(numberLabel)\", (\n\(cell.source)))\n",
      lines: (cell.lines.lowerBound - 1)...cell.lines.upperBound, file: cell.file)
    check.syntax = nil
    exercise.checks = [check]
    return ProgramAssembly.Candidate(exercise, nothing, tag: tag)
  }

  /// What the number is called where it is shown.
  var numberLabel: String {
    let unit = NumberLine(around: self.starter.source)?.unit ?? ""
    let words = unit.filter { $0.isLetter || $0.isNumber || " ×²³/%-".contains($0) }
    return words.allSatisfy { !$0.isLetter } ? "number" : String(words.prefix(60)).trimmed
  }

  private func testRun(answering number: Double) -> TestRun {
    let (candidate, label) = (numberCandidate(self.cell, tag: "exercise/\(name)"), numberLabel)
    let tag = "check/\(candidate.tag)/1"
    let sections = candidate.exercise.checks.map { Program.Section(tag: tag, cell: $0) }
    return TestRun(
      program: Program(name: "number", sections: sections, source: ""), tag: candidate.tag, limits: limits,
      result: .ran(.answering(label, .number(number), tag: tag)))
  }

  private func problem(_ kind: Problem.Kind, in lesson: Lesson) -> Problem {
    let lines = self.cell.source.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.firstIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0
    return Problem(kind, inLine: first + 1, of: self.cell, in: lesson)
  }
}
