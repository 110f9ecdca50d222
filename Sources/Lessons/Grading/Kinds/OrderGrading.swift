import Reading
import Running

extension Exercise {
  func orderAssessment(of subject: Grader.Subject, in lesson: Lesson) -> Assessment {
    guard let cell = answerCell(of: subject) else { return .grade(Grade(self, .ungraded)) }
    if subject == .solutions, cell.form == .swift {
      return solutionCandidate.map(Assessment.program) ?? .grade(Grade(self, .ungraded))
    }
    let answer = OrderedLines(cell.source).answer
    if subject != .solutions {
      if answer.isEmpty || isAsOffered(answer) { return .grade(Grade(notAttempted: self)) }
      if let strange = strangeLine(in: answer) {
        return .grade(refusing(Problem(.strangeLine, inLine: strange.number, of: cell, in: lesson)))
      }
    }
    guard let solution = self.solution else { return .grade(Grade(self, .ungraded)) }
    if solution.form == .swift {
      return candidate(of: subject).map(Assessment.program) ?? .grade(Grade(self, .ungraded))
    }
    let right = OrderedLines(solution.source).answer
    guard let found = Self.difference(answer, from: right) else {
      var grade = Grade(self, .passed)
      grade.points = points
      return .grade(grade)
    }
    var grade = Grade(self, .wrong)
    grade.problems = [Problem(found.kind, inLine: found.line, of: cell, in: lesson)]
    return .grade(grade)
  }

  /// Whether an answer that was handed in is what the lesson gave.
  private func isAsOffered(_ answer: [OrderedLines.Line]) -> Bool {
    guard self.submitted != nil else { return false }
    let offered = OrderedLines(self.starter.source).answer
    return answer.map(\.text) == offered.map(\.text)
      && OrderedLines.depths(of: answer) == OrderedLines.depths(of: offered)
  }

  /// The first line that the lesson does not offer, or not so often. In the author's own file nothing is known of what was offered.
  private func strangeLine(in answer: [OrderedLines.Line]) -> OrderedLines.Line? {
    guard self.submitted != nil else { return nil }
    var left = Dictionary(OrderedLines(self.starter.source).offered.map { ($0.text, 1) }, uniquingKeysWith: +)
    return answer.first { line in
      let count = left[line.text] ?? 0
      left[line.text] = count - 1
      return count < 1
    }
  }

  /// The first difference, in words that do not tell what belongs there.
  private static func difference(
    _ answer: [OrderedLines.Line], from right: [OrderedLines.Line]
  ) -> (kind: Problem.Kind, line: Int)? {
    let (depths, rightDepths) = (OrderedLines.depths(of: answer), OrderedLines.depths(of: right))
    for (index, line) in answer.enumerated() {
      guard index < right.count, line.text == right[index].text else { return (.lineOutOfPlace, line.number) }
      if depths[index] != rightDepths[index] { return (.otherIndentation, line.number) }
    }
    return answer.count < right.count ? (.linesMissing, answer.last?.number ?? 1) : nil
  }
}
