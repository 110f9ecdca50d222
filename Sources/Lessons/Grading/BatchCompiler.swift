import LessonSyntax
import Reading
import Running

/// Compiles many answers in few calls of the compiler, without any of them knowing of the others: what a student is told does not
/// depend on whose answer was in the same call. Whatever cannot be compiled so is compiled by itself.
package struct BatchCompiler: Sendable {
  private let compiler: Compiler
  private let lesson: Lesson
  private let doubtfulNames: DoubtfulNames
  /// By the exercises' names.
  private let preambles: [String: Preamble]
  private let compilations: [Preamble: Task<Result<CompiledPreamble?, MachineFailure>, Never>]

  /// Makes a compiler of answers, and lets it prepare at once what they all need.
  /// - Parameters:
  ///   - lesson: The author's lesson, understood by the parser.
  ///   - runner: Where what the author wrote is compiled.
  ///   - confined: Where answers are.
  package init(for lesson: Lesson, _ runner: ProgramRunner, confined: ProgramRunner) {
    compiler = confined.compiler
    self.lesson = lesson
    doubtfulNames = DoubtfulNames(in: lesson)
    let pairs = lesson.exercises.map { ($0.name, Preamble(before: $0, in: lesson)) }
    preambles = Dictionary(pairs, uniquingKeysWith: { first, _ in first }).compactMapValues(\.self)
    var compilations: [Preamble: Task<Result<CompiledPreamble?, MachineFailure>, Never>] = [:]
    for preamble in pairs.compactMap(\.1) where compilations[preamble] == nil {
      compilations[preamble] = Task {
        do throws(MachineFailure) {
          return .success(try await runner.compiler.compile(preamble))
        } catch {
          return .failure(error)
        }
      }
    }
    self.compilations = compilations
  }

  /// Whether an answer looks as if it would not compile. That decides only which answers share a call.
  package func isDoubtful(_ cell: Cell) -> Bool { doubtfulNames.areIn(cell) }

  /// Compiles answers.
  /// - Parameters:
  ///   - papers: The answers of each student.
  ///   - isShared: Whether an answer is known to be several students': it then gets a unit, and a library, to itself.
  /// - Returns: What is known of answers, by their programs. One that is not there is to be compiled by itself, or has errors that are
  ///   in the cache.
  /// - Throws: If something is missing on this machine.
  func products(
    of papers: [[AnswerProgram]], isShared: (AnswerProgram) -> Bool
  ) async throws(MachineFailure) -> [Program: AnswerProduct] {
    var products: [Program: AnswerProduct] = [:]
    for answer in papers.joined() {
      if let diagnostics = answer.candidate.unmatchedBrace { products[answer.program] = .rejected(diagnostics) }
    }
    let calls = BatchCalls(compiler, lesson, try await compiledPreambles())
    var units: [AnswerGroup] = []
    for answers in papers {
      let fit = answers.filter {
        $0.isEnclosable && products[$0.program] == nil && compiler.complaints(about: $0.program) == nil
      }
      let apart = fit.filter { isShared($0) || isDoubtful($0.candidate.cell) }
      let rest = fit.filter { answer in !apart.contains { $0.program == answer.program } }
      units += apart.compactMap { calls.unit(of: [$0]) } + [calls.unit(of: rest)].compactMap(\.self)
    }
    var seen: Set<Program> = []
    units = units.filter { seen.insert($0.program).inserted }
    let missing = units.filter { compiler.library(of: $0.program) == nil }
    let compiled = try await calls.compile(missing) { unit in
      unit.answers.count == 1 && unit.answers.allSatisfy { isDoubtful($0.candidate.cell) }
    }
    for unit in units + compiled {
      guard let path = compiler.library(of: unit.program) else { continue }
      for (program, library) in calls.libraries(of: unit, at: path) { products[program] = .library(library) }
    }
    return products
  }

  /// Those preambles that are valid Swift as modules of their own, by the exercises' names.
  private func compiledPreambles() async throws(MachineFailure) -> [String: CompiledPreamble] {
    var compiled: [String: CompiledPreamble] = [:]
    for (name, preamble) in preambles { compiled[name] = try await compilations[preamble]?.value.get() }
    return compiled
  }
}

/// What is known of an answer before it runs.
enum AnswerProduct: Hashable, Sendable {
  case library(AnswerLibrary)
  case rejected([Diagnostic])
}

/// Where an answer's compiled code is.
struct AnswerLibrary: Hashable, Sendable {
  var path: String
  /// What is to be loaded before it.
  var preamble: String
}
