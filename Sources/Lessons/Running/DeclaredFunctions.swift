import LessonSyntax
import Reading

extension ProgramRunner {
  /// The functions that cells declare for what follows them, as the parser finds them; none where it came to no answer.
  /// - Throws: If there is no parser on this machine.
  package func functions(declaredIn cells: [Cell]) async throws(MachineFailure) -> [[SwiftFunction]] {
    try await compiler.parser.replies(to: cells.map { .functions(of: $0.source) }).map { reply in
      if case .functions(let functions)? = reply { functions } else { [] }
    }
  }
}
