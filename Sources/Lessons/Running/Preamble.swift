import LessonSyntax
import Reading

/// What runs before the answers to an exercise: the examples and setup above it, and the solutions that it needs.
///
/// It is compiled once, as a module of its own, and then every answer by itself as a function of a file that imports it. Names mean
/// what they mean in one program: the answer's own hide the preamble's, and those hide the libraries'. It is imported weakly: a library
/// with answers to several exercises is loaded after any one of their preambles.
package struct Preamble: Hashable, Sendable {
  /// What the names of all preambles' modules begin with.
  static let namePrefix = "preamble_"

  /// Its last line goes on with the answer.
  package let program: Program
  package let moduleName: String
  /// The name of the function, in a library, that is the answer.
  package let answerSymbol: String

  /// - Returns: `nil` if some code must be in the same file as the answer: what is `private` there, and what it imports.
  package init?(before exercise: Exercise, in lesson: Lesson) {
    let program = ProgramAssembly.preamble(before: exercise, in: lesson)
    guard program.sections.allSatisfy({ Self.canHold($0.cell) }) else { return nil }
    let digest = "\(program.digest)".prefix(16)
    (moduleName, answerSymbol) = (Self.namePrefix + digest, "lesson_answer_" + digest)
    self.program = Program(
      name: program.name, sections: program.sections,
      source: program.source + "__lessonContinue(\"\(answerSymbol)\")\n")
  }

  private static func canHold(_ cell: Cell) -> Bool {
    cell.facts.isWholeInModule && !cell.facts.topLevelParts.contains { $0.kind == .importing }
  }
}

extension SwiftFacts {
  /// Whether code sees from another module what it would see from the same file, but for what is imported.
  var isWholeInModule: Bool { !hasPrivateParts && !awaits }
}

/// A preamble made ready: for the compiler, and to be loaded before an answer.
package struct CompiledPreamble: Sendable {
  package let preamble: Preamble
  /// The module's content, for whoever compiles an answer.
  let module: [UInt8]
  /// The path of its library.
  package let library: String
}
