/// A program written as one function of a file, so that many programs can be compiled in one call of the compiler without knowing of
/// each other.
///
/// Code within a function declares nothing that another file could see. What cannot stand there, or could break out of it, has no
/// enclosure: such a program is compiled by itself.
package struct Enclosure {
  /// In UTF-8 bytes: the compiler takes more than linear time for some code, and others wait for it.
  private static let longestCell = 20_000

  package let source: String

  /// - Parameters:
  ///   - program: A program that starts with `ProgramAssembly.importLines` lines of imports.
  ///   - name: A word that no cell can guess, unlike any other enclosure's in the same call.
  package init(_ program: Program, named name: String) {
    let lines = program.source.split(separator: "\n", maxSplits: ProgramAssembly.importLines)
    let imports = lines.prefix(ProgramAssembly.importLines).joined(separator: "\n")
    // A value of the first type cannot be made, so a cell's own `return` is the error that it is at the top level.
    source = """
      \(imports)
      private enum Nothing_\(name) {}
      @_cdecl("lesson_program")
      public func program_\(name)(_: Int32, _: UnsafeMutableRawPointer?) -> Int32 {
        switch body_\(name)() {}
      }
      private func body_\(name)() -> Nothing_\(name) {
      \(lines.last ?? "")
      }

      """
  }

  /// Whether a cell's code can stand in a function, and provably ends where the cell does.
  package static func canHold(_ cell: Cell) -> Bool {
    let source = cell.source
    guard source.utf8.count <= longestCell, !needsTopLevel(source) else { return false }
    // The compiler quotes lines: one that looks like an error could be taken for what it says about somebody else's cell.
    guard !source.contains(Complaints.mark) else { return false }
    // Control characters and whatever begins with these marks may mean something else to the compiler than it does to us.
    guard source.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 }) else { return false }
    let code = codeOnly(in: source)
    guard !code.utf8.contains(UInt8(ascii: "#")), !code.utf8.contains(UInt8(ascii: "@")) else { return false }
    // A comment or a string that is left open goes on in what follows the cell.
    guard !endsOpen(source) else { return false }
    let braces = UnmatchedBraces(in: source)
    return braces.opening == nil && braces.closing == nil
  }
}

extension ProgramAssembly.Candidate {
  /// Whether the candidate's whole program but for the examples can stand in a function.
  func isEnclosable(in lesson: Lesson) -> Bool {
    let needed = exercise.needs.compactMap { lesson.exercise(named: $0)?.cellForOthers }
    return ([cell] + needed + exercise.comparisons).allSatisfy(Enclosure.canHold)
  }
}
