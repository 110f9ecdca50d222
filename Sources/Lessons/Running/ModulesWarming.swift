import FoundationEssentials
import Support

extension Compiler {
  /// What lessons import, and programs of ours need. Nothing of a lesson's is in it: it is compiled outside of the sandbox.
  private static let imports = ["Foundation", "LessonKit", "MiniCNN"].map { "import \($0)\n" }.joined()

  /// Fills the compiler's cache of modules, which no sandbox can write to: without it every compilation there makes them anew, which
  /// takes a second.
  /// - Returns: Whether there is reason to try a compilation again: only the first call with a cache has something to do.
  func warmModules() async throws(MachineFailure) -> Bool {
    let mark = cache.modules + "/warm \(ContentHash(of: toolchain.identity.utf8))"
    guard fileStamp(mark) == nil else { return false }
    let folder = try draftFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let source = folder + "/modules.swift"
    try write(Self.imports, to: source)
    let arguments = toolchain.compileArguments(
      source: source, object: folder + "/modules.o", modules: runtime.modules, moduleCache: cache.modules,
      hasSpans: false)
    let command = Command(toolchain.frontend, arguments, environment: Self.environment, limits: limits)
    guard try await start(command).cause == .exited(code: 0) else { return false }
    try write("", to: mark)
    return true
  }
}
