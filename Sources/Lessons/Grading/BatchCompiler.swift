/// Compiles many answers in few calls of the compiler, without any of them knowing of the others: what a student is told does not
/// depend on whose answer was in the same call. Whatever cannot be compiled so will be compiled by itself.
struct BatchCompiler: Sendable {
  /// How many programs go into one call: more save hardly any time, and a faulty one costs all the others another call.
  private static let callSize = 48
  private let compiler: Compiler
  /// Whether the lesson's examples can stand in a function at all.
  private let isUsable: Bool

  init(_ workshop: Workshop, examplesOf lesson: Lesson) async throws(MachineFailure) {
    compiler = workshop.compiler
    guard lesson.contextCells.allSatisfy(Enclosure.canHold) else {
      isUsable = false
      return
    }
    let examples = ProgramAssembly.program(named: "examples", choosingAmong: [], in: lesson)
    isUsable = try await compiler.compileTogether([examples]) == .compiled
  }

  /// Puts into the cache whatever of these answers can be compiled with others.
  func compile(_ attempts: [Attempt]) async throws(MachineFailure) {
    guard isUsable else { return }
    var seen: Set<Program> = []
    let missing = attempts.filter { attempt in
      attempt.isEnclosable && seen.insert(attempt.program).inserted
        && compiler.cachedProduct(of: attempt.program) == nil
    }
    guard !missing.isEmpty else { return }
    let callCount = (missing.count + Self.callSize - 1) / Self.callSize
    let size = (missing.count + callCount - 1) / callCount
    for start in stride(from: 0, to: missing.count, by: size) {
      try await compileTogether(Array(missing[start..<min(start + size, missing.count)]))
    }
  }

  private func compileTogether(_ attempts: [Attempt]) async throws(MachineFailure) {
    guard !attempts.isEmpty else { return }
    switch try await compiler.compileTogether(attempts.map(\.program)) {
    case .compiled:
      return
    case .faulty(let programs):
      // The compiler looks for some errors only where it found no others: these may yet turn out to be faulty.
      try await compileTogether(attempts.filter { !programs.contains($0.program) })
    case .failed:
      // One of them makes the compiler itself fail: halving finds it.
      guard attempts.count > 1 else { return }
      let half = attempts.count / 2
      try await compileTogether(Array(attempts[..<half]))
      try await compileTogether(Array(attempts[half...]))
    }
  }
}
