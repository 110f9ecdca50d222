/// Answers that are compiled into one library, which runs after their preamble: of one student, or one answer that several students gave.
///
/// Most of what a file costs the compiler it costs once. But a library holds nobody else's answers, and its preamble no solution of an
/// answer in it: code that runs in a process can read whatever the process holds.
package struct CompilationUnit: Sendable {
  package let attempts: [Attempt]
  package let preamble: Preamble
  package let program: Program

  /// - Parameters:
  ///   - attempts: At least one.
  ///   - preamble: That of all of them.
  ///   - lesson: The author's lesson.
  init(_ attempts: [Attempt], after preamble: Preamble, in lesson: Lesson) {
    self.attempts = attempts
    self.preamble = preamble
    program = ProgramAssembly.answers(attempts.map(\.candidate), after: preamble, in: lesson)
  }

  /// Shares one student's attempts out over as few units as may be.
  /// - Parameters:
  ///   - attempts: Those that may be compiled beside others.
  ///   - preambles: By the exercises' names. An attempt without one is in no unit.
  ///   - lesson: The author's lesson.
  /// - Returns: One unit for each preamble.
  /// - Complexity: O(*n*²) in the number of attempts.
  package static func units(
    of attempts: [Attempt], after preambles: [String: Preamble], in lesson: Lesson
  ) -> [CompilationUnit] {
    var groups: [(preamble: Preamble, attempts: [Attempt])] = []
    for attempt in attempts {
      guard let preamble = preambles[attempt.candidate.exercise.name] else { continue }
      if let index = groups.firstIndex(where: { $0.preamble == preamble }) {
        groups[index].attempts.append(attempt)
      } else {
        groups.append((preamble, [attempt]))
      }
    }
    return groups.map { CompilationUnit($0.attempts, after: $0.preamble, in: lesson) }
  }

  /// The unit without some of its attempts; `nil` if none are left.
  func without(_ faulty: Set<Program>, in lesson: Lesson) -> CompilationUnit? {
    let sound = attempts.filter { !faulty.contains($0.program) }
    if sound.count == attempts.count { return self }
    return sound.isEmpty ? nil : CompilationUnit(sound, after: preamble, in: lesson)
  }
}
