/// Compiles many answers in few calls of the compiler, without any of them knowing of the others: what a student is told does not
/// depend on whose answer was in the same call. Whatever cannot be compiled so is compiled by itself.
package struct BatchCompiler: Sendable {
  /// How many units go into one call: more save hardly any time, and a faulty one costs all the others another call.
  private static let callSize = 128

  private let compiler: Compiler
  private let lesson: Lesson
  private let doubtfulNames: DoubtfulNames
  /// By the exercises' names.
  private let preambles: [String: Preamble]
  private let compilations: [Preamble: Task<Result<CompiledPreamble?, MachineFailure>, Never>]

  /// Makes a compiler of answers, and lets it prepare at once what they all need.
  /// - Parameters:
  ///   - lesson: The author's lesson.
  ///   - workshop: Where what the author wrote is compiled.
  ///   - confined: Where answers are.
  package init(for lesson: Lesson, _ workshop: Workshop, confined: Workshop) {
    compiler = confined.compiler
    self.lesson = lesson
    doubtfulNames = DoubtfulNames(in: lesson)
    let pairs = lesson.exercises.map { ($0.name, Preamble(before: $0, in: lesson)) }
    preambles = Dictionary(pairs, uniquingKeysWith: { first, _ in first }).compactMapValues(\.self)
    var compilations: [Preamble: Task<Result<CompiledPreamble?, MachineFailure>, Never>] = [:]
    for preamble in pairs.compactMap(\.1) where compilations[preamble] == nil {
      compilations[preamble] = Task {
        do throws(MachineFailure) {
          return .success(try await workshop.compiler.compile(preamble))
        } catch {
          return .failure(error)
        }
      }
    }
    self.compilations = compilations
  }

  /// Whether an answer looks as if it would not compile.
  package func isDoubtful(_ cell: Cell) -> Bool { doubtfulNames.areIn(cell) || !Enclosure.canHold(cell) }

  /// Compiles answers.
  /// - Parameters:
  ///   - papers: The attempts of each student.
  ///   - isShared: Whether an answer is known to be several students': it then gets a unit, and a library, to itself.
  /// - Returns: For each student, each attempt's library, by the attempt's program. An attempt that is not there is to be compiled by
  ///   itself, or has errors that are in the cache.
  /// - Throws: If something is missing on this machine.
  func libraries(
    for papers: [[Attempt]], isShared: (Attempt) -> Bool
  ) async throws(MachineFailure) -> [[Program: AnswerLibrary]] {
    let compiled = try await compiledPreambles()
    let usable = preambles.filter { compiled[$0.value] != nil }
    var (units, doubtful) = (papers.map { _ in [CompilationUnit]() }, Set<Program>())
    for (index, attempts) in papers.enumerated() {
      let fit = attempts.filter { $0.isEnclosable && compiler.complaints(about: $0.program) == nil }
      func alone(_ attempts: [Attempt]) -> [CompilationUnit] {
        attempts.compactMap { CompilationUnit(of: [$0], after: usable, in: lesson) }
      }
      let own = fit.filter { !isShared($0) }
      let suspects = alone(own.filter { doubtfulNames.areIn($0.candidate.cell) })
      let suspected = Set(suspects.flatMap(\.attempts).map(\.program))
      let rest = own.filter { !suspected.contains($0.program) }
      let common = CompilationUnit(of: rest, after: usable, in: lesson)
      units[index] = alone(fit.filter(isShared)) + [common].compactMap(\.self) + suspects
      doubtful.formUnion(suspects.map(\.program))
    }
    var paths: [Program: String] = [:]
    var seen: Set<Program> = []
    let missing = units.joined().filter { unit in
      guard seen.insert(unit.program).inserted else { return false }
      paths[unit.program] = compiler.library(of: unit.program)
      return paths[unit.program] == nil
    }
    let calls =
      Self.calls(of: missing.filter { !doubtful.contains($0.program) })
      + Self.calls(of: missing.filter { doubtful.contains($0.program) })
    async let failure = confirmUnmatchedBraces(in: Array(papers.joined()))
    let (libraries, faulty) = try await compile(calls, compiled)
    paths.merge(libraries) { first, _ in first }
    if let failure = await failure { throw failure }
    units = units.map { $0.compactMap { $0.without(faulty, in: lesson) } }
    return units.map { units in
      let pairs = units.flatMap { unit in
        paths[unit.program].map { path in unit.libraries(at: path, after: compiled) } ?? []
      }
      return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Those preambles that are valid Swift as modules of their own.
  private func compiledPreambles() async throws(MachineFailure) -> [Preamble: CompiledPreamble] {
    var compiled: [Preamble: CompiledPreamble] = [:]
    for (preamble, task) in compilations { compiled[preamble] = try await task.value.get() }
    return compiled
  }

  /// Shares units out over as few calls as may be, evenly.
  private static func calls(of units: [CompilationUnit]) -> [[CompilationUnit]] {
    let count = (units.count + callSize - 1) / callSize
    return units.inEvenParts(count).map(Array.init)
  }

  /// Sees to it that the cache has the errors of those attempts that have a brace too many or too few.
  /// - Returns: What is missing on this machine.
  private func confirmUnmatchedBraces(in attempts: [Attempt]) async -> MachineFailure? {
    var programs: [Program: Cell] = [:]
    for attempt in attempts where Enclosure.lacksOnlyBraces(attempt.candidate.cell) {
      guard compiler.cachedProduct(of: attempt.program) == nil else { continue }
      programs[attempt.program] = attempt.candidate.cell
    }
    do throws(MachineFailure) {
      try await compiler.confirmUnmatchedBraces(in: programs.map { ($0.value, $0.key) })
      return nil
    } catch {
      return error
    }
  }

  /// Makes several calls side by side.
  /// - Returns: The paths of the units' libraries, and the attempts that have errors.
  private func compile(
    _ calls: [[CompilationUnit]], _ preambles: [Preamble: CompiledPreamble]
  ) async throws(MachineFailure) -> (libraries: [Program: String], faulty: Set<Program>) {
    typealias Outcome = Result<(libraries: [Program: String], faulty: Set<Program>), MachineFailure>
    let outcomes = await withTaskGroup(of: Outcome.self) { group -> [Outcome] in
      for call in calls {
        group.addTask {
          do throws(MachineFailure) { return .success(try await compile(call, preambles)) } catch {
            return .failure(error)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var (libraries, faulty) = ([Program: String](), Set<Program>())
    for outcome in outcomes {
      let (found, rejected) = try outcome.get()
      libraries.merge(found) { first, _ in first }
      faulty.formUnion(rejected)
    }
    return (libraries, faulty)
  }

  /// - Returns: The paths of the units' libraries, and the attempts that have errors.
  private func compile(
    _ units: [CompilationUnit], _ preambles: [Preamble: CompiledPreamble]
  ) async throws(MachineFailure) -> (libraries: [Program: String], faulty: Set<Program>) {
    guard !units.isEmpty else { return ([:], []) }
    switch try await compiler.compileTogether(units.map { $0.batchUnit(after: preambles) }) {
    case .compiled(let libraries):
      return (libraries, [])
    case .faulty(let programs):
      // The compiler looks for some errors only where it found no others: these may yet turn out to have some.
      let rest = try await compile(units.compactMap { $0.without(programs, in: lesson) }, preambles)
      return (rest.libraries, rest.faulty.union(programs))
    case .failed:
      // One of them makes the compiler itself fail: halving finds it.
      guard units.count > 1 else { return ([:], []) }
      let half = units.count / 2
      let first = try await compile(Array(units[..<half]), preambles)
      let second = try await compile(Array(units[half...]), preambles)
      return (first.libraries.merging(second.libraries) { path, _ in path }, first.faulty.union(second.faulty))
    case .tooLong:
      // Halving would wait for it again and again.
      guard units.count > 1 else { return ([:], []) }
      var libraries: [Program: String] = [:]
      var faulty: Set<Program> = []
      for unit in units {
        let alone = try await compile([unit], preambles)
        libraries.merge(alone.libraries) { path, _ in path }
        faulty.formUnion(alone.faulty)
      }
      return (libraries, faulty)
    }
  }
}

/// Where an answer's compiled code is.
struct AnswerLibrary: Hashable, Sendable {
  var path: String
  /// What is to be loaded before it.
  var preamble: String
}

extension CompilationUnit {
  /// Where each attempt's code is, by its program, once the unit is compiled.
  fileprivate func libraries(
    at path: String, after preambles: [Preamble: CompiledPreamble]
  ) -> [(Program, AnswerLibrary)] {
    files.flatMap { file in
      preambles[file.preamble].map { preamble in
        file.attempts.map { ($0.program, AnswerLibrary(path: path, preamble: preamble.library)) }
      } ?? []
    }
  }

  fileprivate func batchUnit(after preambles: [Preamble: CompiledPreamble]) -> BatchUnit {
    let compiled = files.compactMap { file in preambles[file.preamble].map { (file.program, $0) } }
    return BatchUnit(program: program, files: compiled, parts: attempts.map(\.program))
  }
}
