/// Answers that are compiled into one library: of one student, or one answer that several students gave.
///
/// Most of what a file costs the compiler it costs once. But a library holds nobody else's answers, and no solution of an answer
/// beside it: code that runs in a process can read whatever the process holds.
package struct CompilationUnit: Sendable {
  package let attempts: [Attempt]
  package let program: Program

  /// - Parameters:
  ///   - attempts: At least one; several have the same examples above them.
  ///   - lesson: The author's lesson.
  init(_ attempts: [Attempt], in lesson: Lesson) {
    self.attempts = attempts
    program =
      attempts.count == 1
      ? attempts[0].program
      : ProgramAssembly.program(
        named: "answers", choosingAmong: attempts.map(\.candidate), upTo: attempts[0].candidate.exercise, in: lesson)
  }

  /// Shares one student's attempts out over as few units as may be.
  /// - Complexity: O(*n*²) in the number of attempts.
  package static func units(of attempts: [Attempt], in lesson: Lesson) -> [CompilationUnit] {
    var groups: [[Attempt]] = []
    for attempt in attempts {
      let index = groups.firstIndex { $0.allSatisfy { $0.mayStandBeside(attempt) } }
      if let index { groups[index].append(attempt) } else { groups.append([attempt]) }
    }
    return groups.map { CompilationUnit($0, in: lesson) }
  }

  /// The unit without some of its attempts; `nil` if none are left.
  func without(_ faulty: Set<Program>, in lesson: Lesson) -> CompilationUnit? {
    let sound = attempts.filter { !faulty.contains($0.program) }
    if sound.count == attempts.count { return self }
    return sound.isEmpty ? nil : CompilationUnit(sound, in: lesson)
  }
}

extension Attempt {
  /// Each sees just what it sees alone, and neither brings the other's solution along.
  fileprivate func mayStandBeside(_ other: Attempt) -> Bool {
    let (mine, others) = (candidate.exercise, other.candidate.exercise)
    return mine.contextCount == others.contextCount && !mine.needs.contains(others.name)
      && !others.needs.contains(mine.name)
  }
}
