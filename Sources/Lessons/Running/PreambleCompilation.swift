import FoundationEssentials

extension Compiler {
  /// Compiles a preamble, or finds it in the cache.
  /// - Returns: `nil` if it is no valid Swift as a module of its own.
  /// - Throws: If something is missing on this machine.
  package func compile(_ preamble: Preamble) async throws(MachineFailure) -> CompiledPreamble? {
    let key = key(of: preamble.program)
    if let module = cache.content(of: key, .module), let library = library(of: preamble.program) {
      return CompiledPreamble(preamble: preamble, module: module, library: library)
    }
    let folder = try draftFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let draft = folder + "/preamble"
    try write(preamble.program.source, to: draft + ".swift")
    let arguments = toolchain.compileArguments(
      preamble: draft + ".swift", named: preamble.moduleName, object: draft + ".o", module: draft + ".swiftmodule",
      modules: runtime.modules, moduleCache: cache.modules, hasSpans: preamble.program.mayHaveSpans)
    let link = toolchain.linkArguments(objects: [draft + ".o"], library: draft + ".so", hasImports: false)
    let compilation = try await run([toolchain.frontend] + arguments, thenLinking: link, in: folder, within: limits)
    guard compilation.cause == .exited(code: 0),
      let module = content(ofDraft: draft + ".swiftmodule"), let library = content(ofDraft: draft + ".so")
    else { return nil }
    try store(module, of: preamble.program, .module)
    return CompiledPreamble(
      preamble: preamble, module: module, library: try store(library, of: preamble.program))
  }
}
