import Reading
import Running

/// Answers that are compiled into one library: of one student, or one answer that several students gave.
///
/// Those with the same preamble share a file, as most of what a file costs the compiler it costs once. A library holds nobody else's
/// answers, and no preamble: code that runs in a process can read whatever the process holds, and some preambles hold solutions.
package struct CompilationUnit: Sendable {
  /// Answers with the same preamble.
  package struct File: Sendable {
    package let preamble: Preamble
    package let attempts: [Attempt]
    package let program: Program
  }

  package let files: [File]
  /// All files' sources, by which the cache knows the library.
  package let program: Program

  package var attempts: [Attempt] { files.flatMap(\.attempts) }

  /// `nil` if there is nothing to compile.
  /// - Parameters:
  ///   - attempts: Those that may be compiled beside others.
  ///   - preambles: By the exercises' names. An attempt without one is left out.
  ///   - lesson: The author's lesson.
  /// - Complexity: O(*n*²) in the number of attempts.
  package init?(of attempts: [Attempt], after preambles: [String: Preamble], in lesson: Lesson) {
    var groups: [(preamble: Preamble, attempts: [Attempt])] = []
    for attempt in attempts {
      guard let preamble = preambles[attempt.candidate.exercise.name] else { continue }
      if let index = groups.firstIndex(where: { $0.preamble == preamble }) {
        groups[index].attempts.append(attempt)
      } else {
        groups.append((preamble, [attempt]))
      }
    }
    guard !groups.isEmpty else { return nil }
    files = groups.map { preamble, attempts in
      File(
        preamble: preamble, attempts: attempts,
        program: ProgramAssembly.answers(attempts.map(\.candidate), after: preamble, in: lesson))
    }
    program = Program(
      name: "answers", sections: files.flatMap(\.program.sections), source: files.map(\.program.source).joined())
  }

  /// The unit without some of its attempts; `nil` if none are left.
  func without(_ faulty: Set<Program>, in lesson: Lesson) -> CompilationUnit? {
    let sound = attempts.filter { !faulty.contains($0.program) }
    if sound.count == attempts.count { return self }
    let preambles = files.flatMap { file in file.attempts.map { ($0.candidate.exercise.name, file.preamble) } }
    return CompilationUnit(
      of: sound, after: Dictionary(preambles, uniquingKeysWith: { first, _ in first }), in: lesson)
  }
}
