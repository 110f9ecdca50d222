import LessonSyntax
import Reading

/// Of which cells the parser is asked.
package enum Understanding: String, Sendable {
  /// Of those in which there may be something that decides how they are compiled.
  case asNeeded
  /// Of all: to trace them.
  case wholly

  func isAbout(_ cell: Cell) -> Bool {
    switch self {
    case .asNeeded: cell.syntax == nil && cell.isWorthParsing
    case .wholly: !(cell.syntax?.isForTrace ?? false) && !cell.code.isEmpty
    }
  }

  func isSatisfied(by facts: SwiftFacts?) -> Bool {
    switch self {
    case .asNeeded: facts != nil
    case .wholly: facts?.isForTrace ?? false
    }
  }
}

extension ProgramRunner {
  /// The lesson with what the parser says about its cells, but for typical mistakes, which few runs need.
  ///
  /// A cell in which the parser can find nothing, and one that it has been asked about before, costs no question.
  /// - Throws: If there is no parser on this machine.
  package func understood(
    _ lesson: Lesson, _ understanding: Understanding = .asNeeded
  ) async throws(MachineFailure) -> Lesson {
    let cells = lesson.cells.filter { $0.role != .mistake }
    try await learn(about: cells, understanding, as: "\(understanding.rawValue) code of \(lesson.path)")
    return lesson.mapCells { $0.role == .mistake ? $0 : understood($0, understanding) }.withSeedAsUsed
  }

  /// The lesson without a number for each learner if none of its cells uses one. Where none even looks like that, nothing is asked.
  /// - Throws: If there is no parser on this machine.
  package func withSeedAsUsed(_ lesson: Lesson) async throws(MachineFailure) -> (
    lesson: Lesson, places: [Lesson.SeedPlace]
  ) {
    guard lesson.seed != nil else { return (lesson, []) }
    let understood = try await understood(lesson)
    var copy = lesson
    copy.seed = understood.seed
    return (copy, understood.shadowedSeeds)
  }

  /// The lesson with what is known already about its cells; about those of which nothing is known, as if there were nothing to be found.
  package func withKnownFacts(_ lesson: Lesson) -> Lesson {
    lesson.mapCells { $0.role == .mistake ? $0 : understood($0, .asNeeded) }.withSeedAsUsed
  }

  /// The exercises with an answer of which the parser has yet to be asked.
  package func unknownAnswers(in lesson: Lesson) -> [Exercise] {
    lesson.exercises.filter { Understanding.asNeeded.isAbout($0.cell) && codeMemory.facts(of: $0.cell.code) == nil }
  }

  /// The exercise with what the parser says about its typical mistakes.
  /// - Throws: If there is no parser on this machine.
  package func understood(mistakesOf exercise: Exercise, in lesson: Lesson) async throws(MachineFailure) -> Exercise {
    try await learn(about: exercise.mistakes, .asNeeded, as: "mistakes of \(exercise.name) in \(lesson.path)")
    var copy = exercise
    copy.mistakes = exercise.mistakes.map { understood($0, .asNeeded) }
    return copy
  }

  /// Asks about cells what neither this process nor the cache knows, and keeps it in the cache under a name of its own.
  private func learn(
    about cells: [Cell], _ understanding: Understanding, as name: String
  ) async throws(MachineFailure) {
    let sources = cells.filter(understanding.isAbout).map(\.code)
    guard !sources.isEmpty else { return }
    let rights = compiler.sandbox == nil ? "open" : "confined"
    let key = ContentHash(of: "\(name) by \(compiler.parser.identity), \(rights)".utf8)
    codeMemory.recall(sources, from: cache, key)
    if try await ask(about: sources, understanding) { codeMemory.store(sources, in: cache, key) }
  }

  /// Submissions with what the parser says about their cells.
  /// - Throws: If there is no parser on this machine.
  package func understood(_ submissions: [Submission]) async throws(MachineFailure) -> [Submission] {
    let cells = submissions.flatMap(\.cells.values)
    _ = try await ask(about: cells.filter(Understanding.asNeeded.isAbout).map(\.code))
    return submissions.map { $0.with($0.cells.mapValues { understood($0, .asNeeded) }) }
  }

  /// What the parser says about cells, also about those in which there is nothing to be found for running them.
  /// - Throws: If there is no parser on this machine.
  package func facts(of cells: [Cell]) async throws(MachineFailure) -> [SwiftFacts] {
    _ = try await ask(about: cells.map(\.source))
    return cells.map { codeMemory.facts(of: $0.source) ?? SwiftFacts() }
  }

  private func understood(_ cell: Cell, _ understanding: Understanding) -> Cell {
    var copy = cell
    let found = understanding.isAbout(cell) ? codeMemory.facts(of: cell.code) : nil
    copy.syntax = found ?? cell.syntax ?? SwiftFacts()
    return copy
  }

  /// - Returns: Whether there was anything to ask.
  private func ask(
    about sources: [String], _ understanding: Understanding = .asNeeded
  ) async throws(MachineFailure) -> Bool {
    let unknown = Array(Set(sources.filter { !understanding.isSatisfied(by: codeMemory.facts(of: $0)) }))
    guard !unknown.isEmpty else { return false }
    let replies = try await compiler.parser.replies(
      to: unknown.map { .facts(of: $0, forTrace: understanding == .wholly) })
    for (source, reply) in zip(unknown, replies) {
      if case .facts(let facts)? = reply { codeMemory.keep(facts, of: source) }
    }
    return true
  }
}
