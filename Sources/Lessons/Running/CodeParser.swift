import LessonSyntax
import Support

/// Asks the compiler's own parser about pieces of Swift, in a process of its own: a piece that is too much for it costs that process,
/// and nobody else's answer.
package struct CodeParser: Sendable {
  /// In bytes: nobody writes longer cells, and whoever does has them compiled by themselves.
  private static let longestPiece = 256 << 10
  private static let limits = Limits(seconds: 20, memory: 4 << 30, fileSize: 64 << 20)
  /// The exit status of a process whose libraries the system does not find.
  private static let cannotLoad: Int32 = 127

  let toolchain: Toolchain
  let runtime: CellRuntime
  let pool: ProcessPool
  /// Where it runs when it reads what is not to be trusted.
  var sandbox: (any Sandbox)?

  package init(toolchain: Toolchain, runtime: CellRuntime, pool: ProcessPool, sandbox: (any Sandbox)? = nil) {
    (self.toolchain, self.runtime, self.pool, self.sandbox) = (toolchain, runtime, pool, sandbox)
  }

  /// Changes whenever its answers might.
  var identity: String { "\(toolchain.parserIdentity) \(runtime.parserIdentity)" }

  /// - Returns: A reply to each request; `nil` where the parser came to no answer.
  /// - Throws: If there is no parser on this machine.
  /// - Complexity: O(*n*) in the length of all pieces, about a millisecond for a kilobyte; and ten to start.
  package func replies(to requests: [SyntaxRequest]) async throws(MachineFailure) -> [SyntaxReply?] {
    var replies: [SyntaxReply?] = []
    while replies.count < requests.count {
      guard requests[replies.count].piece.utf8.count <= Self.longestPiece else {
        replies.append(nil)
        continue
      }
      let next = requests[replies.count...].prefix { $0.piece.utf8.count <= Self.longestPiece }
      let answered = try await answers(to: next)
      replies += answered
      // What the process was asked when it came to its end was too much for it.
      if answered.count < next.count { replies.append(nil) }
    }
    return replies
  }

  /// - Returns: Replies to the first requests.
  private func answers(to requests: ArraySlice<SyntaxRequest>) async throws(MachineFailure) -> [SyntaxReply] {
    guard toolchain.hasParser else { throw toolchain.lacksParser([]) }
    var writer = SyntaxWriter()
    for request in requests { writer.append(request) }
    let file = try InheritableFile(holding: writer.bytes)
    var command = Command(
      runtime.parser, environment: ["LC_ALL": "C.UTF-8", "LD_LIBRARY_PATH": toolchain.parserLibraries], hasWire: true,
      inherited: [file], limits: Self.limits)
    if let sandbox {
      command = sandbox.confined(command, as: .tool, readable: [toolchain.root, runtime.parser], writable: [])
    }
    let ending: Ending
    do throws(StartFailure) { ending = try await pool.run(command) } catch { throw MachineFailure(starting: error) }
    if ending.cause == .exited(code: Self.cannotLoad) { throw toolchain.lacksParser(ending.errors) }
    // The parser never ends like that before its first reply.
    if let sandbox, ending.cause == .exited(code: 1), ending.wire.isEmpty {
      try await sandbox.verify(in: pool)
      throw MachineFailure(
        "\(runtime.parser) could not start: \(String(decoding: ending.errors.prefix(500), as: UTF8.self).trimmed)",
        advice: SandboxObstacle.adviceOnFailure)
    }
    var reader = SyntaxReader(ending.wire[...])
    var replies: [SyntaxReply] = []
    while replies.count < requests.count, let reply = reader.reply() { replies.append(reply) }
    return replies
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
    return MachineFailure(
      "the toolchain \(root) has no parser that lesson-run can use\(words.isEmpty ? "" : ": " + words)",
      advice:
        "put the usr/bin folder of the whole toolchain that built lesson-run first on PATH, or build it again (make build)"
    )
  }
}
