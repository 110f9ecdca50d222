#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What came of compiling several programs in one call.
package enum BatchOutcome: Hashable, Sendable {
  /// The path of each program's library, in the cache; one that could not be linked is not there.
  case compiled([Program: String])
  /// There is no library of any. These parts have errors, which are in the cache unless another call should tell; what the others lack
  /// is not known.
  case faulty(Set<Program>)
  /// There is no library of any, and nothing tells why.
  case failed
  /// The compiler did not come to an end.
  case tooLong
}

/// Answers to be compiled into one library.
struct BatchUnit: Sendable {
  /// What the cache knows the library by.
  var program: Program
  /// Answers whose every cell an enclosure can hold, and what runs before them.
  var files: [(program: Program, preamble: CompiledPreamble)]
  /// The answers as programs by themselves. Each has a tag that no other has.
  var parts: [Program]
}

extension Compiler {
  /// Compiles enclosed answers in one call of the compiler: most of a call's time is the same for one and for twenty.
  ///
  /// What the compiler says about one of them does not depend on the others: each is a function of a file of its own.
  /// - Returns: What came of it. Errors are in the cache under the part that they are in.
  /// - Throws: If something is missing on this machine.
  func compileTogether(_ units: [BatchUnit]) async throws(MachineFailure) -> BatchOutcome {
    let files = units.flatMap(\.files)
    let folder = try draftFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let nonce = "\(UUID())".replacing("-", with: "")
    for (index, file) in files.enumerated() {
      let symbol = file.preamble.preamble.answerSymbol
      try write(
        Enclosure(file.program, symbol: symbol, named: "\(index)_\(nonce)").source, to: "\(folder)/\(index).swift")
    }
    let modules = Dictionary(
      files.map { ($0.preamble.preamble.moduleName, $0.preamble) }, uniquingKeysWith: { first, _ in first })
    for (name, compiled) in modules { try write(compiled.module, to: "\(folder)/\(name).swiftmodule") }
    let arguments = toolchain.compileArguments(
      enclosures: files.indices.map { ("\(folder)/\($0).swift", "\(folder)/\($0).o") }, preambles: folder,
      modules: runtime.modules, moduleCache: cache.modules,
      hasSpans: modules.values.contains(where: \.preamble.program.mayHaveSpans)
        || files.contains(where: \.program.mayHaveSpans))
    var nextFile = 0
    let links = units.enumerated().map { index, unit in
      let objects = unit.files.indices.map { "\(folder)/\(nextFile + $0).o" }
      nextFile += unit.files.count
      return [toolchain.linker]
        + toolchain.linkArguments(objects: objects, library: "\(folder)/\(index).so", hasImports: false)
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
        if !Complaints.mayBeMistaken(own) { try? cache.store(Array(own.utf8), as: key(of: program), .complaints) }
        return true
      }
      return faulty.isEmpty ? .failed : .faulty(Set(faulty))
    }
    var libraries: [Program: String] = [:]
    for (index, unit) in units.enumerated() {
      guard let library = content(ofDraft: "\(folder)/\(index).so") else { continue }
      libraries[unit.program] = try store(library, of: unit.program)
    }
    return .compiled(libraries)
  }

  /// Compiles, and then links what was compiled, in one process of a shell: in a sandbox if there is one.
  ///
  /// Linking many libraries is shared between two processes: where nothing else is left to do, another core helps.
  /// - Returns: How the compiler ended. A library that could not be linked is not there.
  func build(_ compilation: [String], links: [[String]], in folder: String) async throws(MachineFailure) -> Ending {
    let half = links.count < 8 ? 0 : links.count / 2
    func lines(_ links: ArraySlice<[String]>) -> [String] { links.map { "\(words($0)) 2>>linking.txt" } }
    let script =
      (["cd \(quoted(folder))", "\(words(compilation)) || exit $?", "{", ":"] + lines(links[..<half]) + ["} &"]
      + lines(links[half...]) + ["wait", "exit 0"]).joined(separator: "\n") + "\n"
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
