#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Compiler {
  /// Has the compiler's parser confirm of several cells that a brace is missing or too many, in one call, which takes half the time
  /// that compiling one of them does. What else may be wrong with such a cell nobody is told.
  ///
  /// - Parameter suspects: Cells that `Enclosure.lacksOnlyBraces` of, with the programs that they are in. The cache gets the errors of
  ///   those that are confirmed.
  /// - Throws: If something is missing on this machine.
  func confirmUnmatchedBraces(in suspects: [(cell: Cell, program: Program)]) async throws(MachineFailure) {
    guard !suspects.isEmpty else { return }
    let folder = try draftFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = suspects.indices.map { "\(folder)/\($0).swift" }
    for (file, suspect) in zip(files, suspects) {
      try write(
        "func cell() {\n#sourceLocation(file: \"cell\", line: 1)\n\(suspect.cell.source)\n#sourceLocation()\n}\n",
        to: file)
    }
    let command = Command(
      toolchain.frontend, toolchain.parseArguments(sources: files), environment: Self.environment, limits: limits)
    let ending = try await start(
      sandbox?.confined(command, as: .tool, readable: [toolchain.root], writable: [folder]) ?? command)
    guard ending.cause == .exited(code: 1) else { return }
    let lines = String(decoding: ending.errors, as: UTF8.self).split(separator: "\n")
    for (file, suspect) in zip(files, suspects) {
      // An error at a place in no cell is at the brace that closes the function, or has lost its function.
      guard let line = lines.first(where: { $0.hasPrefix(file + ":") && $0.contains(Complaints.mark) }) else {
        continue
      }
      try? cache.store(Array("program\(line.dropFirst(file.count))\n".utf8), as: key(of: suspect.program), .complaints)
    }
  }
}
