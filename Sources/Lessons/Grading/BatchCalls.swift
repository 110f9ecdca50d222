import FoundationEssentials
import LessonSyntax
import Reading
import Running

/// Calls of the compiler for units of answers, each with answers of which the parser has said that they keep to themselves.
struct BatchCalls: Sendable {
  /// How many units go into one call: more save hardly any time, and a faulty one costs all the others another call.
  private static let callSize = 128

  private let compiler: Compiler
  private let lesson: Lesson
  /// By the exercises' names.
  private let preambles: [String: CompiledPreamble]
  /// What no cell can guess.
  private let nonce = "\(UUID())".replacing("-", with: "")

  init(_ compiler: Compiler, _ lesson: Lesson, _ preambles: [String: CompiledPreamble]) {
    (self.compiler, self.lesson, self.preambles) = (compiler, lesson, preambles)
  }

  /// `nil` if there is nothing to compile beside others.
  func unit(of answers: [AnswerProgram]) -> AnswerGroup? {
    AnswerGroup(of: answers, after: preambles.mapValues(\.preamble), in: lesson)
  }

  /// Where each answer's code is, by its program, once a unit is compiled.
  func libraries(of unit: AnswerGroup, at path: String) -> [(Program, AnswerLibrary)] {
    unit.files.flatMap { file in
      file.answers.compactMap { answer in
        preambles[answer.candidate.exercise.name].map {
          (answer.program, AnswerLibrary(path: path, preamble: $0.library))
        }
      }
    }
  }

  /// Compiles units in as few calls as may be.
  ///
  /// An answer that has errors, or is not what the parser took it for, is compiled once more by itself: what is found of it in company
  /// counts for nothing.
  /// - Parameters:
  ///   - units: Of which the cache has no libraries.
  ///   - isDoubtful: Whether a unit looks as if it would not compile: it is kept away from those that do not.
  /// - Returns: The units that were made anew, of what was left of others. Libraries are in the cache.
  /// - Throws: If something is missing on this machine.
  func compile(
    _ units: [AnswerGroup], isDoubtful: (AnswerGroup) -> Bool
  ) async throws(MachineFailure) -> [AnswerGroup] {
    let sound = try await sound(units)
    let first = try await outcomes(
      of: calls(of: sound.filter { !isDoubtful($0.unit) }) + calls(of: sound.filter { isDoubtful($0.unit) }))
    // Each of those that failed in company has a call of its own; what it was a unit with is a unit again.
    let again = first.flatMap(\.suspects)
    let alone = try await self.sound(again.compactMap { unit(of: [$0]) })
    let second = try await outcomes(of: alone.map { [$0] })
    return sound.map(\.unit) + first.flatMap(\.remade) + alone.map(\.unit) + second.flatMap(\.remade)
  }

  // MARK: - What the parser says

  /// A unit of which the parser has confirmed every file.
  private struct SoundUnit {
    var unit: AnswerGroup
    var batch: LibraryParts
  }

  /// Of the units those that are sound, and of the others their answers that are sound by themselves.
  private func sound(_ units: [AnswerGroup]) async throws(MachineFailure) -> [SoundUnit] {
    let (confirmed, others) = try await confirmed(units)
    let parts = others.filter { $0.answers.count > 1 }.flatMap(\.answers).compactMap { unit(of: [$0]) }
    return parts.isEmpty ? confirmed : confirmed + (try await self.confirmed(parts)).sound
  }

  private func confirmed(
    _ units: [AnswerGroup]
  ) async throws(MachineFailure) -> (sound: [SoundUnit], others: [AnswerGroup]) {
    guard !units.isEmpty else { return ([], []) }
    let candidates = units.enumerated().map { SoundUnit(unit: $1, batch: batchUnit(of: $1, number: $0)) }
    let files = candidates.flatMap(\.batch.files)
    let replies = try await compiler.parser.replies(to: files.map { .isSound($0.function.file) })
    var (sound, others) = ([SoundUnit](), [AnswerGroup]())
    var rest = replies[...]
    for candidate in candidates {
      let own = rest.prefix(candidate.batch.files.count)
      rest = rest.dropFirst(own.count)
      if own.allSatisfy({ $0 == .isSound(true) }) { sound.append(candidate) } else { others.append(candidate.unit) }
    }
    return (sound, others)
  }

  private func batchUnit(of unit: AnswerGroup, number: Int) -> LibraryParts {
    let files = unit.files.enumerated().compactMap { index, file in
      file.answers.first.flatMap { preambles[$0.candidate.exercise.name] }.map { preamble in
        (
          function: AnswerFunction(file.program, after: file.preamble, named: "\(number)_\(index)_\(nonce)"),
          preamble: preamble
        )
      }
    }
    return LibraryParts(program: unit.program, files: files, parts: unit.answers.map(\.program))
  }

  // MARK: - Calls

  /// What a call left over.
  private struct Leftover: Sendable {
    /// Answers that failed in company.
    var suspects: [AnswerProgram] = []
    /// Units of what was left of others.
    var remade: [AnswerGroup] = []

    static func + (one: Leftover, other: Leftover) -> Leftover {
      Leftover(suspects: one.suspects + other.suspects, remade: one.remade + other.remade)
    }
  }

  /// Shares units out over as few calls as may be, evenly.
  private func calls(of units: [SoundUnit]) -> [[SoundUnit]] {
    units.inEvenParts((units.count + Self.callSize - 1) / Self.callSize).map(Array.init)
  }

  /// Makes several calls side by side.
  private func outcomes(of calls: [[SoundUnit]]) async throws(MachineFailure) -> [Leftover] {
    let results = await withTaskGroup(of: Result<Leftover, MachineFailure>.self) { group in
      for call in calls {
        group.addTask {
          do throws(MachineFailure) { return .success(try await compile(call)) } catch { return .failure(error) }
        }
      }
      return await group.reduce(into: [Result<Leftover, MachineFailure>]()) { $0.append($1) }
    }
    var leftovers: [Leftover] = []
    for result in results { leftovers.append(try result.get()) }
    return leftovers
  }

  private func compile(_ units: [SoundUnit]) async throws(MachineFailure) -> Leftover {
    guard !units.isEmpty else { return Leftover() }
    switch try await compiler.compileTogether(units.map(\.batch)) {
    case .compiled:
      return Leftover()
    case .faulty(let programs):
      let answers = units.flatMap(\.unit.answers)
      // Alone it has had its say.
      guard answers.count > 1 else { return Leftover() }
      let left = Leftover(
        suspects: answers.filter { programs.contains($0.program) && compiler.complaints(about: $0.program) == nil },
        remade: units.map(\.unit).filter { $0.has(someOf: programs) }.compactMap { $0.without(programs, in: lesson) })
      // The compiler looks for some errors only where it found no others: these may yet turn out to have some.
      let untouched = units.filter { !$0.unit.has(someOf: programs) }
      return left + (try await compile(untouched + sound(left.remade)))
    case .failed:
      // One of them makes the compiler itself fail: halving finds it.
      guard units.count > 1 else { return Leftover() }
      let half = units.count / 2
      let first = try await compile(Array(units[..<half]))
      return first + (try await compile(Array(units[half...])))
    case .tooLong:
      // Halving would wait for it again and again.
      guard units.count > 1 else { return Leftover() }
      var left = Leftover()
      for unit in units { left = left + (try await compile([unit])) }
      return left
    }
  }
}

extension AnswerGroup {
  fileprivate func has(someOf programs: Set<Program>) -> Bool { answers.contains { programs.contains($0.program) } }
}
