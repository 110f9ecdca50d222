/// Compiles many answers in few calls of the compiler, without any of them knowing of the others: what a student is told does not
/// depend on whose answer was in the same call. Whatever cannot be compiled so is compiled by itself.
package struct BatchCompiler: Sendable {
  /// How many units go into one call: more save hardly any time, and a faulty one costs all the others another call.
  private static let callSize = 128

  private let compiler: Compiler
  private let lesson: Lesson
  private let doubtfulNames: DoubtfulNames
  /// Whether the lesson's examples can stand in a function at all.
  private let isUsable: Task<Result<Bool, MachineFailure>, Never>

  /// Makes a compiler of answers, and lets it try at once whether it can be used for this lesson.
  package init(_ workshop: Workshop, for lesson: Lesson) {
    let compiler = workshop.compiler
    self.compiler = compiler
    self.lesson = lesson
    doubtfulNames = DoubtfulNames(in: lesson)
    isUsable = Task { await Self.canHold(examplesOf: lesson, compiler) }
  }

  private static func canHold(examplesOf lesson: Lesson, _ compiler: Compiler) async -> Result<Bool, MachineFailure> {
    guard lesson.contextCells.allSatisfy(Enclosure.canHold) else { return .success(false) }
    var examples = ProgramAssembly.program(named: "examples", choosingAmong: [], in: lesson)
    // As a program of its own, so that the cache tells it from the examples that were compiled as a learner's run needs them.
    examples.source += "// in a function\n"
    if compiler.library(of: examples) != nil { return .success(true) }
    do throws(MachineFailure) {
      guard case .compiled = try await compiler.compileTogether([(examples, [])]) else { return .success(false) }
      return .success(true)
    } catch {
      return .failure(error)
    }
  }

  /// Compiles answers.
  /// - Parameters:
  ///   - papers: The attempts of each student.
  ///   - isShared: Whether an answer is known to be several students': it then gets a unit, and a library, to itself.
  /// - Returns: For each student, the path of each attempt's library, by the attempt's program. An attempt that is not there is to be
  ///   compiled by itself, or has errors that are in the cache.
  /// - Throws: If something is missing on this machine.
  func libraries(
    for papers: [[Attempt]], isShared: (Attempt) -> Bool
  ) async throws(MachineFailure) -> [[Program: String]] {
    guard try await isUsable.value.get() else { return papers.map { _ in [:] } }
    var (units, doubtful) = (papers.map { _ in [CompilationUnit]() }, Set<Program>())
    for (index, attempts) in papers.enumerated() {
      let fit = attempts.filter { $0.isEnclosable && compiler.complaints(about: $0.program) == nil }
      let common = fit.filter(isShared).map { CompilationUnit([$0], in: lesson) }
      let own = fit.filter { !isShared($0) }
      let suspects = own.filter { doubtfulNames.areIn($0.candidate.cell) }.map { CompilationUnit([$0], in: lesson) }
      let rest = own.filter { attempt in !suspects.contains { $0.program == attempt.program } }
      units[index] = common + CompilationUnit.units(of: rest, in: lesson) + suspects
      doubtful.formUnion(suspects.map(\.program))
    }
    var paths: [Program: String] = [:]
    var seen: Set<Program> = []
    let missing = units.joined().filter { unit in
      guard seen.insert(unit.program).inserted else { return false }
      paths[unit.program] = compiler.library(of: unit.program)
      return paths[unit.program] == nil
    }
    var faulty: Set<Program> = []
    let calls =
      Self.calls(of: missing.filter { !doubtful.contains($0.program) })
      + Self.calls(of: missing.filter { doubtful.contains($0.program) })
    for call in calls {
      let (libraries, rejected) = try await compile(call)
      paths.merge(libraries) { first, _ in first }
      faulty.formUnion(rejected)
    }
    units = units.map { $0.compactMap { $0.without(faulty, in: lesson) } }
    return units.map { units in
      let pairs = units.flatMap { unit in
        paths[unit.program].map { path in unit.attempts.map { ($0.program, path) } } ?? []
      }
      return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Shares units out over as few calls as may be, evenly.
  private static func calls(of units: [CompilationUnit]) -> [[CompilationUnit]] {
    let count = (units.count + callSize - 1) / callSize
    return (0..<count).map { Array(units[units.count * $0 / count..<units.count * ($0 + 1) / count]) }
  }

  /// - Returns: The paths of the units' libraries, and the attempts that have errors.
  private func compile(
    _ units: [CompilationUnit]
  ) async throws(MachineFailure) -> (libraries: [Program: String], faulty: Set<Program>) {
    guard !units.isEmpty else { return ([:], []) }
    switch try await compiler.compileTogether(units.map { ($0.program, $0.attempts.map(\.program)) }) {
    case .compiled(let libraries):
      return (libraries, [])
    case .faulty(let programs):
      // The compiler looks for some errors only where it found no others: these may yet turn out to have some.
      let rest = try await compile(units.compactMap { $0.without(programs, in: lesson) })
      return (rest.libraries, rest.faulty.union(programs))
    case .failed:
      // One of them makes the compiler itself fail: halving finds it.
      guard units.count > 1 else { return ([:], []) }
      let half = units.count / 2
      let first = try await compile(Array(units[..<half]))
      let second = try await compile(Array(units[half...]))
      return (first.libraries.merging(second.libraries) { path, _ in path }, first.faulty.union(second.faulty))
    case .tooLong:
      // Halving would wait for it again and again.
      guard units.count > 1 else { return ([:], []) }
      var libraries: [Program: String] = [:]
      var faulty: Set<Program> = []
      for unit in units {
        let alone = try await compile([unit])
        libraries.merge(alone.libraries) { path, _ in path }
        faulty.formUnion(alone.faulty)
      }
      return (libraries, faulty)
    }
  }
}
