import Reading
import Running
import Support

extension ProgramRunner {
  /// A grade with what only the whole code tells: names that are declared elsewhere, and habits of other languages.
  /// - Throws: If there is no parser on this machine.
  func explaining(_ grade: Grade, of lesson: Lesson) async throws(MachineFailure) -> Grade {
    try await explainingHabits(in: explainingMissingNames(in: grade, of: lesson))
  }

  /// A grade of an answer that fails, in which habits of other languages are named.
  ///
  /// What the code itself shows goes before what the compiler's words allow to guess, and before what values do.
  /// - Throws: If there is no parser on this machine.
  private func explainingHabits(in grade: Grade) async throws(MachineFailure) -> Grade {
    guard grade.status.isFailure else { return grade }
    let source = grade.exercise.cell.source
    guard grade.status == .compileError || ForeignHabits.mayHideSomething(source),
      case .tokens(let tokens)?? = try await compiler.parser.replies(to: [.tokens(of: source)]).first
    else { return grade }
    let habits = ForeignHabits(source, tokens)
    var copy = grade
    guard grade.status == .compileError else {
      var told: Set<Habit> = []
      copy.habits = habits.unnoticed.map { found in
        Habit(explanation: found.explanation, line: grade.exercise.cell.firstSourceLine + found.place.line - 1)
      }.filter { told.insert($0).inserted }
      if !copy.habits.isEmpty { copy.mistake = nil }
      return copy
    }
    let all = habits.all
    var told: Set<Explanation> = []
    for index in copy.problems.indices where copy.problems[index].cell == grade.exercise.cell.id {
      guard let line = copy.problems[index].location?.line,
        let found = all.first(where: { grade.exercise.cell.firstSourceLine + $0.place.line - 1 == line })
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
