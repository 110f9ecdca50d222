import FoundationEssentials
import Support

// When a compilation fails and no line of a cell is named: is it the code that is too much for the compiler, or does nothing compile
// here?

extension Compiler {
  /// Compiles a program that nothing can be wrong with, in the same place.
  /// - Throws: If not even that compiles: then the machine is at fault, and no cell.
  func requireWorking() async throws(MachineFailure) {
    try await sandbox?.verify(in: pool)
    let folder = try draftFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let nothing = (source: folder + "/nothing.swift", object: folder + "/nothing.o", library: folder + "/nothing.so")
    try write("import LessonKit\nimport MiniCNN\n", to: nothing.source)
    let arguments = toolchain.compileArguments(
      source: nothing.source, object: nothing.object, modules: runtime.modules, moduleCache: folder + "/modules",
      hasSpans: false)
    let link = toolchain.linkArguments(objects: [nothing.object], library: nothing.library, hasImports: false)
    let ending = try await run([toolchain.frontend] + arguments, thenLinking: link, in: folder, within: limits)
    guard ending.cause != .exited(code: 0), !ending.tookTooLong else { return }
    throw isBroken(ending.errors)
  }

  func isBroken(_ errors: [UInt8]) -> MachineFailure {
    let words = String(decoding: errors.prefix(Self.mostComplaints), as: UTF8.self)
    let lines = words.split(separator: "\n").prefix(6).joined(separator: "\n")
    return .toolchain(.compilerFailed(frontend: toolchain.frontend, errors: lines, isConfined: sandbox != nil))
  }
}

extension Ending {
  var isCrash: Bool {
    switch cause {
    case .signalled: true
    case .exited(let code): code > 128
    case .timedOut, .outOfPatience, .tooManyProcesses, .tooMuchMemory: false
    }
  }
}

extension Diagnostic {
  /// Whether a cell can be the cause. The program's first lines import our own modules: what goes wrong there does not come from a
  /// cell, while an error further down does even if it is found between cells (a brace too many closes what the runner opened).
  var isAboutCells: Bool { place != nil || line > ProgramAssembly.importLines }
}
