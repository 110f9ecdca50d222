import LessonSyntax
import Reading

/// Answers written as one function of a file, so that many files can be compiled in one call of the compiler without knowing of each
/// other.
///
/// Code within a function declares nothing that another file could see. Whether an answer really stays within, the compiler's own
/// parser says of the finished `file`; what it does not fully understand is compiled by itself.
package struct AnswerFunction: Hashable, Sendable {
  /// In UTF-8 bytes: the compiler takes more than linear time for some code, and others wait for it.
  private static let longestCell = 20_000

  package let file: AssembledFile
  /// What the function is called for the linker.
  let symbol: String

  /// - Parameters:
  ///   - answers: A program of which only the first line imports.
  ///   - preamble: What it imports, and what the function is called for the linker.
  ///   - name: A word that no cell can guess, unlike any other function's in the same call.
  package init(_ answers: Program, after preamble: Preamble, named name: String) {
    let function = "answer_\(name)"
    symbol = preamble.answerSymbol
    file = AssembledFile(
      source: Self.source(of: answers, function: function, symbol: symbol), module: preamble.moduleName,
      function: function, directives: ProgramAssembly.directivesPerAnswer * answers.sections.count)
  }

  /// - Parameters:
  ///   - answers: A program of which only the first line imports.
  ///   - function: What the function is called in Swift.
  ///   - symbol: What it is called for the linker.
  /// - Returns: A file of one function.
  static func source(of answers: Program, function: String, symbol: String) -> String {
    let lines = answers.source.split(separator: "\n", maxSplits: 1)
    return """
      \(lines.first ?? "")
      @_silgen_name("\(symbol)")
      public func \(function)() -> __LessonNothing {
      \(lines.dropFirst().last ?? "")
      }

      """
  }

  /// Whether it is worth trying to compile a cell beside others.
  package static func mayHold(_ cell: Cell) -> Bool {
    let facts = cell.facts
    return cell.source.utf8.count <= longestCell && facts.topLevelParts.isEmpty && !facts.typesUseOwnVariables
      && !facts.hasEffects
      // The compiler quotes lines: one that looks like an error could be taken for what it says about somebody else's cell.
      && !cell.source.containsBytes(of: Complaints.mark)
  }
}

extension ProgramAssembly.Candidate {
  /// Whether it is worth trying to compile the candidate and its checks beside others.
  package var isEnclosable: Bool { ([cell] + exercise.comparisons).allSatisfy(AnswerFunction.mayHold) }
}
