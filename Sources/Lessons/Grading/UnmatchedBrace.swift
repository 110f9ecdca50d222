import Running

extension ProgramAssembly.Candidate {
  /// What is wrong with a cell of which a brace has no partner; `nil` if all have.
  ///
  /// The parser says so: the compiler need not be asked, and must not be. Such a cell would close what the runner opened, and mean one
  /// thing in one program and another in the next.
  var unmatchedBrace: [Diagnostic]? {
    let facts = cell.facts
    guard facts.isOrdinary, !facts.isWhole, (facts.openBrace ?? facts.strayBrace) != nil else { return nil }
    // What is told of it comes from what the parser says (`ProblemFinder`).
    return [Diagnostic(.unmatchedBrace)]
  }
}
