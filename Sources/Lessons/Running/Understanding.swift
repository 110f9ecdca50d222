import LessonSyntax

extension Workshop {
  /// The lesson with what the parser says about its cells.
  ///
  /// A cell in which the parser can find nothing, and one that it has been asked about before, costs no question.
  /// - Throws: If there is no parser on this machine.
  package func understood(_ lesson: Lesson) async throws(MachineFailure) -> Lesson {
    let sources = lesson.cells.filter { $0.syntax == nil && $0.isWorthParsing }.map(\.source)
    let rights = compiler.sandbox == nil ? "open" : "confined"
    let key = ContentHash(of: "code of \(lesson.path) by \(compiler.parser.identity), \(rights)".utf8)
    if !sources.isEmpty {
      codeMemory.recall(sources, from: cache, key)
      if try await ask(about: sources) { codeMemory.store(sources, in: cache, key) }
    }
    return lesson.mapCells(understood)
  }

  /// Submissions with what the parser says about their cells.
  /// - Throws: If there is no parser on this machine.
  func understood(_ submissions: [Submission]) async throws(MachineFailure) -> [Submission] {
    let cells = submissions.flatMap(\.cells.values)
    _ = try await ask(about: cells.filter { $0.syntax == nil && $0.isWorthParsing }.map(\.source))
    return submissions.map { $0.with($0.cells.mapValues(understood)) }
  }

  /// What the parser says about cells, also about those in which there is nothing to be found for running them.
  /// - Throws: If there is no parser on this machine.
  func facts(of cells: [Cell]) async throws(MachineFailure) -> [SwiftFacts] {
    _ = try await ask(about: cells.map(\.source))
    return cells.map { codeMemory.facts(of: $0.source) ?? SwiftFacts() }
  }

  private func understood(_ cell: Cell) -> Cell {
    guard cell.syntax == nil else { return cell }
    var copy = cell
    copy.syntax = cell.isWorthParsing ? codeMemory.facts(of: cell.source) ?? SwiftFacts() : SwiftFacts()
    return copy
  }

  /// - Returns: Whether there was anything to ask.
  private func ask(about sources: [String]) async throws(MachineFailure) -> Bool {
    let unknown = Array(Set(sources.filter { codeMemory.facts(of: $0) == nil }))
    guard !unknown.isEmpty else { return false }
    let replies = try await compiler.parser.replies(to: unknown.map { .facts(of: $0) })
    for (source, reply) in zip(unknown, replies) {
      if case .facts(let facts)? = reply { codeMemory.keep(facts, of: source) }
    }
    return true
  }
}

extension Lesson {
  /// All cells, each as often as it is kept.
  package var cells: [Cell] {
    contextCells + exercises.flatMap { [$0.cell] + [$0.solution].compactMap(\.self) + $0.checks + $0.mistakes }
  }

  package func mapCells(_ body: (Cell) -> Cell) -> Lesson {
    var copy = self
    for (index, segment) in segments.enumerated() {
      if case .cell(let cell) = segment { copy.segments[index] = .cell(body(cell)) }
    }
    for index in exercises.indices {
      copy.exercises[index].cell = body(exercises[index].cell)
      copy.exercises[index].solution = exercises[index].solution.map(body)
      copy.exercises[index].checks = exercises[index].checks.map(body)
      copy.exercises[index].mistakes = exercises[index].mistakes.map(body)
    }
    return copy
  }
}
