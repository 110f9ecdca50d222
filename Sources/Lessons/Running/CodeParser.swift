import LessonSyntax
import Support

/// Asks the compiler's own parser about pieces of Swift, in a process of its own: a piece that is too much for it costs that process,
/// and nobody else's answer. Copies ask the same process, which ends with the last of them.
package struct CodeParser: Sendable {
  /// In bytes: nobody writes longer cells, and whoever does has them compiled by themselves.
  private static let longestPiece = 256 << 10
  /// For each request the process limits itself.
  private static let limits = Limits(seconds: 1e6, memory: 4 << 30, fileSize: 64 << 20)
  /// The exit status of a process whose libraries the system does not find.
  private static let cannotLoad: Int32 = 127

  let toolchain: Toolchain
  let runtime: CellRuntime
  let pool: ProcessPool
  /// Where it runs when it reads what is not to be trusted.
  let sandbox: (any Sandbox)?
  private let host = ParserHost()

  package init(toolchain: Toolchain, runtime: CellRuntime, pool: ProcessPool, sandbox: (any Sandbox)? = nil) {
    (self.toolchain, self.runtime, self.pool, self.sandbox) = (toolchain, runtime, pool, sandbox)
  }

  /// Changes whenever its answers might.
  var identity: String { "\(toolchain.parserIdentity) \(runtime.parserIdentity)" }

  /// - Returns: A reply to each request; `nil` where the parser came to no answer.
  /// - Throws: If there is no parser on this machine.
  /// - Complexity: O(*n*) in the length of all pieces, about a millisecond for a kilobyte; and ten to start the process.
  package func replies(to requests: [SyntaxRequest]) async throws(MachineFailure) -> [SyntaxReply?] {
    guard toolchain.hasParser else { throw toolchain.lacksParser([]) }
    var replies: [SyntaxReply?] = []
    while replies.count < requests.count {
      guard requests[replies.count].piece.utf8.count <= Self.longestPiece else {
        replies.append(nil)
        continue
      }
      let next = requests[replies.count...].prefix { $0.piece.utf8.count <= Self.longestPiece }
      let answered = try await host.answers(to: next, startedBy: command, in: pool)
      replies += answered.replies
      guard answered.replies.count < next.count else { continue }
      if let end = answered.end {
        // What was asked before may have had a part in it: the same is asked once more, of a new process.
        if end.isAfterOthers { continue }
        try await requireCause(of: end.ending)
      }
      replies.append(nil)
    }
    return replies
  }

  private var command: Command {
    let command = Command(
      runtime.parser, environment: ["LC_ALL": "C.UTF-8", "LD_LIBRARY_PATH": toolchain.parserLibraries],
      limits: Self.limits)
    return sandbox?.confined(command, as: .tool, readable: [toolchain.root, runtime.parser], writable: []) ?? command
  }

  /// - Throws: If the process has ended without having been able to answer anything.
  private func requireCause(of ending: Result<Ending, StartFailure>) async throws(MachineFailure) {
    let ending = try ended(ending)
    if ending.cause == .exited(code: Self.cannotLoad) { throw toolchain.lacksParser(ending.errors) }
    // The parser never ends like that before its first reply.
    if let sandbox, ending.cause == .exited(code: 1) {
      try await sandbox.verify(in: pool)
      let errors = String(decoding: ending.errors.prefix(500), as: UTF8.self).trimmed
      throw .program(.parserFailed(parser: runtime.parser, errors: errors))
    }
  }

  private func ended(_ ending: Result<Ending, StartFailure>) throws(MachineFailure) -> Ending {
    do throws(StartFailure) { return try ending.get() } catch { throw MachineFailure(starting: error) }
  }
}

extension SyntaxRequest {
  fileprivate var piece: String {
    switch self {
    case .facts(let source, _), .tokens(let source), .functions(let source): source
    case .isSound(let file): file.source
    }
  }
}

extension Toolchain {
  /// The folders of the parser's libraries and of the standard library that they are made for.
  var parserLibraries: String { "\(parent(of: libraries))/host:\(libraries)" }

  var hasParser: Bool { fileStamp("\(parent(of: libraries))/host/libSwiftParser.so") != nil }

  /// A digest of what the parser's answers depend on besides the code.
  var parserIdentity: String { "\(identity) \(fileStamp("\(parent(of: libraries))/host/libSwiftParser.so") ?? "")" }

  package func lacksParser(_ errors: [UInt8]) -> MachineFailure {
    let words = String(decoding: errors.prefix(500), as: UTF8.self).trimmed
    return .toolchain(.noParser(toolchain: root, errors: words))
  }
}
