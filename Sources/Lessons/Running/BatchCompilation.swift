import FoundationEssentials

/// What came of compiling several programs in one call.
package enum BatchOutcome: Hashable, Sendable {
  /// The path of each program's library, in the cache; one that could not be linked is not there.
  case compiled([Program: String])
  /// There is no library of any. These parts are to be compiled by themselves: they have errors, or are not what they were taken for.
  /// What the others lack is not known. Errors that do not depend on the others are in the cache.
  case faulty(Set<Program>)
  /// There is no library of any, and nothing tells why.
  case failed
  /// The compiler did not come to an end.
  case tooLong
}

/// Answers to be compiled into one library.
package struct LibraryParts: Sendable {
  /// What the cache knows the library by.
  var program: Program
  /// Answers of which the parser has said that they stay within their functions, and what runs before them.
  package var files: [(function: AnswerFunction, preamble: CompiledPreamble)]
  /// The answers as programs by themselves. Each has a tag that no other has.
  var parts: [Program]

  package init(
    program: Program, files: [(function: AnswerFunction, preamble: CompiledPreamble)], parts: [Program]
  ) {
    (self.program, self.files, self.parts) = (program, files, parts)
  }
}

extension Compiler {
  /// Compiles enclosed answers in one call of the compiler: most of a call's time is the same for one and for twenty.
  ///
  /// What the compiler says about one of them does not depend on the others: each is a function of a file of its own.
  /// - Returns: What came of it. Errors are in the cache under the part that they are in.
  /// - Throws: If something is missing on this machine.
  package func compileTogether(_ units: [LibraryParts]) async throws(MachineFailure) -> BatchOutcome {
    let files = units.flatMap(\.files)
    let folder = try draftFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (index, file) in files.enumerated() { try write(file.function.file.source, to: "\(folder)/\(index).swift") }
    let modules = Dictionary(
      files.map { ($0.preamble.preamble.moduleName, $0.preamble) }, uniquingKeysWith: { first, _ in first })
    for (name, compiled) in modules { try write(compiled.module, to: "\(folder)/\(name).swiftmodule") }
    let arguments = toolchain.compileArguments(
      functions: files.indices.map { ("\(folder)/\($0).swift", "\(folder)/\($0).o") }, preambles: folder,
      modules: runtime.modules, moduleCache: cache.modules,
      hasSpans: modules.values.contains(where: \.preamble.program.mayHaveSpans)
        || units.flatMap(\.parts).contains(where: \.mayHaveSpans))
    var nextFile = 0
    let links = units.enumerated().map { index, unit in
      let objects = unit.files.indices.map { "\(folder)/\(nextFile + $0).o" }
      nextFile += unit.files.count
      return [toolchain.linker]
        + toolchain.linkArguments(objects: objects, library: "\(folder)/\(index).so", hasImports: false)
    }
    let listing = toolchain.symbolLister.map { [$0] + SymbolList.options + files.indices.map { "\(folder)/\($0).o" } }
    let ending = try await build(
      [toolchain.frontend] + arguments, listing: files.count > 1 ? listing : nil, links: links, in: folder,
      within: limits(forFiles: files.count))
    guard ending.cause == .exited(code: 0) else {
      if ending.tookTooLong { return .tooLong }
      // Half of what there is to say about a program would depend on what is said about others.
      guard ending.errors.count <= Self.mostComplaints else { return .failed }
      let complaints = Complaints(String(decoding: ending.errors, as: UTF8.self))
      let parts = units.flatMap(\.parts)
      let faulty = parts.filter { !complaints.about($0).isEmpty }
      // What was found in company is to be found alone before it is kept, unless company cannot have brought it about.
      for program in faulty {
        let own = complaints.about(program)
        guard parts.count == 1 || Complaints.areOfMissingNamesOnly(own) else { continue }
        try? cache.store(Array(own.utf8), as: key(of: program), .complaints)
      }
      return faulty.isEmpty ? .failed : .faulty(Set(faulty))
    }
    if files.count > 1 {
      let strays = try strays(among: files.map(\.function), listedIn: folder)
      let faulty = zip(units, unitRanges(units)).filter { !strays.isDisjoint(with: $1) }.flatMap(\.0.parts)
      if !faulty.isEmpty { return .faulty(Set(faulty)) }
    }
    var libraries: [Program: String] = [:]
    for (index, unit) in units.enumerated() {
      guard let library = content(ofDraft: "\(folder)/\(index).so") else { continue }
      libraries[unit.program] = try store(library, of: unit.program)
    }
    return .compiled(libraries)
  }

  /// Those files, by their places, whose objects define something besides their own answers, or about which nothing is known.
  private func strays(among functions: [AnswerFunction], listedIn folder: String) throws(MachineFailure) -> Set<Int> {
    guard let list = content(ofDraft: "\(folder)/\(SymbolList.fileName)").map({ SymbolList($0) }) else {
      return Set(functions.indices)
    }
    return Set(functions.indices.filter { !list.isOwn("\(folder)/\($0).o", of: functions[$0]) })
  }

  /// The places of each unit's files among all.
  private func unitRanges(_ units: [LibraryParts]) -> [Range<Int>] {
    var start = 0
    return units.map { unit in
      defer { start += unit.files.count }
      return start..<start + unit.files.count
    }
  }

  /// Compiles, lists what the objects define, and links what was compiled, in one process of a shell: in a sandbox if there is one.
  ///
  /// Linking many libraries is shared between two processes: where nothing else is left to do, another core helps.
  /// - Returns: How the compiler ended. A library that could not be linked is not there.
  func build(
    _ compilation: [String], listing: [String]? = nil, links: [[String]], in folder: String, within limits: Limits
  ) async throws(MachineFailure) -> Ending {
    let half = links.count < 8 ? 0 : links.count / 2
    let linker = Self.linkerEnvironment.map { "\($0)=\($1) " }.joined()
    func lines(_ links: ArraySlice<[String]>) -> [String] { links.map { "\(linker)\(words($0)) 2>>linking.txt" } }
    let script =
      (["cd \(quoted(folder))", "\(words(compilation)) || exit $?", "{", ":"]
      + [listing.map { "\(words($0)) >\(SymbolList.fileName)" }].compactMap(\.self)
      + lines(links[..<half]) + ["} &"]
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
