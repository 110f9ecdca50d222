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
    exercise.form == .swift && status.isFailure
      && (status == .compileError || ForeignHabits.mayHideSomething(exercise.cell.source))
  }

  fileprivate func explainingHabits(_ habits: ForeignHabits) -> Grade {
    var copy = self
    guard status == .compileError else {
      var told: Set<Habit> = []
      copy.habits = habits.unnoticed.map { found in
        Habit(explanation: found.explanation, line: exercise.cell.firstSourceLine + found.place.line - 1)
      }.filter { told.insert($0).inserted }
      if copy.habits.contains(where: \.explanation.isCertain) { copy.mistake = nil }
      return copy
    }
    let all = habits.all
    var told: Set<Explanation> = []
    for index in copy.problems.indices where copy.problems[index].cell == exercise.cell.id {
      guard let location = copy.problems[index].location else { continue }
      let line = all.filter { exercise.cell.firstSourceLine + $0.place.line - 1 == location.line }
      let isTold = copy.problems[index].explanation?.isOfForeignSign ?? false
      guard let found = line.first(where: { $0.place.column == location.column }) ?? (isTold ? nil : line.first) else {
        continue
      }
      copy.problems[index].explanation = told.insert(found.explanation).inserted ? found.explanation : nil
    }
    copy.problems.explainNamesDeclaredAmiss()
    return copy
  }
}

extension [Problem] {
  /// Says of names that are unknown only since the line that was to declare them is written as in another language, that they are.
  fileprivate mutating func explainNamesDeclaredAmiss() {
    let declarations = filter { $0.explanation?.isOfDeclaration ?? false }
    for index in indices {
      guard let name = self[index].explanation?.unknownName, let line = self[index].location?.line,
        let declaration = declarations.first(where: { $0.excerpt?.line.holdsWord(name) ?? false })?.location?.line,
        declaration < line
      else { continue }
      self[index].explanation = .declaredAmiss(name, line: declaration)
    }
  }
}

extension Explanation {
  fileprivate var isOfDeclaration: Bool {
    switch self {
    case .foreignDeclaration, .foreignLoop, .foreignFunction, .bracelessBlock: true
    default: false
    }
  }

  /// Whether a sign of the message's own, and at its place, is explained, whatever else is strange in the line.
  fileprivate var isOfForeignSign: Bool {
    if case .unknownOperator(let sign) = self { ["×", "·", "÷"].contains(sign) } else { false }
  }

  fileprivate var unknownName: String? {
    switch self {
    case .unknownName(let name, _), .unknownFunction(let name): name
    default: nil
    }
  }
}

extension String {
  fileprivate func holdsWord(_ word: String) -> Bool {
    split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains(word[...])
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
