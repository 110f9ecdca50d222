/// Answers written as one function of a file, so that many files can be compiled in one call of the compiler without knowing of each
/// other.
///
/// Code within a function declares nothing that another file could see. What cannot stand there, or could break out of it, has no
/// enclosure: such an answer is compiled by itself.
package struct Enclosure {
  /// In UTF-8 bytes: the compiler takes more than linear time for some code, and others wait for it.
  private static let longestCell = 20_000

  package let source: String

  /// - Parameters:
  ///   - answers: A program of which only the first line imports.
  ///   - symbol: The function's name for the linker.
  ///   - name: A word that no cell can guess, unlike any other enclosure's in the same call.
  package init(_ answers: Program, symbol: String, named name: String) {
    let lines = answers.source.split(separator: "\n", maxSplits: 1)
    source = """
      \(lines.first ?? "")
      @_silgen_name("\(symbol)")
      public func answer_\(name)() -> __LessonNothing {
      \(lines.dropFirst().last ?? "")
      }

      """
  }

  /// Whether a cell's code can stand in a function, and provably ends where the cell does.
  package static func canHold(_ cell: Cell) -> Bool { isTame(cell) && !UnmatchedBraces(in: cell.source).areAny }

  /// Whether a cell could be held but for its braces.
  package static func lacksOnlyBraces(_ cell: Cell) -> Bool { isTame(cell) && UnmatchedBraces(in: cell.source).areAny }

  private static func isTame(_ cell: Cell) -> Bool {
    let source = cell.source
    guard source.utf8.count <= longestCell, !needsTopLevel(source) else { return false }
    // The compiler quotes lines: one that looks like an error could be taken for what it says about somebody else's cell.
    guard !source.contains(Complaints.mark) else { return false }
    // Control characters and whatever begins with these marks may mean something else to the compiler than it does to us.
    guard source.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 }) else { return false }
    let code = codeOnly(in: source)
    guard !code.utf8.contains(UInt8(ascii: "#")), !code.utf8.contains(UInt8(ascii: "@")) else { return false }
    // A comment or a string that is left open goes on in what follows the cell.
    return !endsOpen(source)
  }
}

extension ProgramAssembly.Candidate {
  /// Whether the candidate and its checks can stand in a function.
  var isEnclosable: Bool { ([cell] + exercise.comparisons).allSatisfy(Enclosure.canHold) }
}
