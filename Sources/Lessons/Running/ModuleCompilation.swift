import FoundationEssentials

extension Compiler {
  /// Compiles a preamble, or finds it in the cache.
  /// - Returns: `nil` if it is no valid Swift as a module of its own.
  /// - Throws: If something is missing on this machine.
  package func compile(_ preamble: Preamble) async throws(MachineFailure) -> CompiledPreamble? {
    try await module(of: preamble.program, named: preamble.moduleName).map {
      CompiledPreamble(preamble: preamble, module: $0.content, library: $0.library)
    }
  }

  /// Compiles code that others build on, or finds it in the cache.
  /// - Parameters:
  ///   - program: The code.
  ///   - name: The module's name.
  ///   - bases: The modules that it builds on itself.
  ///   - hasImports: Whether it imports more than cells do by themselves.
  /// - Returns: The module's content and the path of its library; `nil` if it is no valid Swift as a module of its own.
  /// - Throws: If something is missing on this machine.
  func module(
    of program: Program, named name: String, after bases: [CompiledSegment] = [], hasImports: Bool = false
  ) async throws(MachineFailure) -> (content: [UInt8], library: String)? {
    if let module = cache.content(of: key(of: program), .module), let library = library(of: program) {
      return (module, library)
    }
    let folder = try draftFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let draft = "\(folder)/\(name)"
    try write(program.source, to: draft + ".swift")
    try write(bases, to: folder)
    let arguments = toolchain.compileArguments(
      preamble: draft + ".swift", named: name, object: draft + ".o", module: draft + ".swiftmodule",
      bases: bases.isEmpty ? nil : folder, modules: runtime.modules, moduleCache: cache.modules,
      hasSpans: program.mayHaveSpans)
    let link = toolchain.linkArguments(objects: [draft + ".o"], library: draft + ".so", hasImports: hasImports)
    let compilation = try await run([toolchain.frontend] + arguments, thenLinking: link, in: folder, within: limits)
    guard compilation.cause == .exited(code: 0), let module = content(ofDraft: draft + ".swiftmodule"),
      let library = content(ofDraft: draft + ".so")
    else { return nil }
    try store(module, of: program, .module)
    return (module, try store(library, of: program))
  }
}
