import Reading
import Running

/// One candidate tried: what became of its program.
package struct TestRun: Sendable {
  typealias Result = RunsGoingOn.Outcome

  var program: Program
  /// The candidate's section in the program; `nil` for the examples alone.
  var tag: String?
  var limits: Limits
  var result: Result

  var run: Run? {
    guard case .ran(let run) = result else { return nil }
    return run
  }

  /// The answers that checks gave, in order; what a cell itself hands over does not count.
  var answers: [Run.Answer] {
    run?.answers.filter { program.cell(tagged: $0.tag)?.role == .check } ?? []
  }

  /// The answers that checks gave which a learner may see.
  var visibleAnswers: [Run.Answer] {
    answers.filter { program.cell(tagged: $0.tag)?.isHidden == false }
  }

  /// What went wrong; empty if the program ran to its end.
  func problems(in lesson: Lesson) -> [Problem] {
    let finder = ProblemFinder(lesson, program, blaming: tag, stoppedIn: run?.reached)
    return switch result {
    case .ran(let run): finder.problems(from: run.outcome, limits: limits)
    case .rejected(let diagnostics): finder.problems(from: diagnostics)
    case .tooLong(let seconds): finder.problems(fromCompilingFor: seconds)
    }
  }

  /// What the candidate's own cell and the checks that a learner may see printed.
  var parts: [PrintedPart] {
    guard let run else { return [] }
    return program.sections.filter { $0.tag == tag || $0.cell.isVisibleCheck }.flatMap { run.parts[$0.tag] ?? [] }
  }
}

extension Cell {
  fileprivate var isVisibleCheck: Bool { role == .check && !isHidden }
}

/// A program that can be asked for any of several candidates, or why there is none.
struct SharedProgram: Sendable {
  var program: Program
  var product: Compiler.Product
  /// Whether the program seems to read what lies beside its lesson, so that the same program may answer otherwise.
  var readsFiles = true
}

extension ProgramRunner {
  /// Compiles one candidate with its checks and runs it. When it is compiled, and before it runs, that is told, and then what it prints.
  func testRun(
    of candidate: ProgramAssembly.Candidate, in lesson: Lesson, telling listener: PrintedSoFar.Listener? = nil,
    compiled: @escaping @Sendable () -> Void = {}
  ) async throws(MachineFailure) -> TestRun {
    let program = ProgramAssembly.program(running: candidate, in: lesson)
    let visible = Set(
      program.sections.filter { $0.tag == candidate.tag || $0.cell.isVisibleCheck }.map(\.cell.id))
    let tell = listener.map { tell -> PrintedSoFar.Listener in
      { id, part in if visible.contains(id) { tell(id, part) } }
    }
    @Sendable func begin(_ tell: PrintedSoFar.Listener?) async throws(MachineFailure) -> TestRun {
      let printed = tell.map { PrintedSoFar(of: program, tell: $0) }
      let testRun = try await self.testRun(of: candidate, as: program, in: lesson, telling: printed, compiled: compiled)
      if let run = testRun.run { printed?.end(with: run.parts) }
      return testRun
    }
    guard let memory, let tell else { return try await begin(tell) }
    let limits = candidate.exercise.limits
    let key = RunsGoingOn.Key(program, at: place, selecting: candidate.tag, limits: limits)
    let result = await memory.goingOn.outcome(of: key, telling: tell) { tell in
      await outcome { () async throws(MachineFailure) in try await begin(tell).result }
    }
    return TestRun(program: program, tag: candidate.tag, limits: limits, result: try result.get())
  }

  /// Ends those answers of an earlier text that go on and that nobody wants any more.
  func endRuns(exceptOf candidates: [ProgramAssembly.Candidate], in lesson: Lesson) {
    guard let goingOn = memory?.goingOn, !goingOn.isEmpty else { return }
    goingOn.end(
      except: Set(
        candidates.map { candidate in
          RunsGoingOn.Key(
            ProgramAssembly.program(running: candidate, in: lesson), at: place, selecting: candidate.tag,
            limits: candidate.exercise.limits)
        }))
  }

  private func testRun(
    of candidate: ProgramAssembly.Candidate, as program: Program, in lesson: Lesson, telling printed: PrintedSoFar?,
    compiled: @escaping @Sendable () -> Void
  ) async throws(MachineFailure) -> TestRun {
    let limits = candidate.exercise.limits
    if let run = memory?.run(of: program, at: place, selecting: candidate.tag, limits: limits) {
      return TestRun(program: program, tag: candidate.tag, limits: limits, result: .ran(run))
    }
    if let run = try await forkedRun(of: candidate, as: program, in: lesson, telling: printed, compiled: compiled) {
      memory?.keep(run, of: program, at: place, selecting: candidate.tag, limits: limits)
      return TestRun(program: program, tag: candidate.tag, limits: limits, result: .ran(run))
    }
    let product =
      if let diagnostics = candidate.unmatchedBrace { Compiler.Product.rejected(diagnostics) } else {
        try await compiler.product(of: program)
      }
    compiled()
    let testRun = try await testRun(
      of: SharedProgram(program: program, product: product), selecting: candidate.tag, limits: limits, telling: printed)
    // Perhaps it was compiled together with another that lacks something.
    guard testRun.run?.outcome == .unloadable else { return testRun }
    let own = SharedProgram(program: program, product: try await compiler.ownProduct(of: program))
    return try await self.testRun(of: own, selecting: candidate.tag, limits: limits, telling: printed)
  }

  /// Runs an answer in a fork of a process that has run what is above it, where there is one.
  /// - Returns: `nil` if it is to be run as a whole program. So is one that does not come to its end: where and why is the whole
  ///   program's to tell.
  private func forkedRun(
    of candidate: ProgramAssembly.Candidate, as program: Program, in lesson: Lesson, telling printed: PrintedSoFar?,
    compiled: @escaping @Sendable () -> Void
  ) async throws(MachineFailure) -> Run? {
    guard let snapshots, candidate.unmatchedBrace == nil, compiler.cachedProduct(of: program) == nil,
      let run = try await snapshots.run(candidate, of: program, in: lesson, telling: printed, compiled: compiled)
    else { return nil }
    switch run.outcome {
    case .finished, .timedOut, .stalled, .overLimit: return run
    case .endedEarly, .unloadable, .crashed, .delayed, .garbled: return nil
    }
  }

  /// Compiles the lesson's examples together with candidates.
  func choice(
    named name: String, among candidates: [ProgramAssembly.Candidate], in lesson: Lesson
  ) async throws(MachineFailure) -> SharedProgram {
    let program = ProgramAssembly.program(named: name, choosingAmong: candidates, in: lesson)
    return await SharedProgram(
      program: program, product: try compiler.product(of: program), readsFiles: readsFiles(program))
  }

  private func readsFiles(_ program: Program) -> Bool {
    executor.folder.map { NamedFiles(source: program.source).areAny(in: $0.path) } ?? false
  }

  /// Compiles the lesson's examples together with candidates, and has an example that ends in an expression show its value.
  ///
  /// Where the compiler does not understand an example that way, that one is compiled as it is.
  func showingChoice(
    named name: String, among candidates: [ProgramAssembly.Candidate], in lesson: Lesson
  ) async throws(MachineFailure) -> SharedProgram {
    var silent: Set<String> = []
    while true {
      let program = ProgramAssembly.program(named: name, choosingAmong: candidates, in: lesson, silentExamples: silent)
      let product = try await compiler.product(of: program)
      guard case .rejected(let diagnostics) = product else {
        return SharedProgram(program: program, product: product, readsFiles: readsFiles(program))
      }
      let faulty = Set(diagnostics.compactMap(\.place).map { program.sections[$0.section].tag })
      let doubtful = faulty.intersection(program.shownExamples)
      if doubtful.isEmpty { return SharedProgram(program: program, product: product) }
      silent.formUnion(doubtful)
    }
  }

  /// Runs one candidate of a compiled choice, or with `nil` the examples.
  func testRun(
    of choice: SharedProgram, selecting tag: String?, limits: Limits, telling printed: PrintedSoFar? = nil
  ) async throws(MachineFailure) -> TestRun {
    let result: TestRun.Result
    switch choice.product {
    case .library(let path):
      result = .ran(
        try await run(path, of: choice.program, selecting: tag, limits: limits, telling: printed))
    case .rejected(let diagnostics):
      result = .rejected(diagnostics)
    case .tooLong(let seconds):
      result = .tooLong(seconds: seconds)
    }
    return TestRun(program: choice.program, tag: tag, limits: limits, result: result)
  }

  /// Runs a candidate out of a choice, or by itself where the choice has no program or does not hold it: one cell that does not
  /// compile must not take the others with it.
  func testRun(
    of candidate: ProgramAssembly.Candidate, from choice: SharedProgram, in lesson: Lesson
  ) async throws(MachineFailure) -> TestRun {
    guard case .library = choice.product, choice.program.section(tagged: candidate.tag) != nil else {
      return try await testRun(of: candidate, in: lesson)
    }
    let testRun = try await testRun(of: choice, selecting: candidate.tag, limits: candidate.exercise.limits)
    return testRun.run?.outcome == .unloadable ? try await self.testRun(of: candidate, in: lesson) : testRun
  }
}

extension ProgramRunner {
  /// Runs an author's candidate out of a choice, or recalls what it answered the last time: the program is the same, and an author's
  /// check sees to it that so are its answers. That takes a program that reads no file of its lesson's folder.
  func rememberedTestRun(
    of candidate: ProgramAssembly.Candidate, from choice: SharedProgram, in lesson: Lesson
  ) async throws(MachineFailure) -> TestRun {
    guard case .library(let path) = choice.product, choice.program.section(tagged: candidate.tag) != nil else {
      return try await testRun(of: candidate, in: lesson)
    }
    let limits = candidate.exercise.limits
    guard keepsRuns, !choice.readsFiles else {
      return try await testRun(of: candidate, from: choice, in: lesson)
    }
    let seed = choice.program.seed.map { " for \($0)" } ?? ""
    let key = ContentHash(of: "answers 2 of \(candidate.tag) in \(path) at \(place)\(seed)".utf8)
    if let wire = cache.content(of: key, .answers) {
      let run = Run(recalling: wire, of: choice.program, limits: limits)
      return TestRun(program: choice.program, tag: candidate.tag, limits: limits, result: .ran(run))
    }
    let (run, wire) = try await executor.runKeepingWire(
      path, of: choice.program, selecting: candidate.tag, limits: limits)
    if run.outcome == .unloadable { return try await testRun(of: candidate, in: lesson) }
    if run.outcome == .finished { try? cache.store(wire, as: key, .answers) }
    return TestRun(program: choice.program, tag: candidate.tag, limits: limits, result: .ran(run))
  }

  /// Runs an author's candidate once more, unless it is known to answer the same each time.
  /// - Returns: That it does not.
  func unsteadiness(
    of testRun: TestRun, _ candidate: ProgramAssembly.Candidate, from choice: SharedProgram, in lesson: Lesson
  ) async throws(MachineFailure) -> [Problem] {
    let key = ContentHash(of: "steady: \(candidate.tag) of \(ContentHash(of: testRun.program.source.utf8))".utf8)
    guard testRun.run?.outcome == .finished, cache.content(of: key, .answers) == nil else { return [] }
    let other = try await self.testRun(of: candidate, from: choice, in: lesson)
    let exercise = candidate.exercise
    guard !testRun.givesSameAnswers(as: other, tolerance: exercise.tolerance) else {
      try? cache.store(Array("steady".utf8), as: key, .answers)
      return []
    }
    let labels = testRun.answers.filter { answer in
      let second = other.answers.first { $0.label == answer.label }?.value
      return Verdict(second, against: answer.value, tolerance: exercise.tolerance, matchesNaN: true) != .equal
    }
    let kind = Problem.Kind.unsteadySolution(exercise: exercise.name, labels: labels.map(\.label))
    return [Problem(kind, of: candidate.cell, in: lesson)]
  }

  /// Compiles those candidates together that would otherwise be compiled one by one, if they are more than there are cores to do it
  /// at the same time: most of a compilation is the same for each.
  ///
  /// Together are only candidates between the same two examples, so that each sees just what it sees alone.
  /// - Returns: One task for each group, by the exercises' names; when it is done, the cache has what it could compile.
  func compileTogether(
    _ candidates: [ProgramAssembly.Candidate], in lesson: Lesson
  ) -> [String: Task<Void, Never>] {
    let missing = candidates.filter { candidate in
      let program = ProgramAssembly.program(running: candidate, in: lesson)
      return !candidate.needsTopLevel(in: lesson) && candidate.unmatchedBrace == nil
        && memory?.run(of: program, at: place, selecting: candidate.tag, limits: candidate.exercise.limits) == nil
        && compiler.cachedProduct(of: program) == nil
    }
    guard missing.count >= pool.width else { return [:] }
    var tasks: [String: Task<Void, Never>] = [:]
    for group in Dictionary(grouping: missing, by: \.exercise.contextCount).values where group.count > 1 {
      let whole = ProgramAssembly.program(
        named: "answers-\(group[0].exercise.contextCount)", choosingAmong: group, upTo: group[0].exercise, in: lesson)
      let parts = group.map { ProgramAssembly.program(running: $0, in: lesson) }
      // What is missing on this machine will be reported when the parts are compiled.
      let task = Task { _ = try? await compiler.compile(whole, inPlaceOf: parts) }
      for candidate in group { tasks[candidate.exercise.name] = task }
    }
    return tasks
  }
}
