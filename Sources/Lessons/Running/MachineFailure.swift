/// The machine lacks something without which no lesson can run.
package struct MachineFailure: Error, Hashable, Sendable {
  /// What is missing or refused.
  package var problem: String
  /// What to do about it: where possible, the command that mends it.
  package var advice: String

  package init(_ problem: String, advice: String) {
    self.problem = problem
    self.advice = advice
  }
}
