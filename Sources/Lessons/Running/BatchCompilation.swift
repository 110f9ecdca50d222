#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What came of compiling several programs in one call.
package enum BatchOutcome: Hashable, Sendable {
  /// The path of each program's library, in the cache; one that could not be linked is not there.
  case compiled([Program: String])
  /// There is no library of any. These parts have errors, which are in the cache; what the others lack is not known.
  case faulty(Set<Program>)
  /// There is no library of any, and nothing tells why.
  case failed
  /// The compiler did not come to an end.
  case tooLong
}

extension Compiler {
  /// Compiles enclosed answers in one call of the compiler: most of a call's time is the same for one and for twenty.
  ///
  /// What the compiler says about one of them does not depend on the others: each is a function of a file of its own.
  /// - Parameters:
  ///   - units: Answers whose every cell an enclosure can hold, each with the programs that its parts are by themselves. A part has a
  ///     tag that no other part has.
  ///   - preambles: The preambles of all of them.
  /// - Returns: What came of it. Errors are in the cache under the part that they are in.
  /// - Throws: If something is missing on this machine.
  package func compileTogether(
    _ units: [(program: Program, parts: [Program])], after preambles: Set<CompiledPreamble>
  ) async throws(MachineFailure) -> BatchOutcome {
    let programs = units.map(\.program)
    let folder = try draftFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let nonce = "\(UUID())".replacing("-", with: "")
    let drafts = programs.indices.map { "\(folder)/\($0)" }
    for (index, program) in programs.enumerated() {
      try write(Enclosure(program, named: "\(index)_\(nonce)").source, to: drafts[index] + ".swift")
    }
    for compiled in preambles {
      try write(compiled.module, to: "\(folder)/\(compiled.preamble.moduleName).swiftmodule")
    }
    let arguments = toolchain.compileArguments(
      enclosures: drafts.map { ($0 + ".swift", $0 + ".o") }, preambles: folder, modules: runtime.modules,
      moduleCache: cache.modules,
      hasSpans: (programs + preambles.map(\.preamble.program)).contains(where: \.mayHaveSpans))
    let links = drafts.map { draft in
      [toolchain.linker] + toolchain.linkArguments(object: draft + ".o", library: draft + ".so", hasImports: false)
    }
    let ending = try await build([toolchain.frontend] + arguments, links: links, in: folder)
    guard ending.cause == .exited(code: 0) else {
      if ending.cause == .timedOut { return .tooLong }
      // Half of what there is to say about a program would depend on what is said about others.
      guard ending.errors.count <= Self.mostComplaints else { return .failed }
      let complaints = Complaints(String(decoding: ending.errors, as: UTF8.self))
      let faulty = units.flatMap(\.parts).filter { program in
        let own = complaints.about(program)
        guard !own.isEmpty else { return false }
        try? cache.store(Array(own.utf8), as: key(of: program), .complaints)
        return true
      }
      return faulty.isEmpty ? .failed : .faulty(Set(faulty))
    }
    var libraries: [Program: String] = [:]
    for (program, draft) in zip(programs, drafts) {
      guard let library = FileManager.default.contents(atPath: draft + ".so") else { continue }
      libraries[program] = try store(Array(library), of: program)
    }
    return .compiled(libraries)
  }

  /// Compiles, and then links what was compiled, in one process of a shell: in a sandbox if there is one.
  ///
  /// - Returns: How the compiler ended. A library that could not be linked is not there.
  func build(_ compilation: [String], links: [[String]], in folder: String) async throws(MachineFailure) -> Ending {
    let script =
      (["cd \(quoted(folder))", "\(words(compilation)) || exit $?"] + links.map { "\(words($0)) 2>>linking.txt" }
      + ["exit 0"]).joined(separator: "\n") + "\n"
    try write(script, to: folder + "/build.sh")
    let command = Command(
      "/bin/sh", [folder + "/build.sh"], environment: Self.environment, limits: limits)
    let readable =
      [toolchain.root, runtime.modules, cache.modules] + (toolchain.isLinkerOfSystem ? [] : [toolchain.linker])
    return try await start(sandbox?.confined(command, as: .tool, readable: readable, writable: [folder]) ?? command)
  }

  private func words(_ arguments: [String]) -> String { arguments.map(quoted).joined(separator: " ") }

  private func quoted(_ word: String) -> String { "'" + word.replacing("'", with: "'\\''") + "'" }
}
