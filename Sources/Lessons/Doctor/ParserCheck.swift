import LessonSyntax
import Running

/// Whether the toolchain has the compiler's own parser, and it reads Swift.
enum ParserCheck {
  /// - Parameters:
  ///   - opening: The runner, or what stands in its way.
  ///   - findings: What is known to be missing already, and need not be said twice.
  /// - Returns: The finding.
  static func finding(
    in opening: Result<ProgramRunner, MachineFailure>, after findings: [Diagnosis]
  ) async -> Diagnosis {
    do throws(MachineFailure) {
      let runner = try opening.get()
      let start = ContinuousClock.now
      let replies = try await runner.compiler.parser.replies(to: [.facts(of: "let blank = ___")])
      guard case .facts(let facts)? = replies.first ?? nil, facts.isWhole, facts.blanks.count == 1 else {
        throw runner.compiler.toolchain.lacksParser([])
      }
      return Diagnosis(.parser, .ok, .parser(ContinuousClock.now - start))
    } catch {
      return findings.contains { $0.isAbout(error) } ? .untried(.parser) : Diagnosis(.parser, error)
    }
  }
}
