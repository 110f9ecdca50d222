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

/// A task's outcome as a value, since a task group cannot carry the type of an error.
package func outcome<Success: Sendable>(
  of body: @Sendable () async throws(MachineFailure) -> Success
) async -> Result<Success, MachineFailure> {
  do throws(MachineFailure) { return .success(try await body()) } catch { return .failure(error) }
}
