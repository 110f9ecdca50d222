/// Why results cannot be exported as somebody wants them, though the machine could.
package struct ExportRefusal: Error, Hashable, Sendable {
  package var problem: String
  /// What to do about it.
  package var advice: String

  init(_ problem: String, advice: String) {
    (self.problem, self.advice) = (problem, advice)
  }
}
