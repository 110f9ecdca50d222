import LessonSyntax

extension ProgramRunner {
  /// The tokens of pieces of code, for colouring; of those that the parser comes to an answer about.
  /// - Throws: If there is no parser on this machine.
  package func tokens(of sources: Set<String>) async throws(MachineFailure) -> [String: [SwiftToken]] {
    let pieces = sources.filter { !$0.isEmpty }.sorted()
    guard !pieces.isEmpty else { return [:] }
    let replies = try await compiler.parser.replies(to: pieces.map { .tokens(of: $0) })
    var tokens: [String: [SwiftToken]] = [:]
    for (piece, reply) in zip(pieces, replies) {
      if case .tokens(let found)? = reply { tokens[piece] = found }
    }
    return tokens
  }
}

extension ProgramRunner {
  /// The files that list the public names of what a cell may use; those that are there.
  package var symbolGraphs: [String] { executor.runtime.symbolGraphs }

  /// Changes whenever the compiler or the libraries that cells run in do.
  package var identity: String { "\(executor.toolchain.identity) \(executor.runtime.identity)" }
}
