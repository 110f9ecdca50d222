import Reading
import Running

/// Answers that are compiled into one library: of one student, or one answer that several students gave.
///
/// Those with the same preamble share a file, as most of what a file costs the compiler it costs once. A library holds nobody else's
/// answers, and no preamble: code that runs in a process can read whatever the process holds, and some preambles hold solutions.
package struct AnswerGroup: Sendable {
  /// Answers with the same preamble.
  package struct File: Sendable {
    package let preamble: Preamble
    package let answers: [AnswerProgram]
    package let program: Program
  }

  package let files: [File]
  /// All files' sources, by which the cache knows the library.
  package let program: Program

  package var answers: [AnswerProgram] { files.flatMap(\.answers) }

  /// `nil` if there is nothing to compile.
  /// - Parameters:
  ///   - answers: Those that may be compiled beside others.
  ///   - preambles: By the exercises' names. An answer without one is left out.
  ///   - lesson: The author's lesson.
  /// - Complexity: O(*n*²) in the number of answers.
  package init?(of answers: [AnswerProgram], after preambles: [String: Preamble], in lesson: Lesson) {
    var groups: [(preamble: Preamble, answers: [AnswerProgram])] = []
    for answer in answers {
      guard let preamble = preambles[answer.candidate.exercise.name] else { continue }
      if let index = groups.firstIndex(where: { $0.preamble == preamble }) {
        groups[index].answers.append(answer)
      } else {
        groups.append((preamble, [answer]))
      }
    }
    guard !groups.isEmpty else { return nil }
    files = groups.map { preamble, answers in
      File(
        preamble: preamble, answers: answers,
        program: ProgramAssembly.answers(answers.map(\.candidate), after: preamble, in: lesson))
    }
    program = Program(
      name: "answers", sections: files.flatMap(\.program.sections), source: files.map(\.program.source).joined())
  }

  /// The unit without some of its answers; `nil` if none are left.
  func without(_ faulty: Set<Program>, in lesson: Lesson) -> AnswerGroup? {
    let sound = answers.filter { !faulty.contains($0.program) }
    if sound.count == answers.count { return self }
    let preambles = files.flatMap { file in file.answers.map { ($0.candidate.exercise.name, file.preamble) } }
    return AnswerGroup(
      of: sound, after: Dictionary(preambles, uniquingKeysWith: { first, _ in first }), in: lesson)
  }
}
