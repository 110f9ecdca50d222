import Reading
import Running
import Support

extension ProgramRunner {
  /// Grades of answers, in which habits of other languages are named where the answers fail.
  ///
  /// What the code itself shows goes before what the compiler's words allow to guess, and before what values do. All that there is to ask the
  /// parser is asked at once.
  /// - Throws: If there is no parser on this machine.
  func explainingHabits(in grades: [Grade]) async throws(MachineFailure) -> [Grade] {
    let doubtful = grades.indices.filter { grades[$0].mayHaveHabits }
    guard !doubtful.isEmpty else { return grades }
    var copy = grades
    let replies = try await compiler.parser.replies(to: doubtful.map { .tokens(of: grades[$0].exercise.cell.source) })
    for (index, reply) in zip(doubtful, replies) {
      guard case .tokens(let tokens)? = reply else { continue }
      copy[index] = grades[index].explainingHabits(ForeignHabits(grades[index].exercise.cell.source, tokens))
    }
    return copy
  }
}

extension Grade {
  /// Whether it is worth asking the parser of the answer.
  fileprivate var mayHaveHabits: Bool {
    status.isFailure && (status == .compileError || ForeignHabits.mayHideSomething(exercise.cell.source))
  }

  fileprivate func explainingHabits(_ habits: ForeignHabits) -> Grade {
    var copy = self
    guard status == .compileError else {
      var told: Set<Habit> = []
      copy.habits = habits.unnoticed.map { found in
        Habit(explanation: found.explanation, line: exercise.cell.firstSourceLine + found.place.line - 1)
      }.filter { told.insert($0).inserted }
      if !copy.habits.isEmpty { copy.mistake = nil }
      return copy
    }
    let all = habits.all
    var told: Set<Explanation> = []
    for index in copy.problems.indices where copy.problems[index].cell == exercise.cell.id {
      guard let line = copy.problems[index].location?.line,
        let found = all.first(where: { exercise.cell.firstSourceLine + $0.place.line - 1 == line })
      else { continue }
      copy.problems[index].explanation = told.insert(found.explanation).inserted ? found.explanation : nil
    }
    return copy
  }
}

extension ForeignHabits {
  /// Whether it is worth asking the parser of an answer that compiles.
  fileprivate static func mayHideSomething(_ source: String) -> Bool {
    ["/", "%", "^"].contains { source.containsBytes(of: $0) }
  }
}

/// A habit of another language that goes through the compiler, and where.
package struct Habit: Hashable, Sendable {
  package var explanation: Explanation
  /// In the file.
  package var line: Int

  package init(explanation: Explanation, line: Int) {
    (self.explanation, self.line) = (explanation, line)
  }
}
