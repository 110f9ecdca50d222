/// The machine lacks something without which a lesson cannot be read, run, graded or stored, or refuses it.
///
/// A value with its evidence: `Words.failure` in Reporting says what is wrong and what to do about it.
package indirect enum MachineFailure: Error, Hashable, Sendable {
  /// What lessons are compiled with.
  case toolchain(ToolchainFailure)
  /// What this package is made of, and the programs that it starts.
  case program(ProgramFailure)
  case sandbox(SandboxFailure)
  /// What the system has no more of.
  case system(SystemFailure)
  case file(FileFailure)
  case cache(CacheFailure)
  case trust(TrustListFailure)
  case workspace(WorkspaceFailure)
  case site(SiteFailure)
  /// What is on this machine besides, and needed for a single task.
  case helper(HelperFailure)
  /// A failure to write in a learner's workspace, in which what was there is as it was.
  case inWorkspace(MachineFailure)
  /// A failure to write a lesson, which is as it was.
  case inLesson(MachineFailure)

  /// A failure to write among the results of a class, of which each is whole.
  case inResults(MachineFailure)

  /// A program that cannot be started at all.
  package init(starting failure: StartFailure) { self = .program(.notStarted(failure)) }
}

/// A task's outcome as a value, since a task group cannot carry the type of an error.
package func outcome<Success: Sendable>(
  of body: @Sendable () async throws(MachineFailure) -> Success
) async -> Result<Success, MachineFailure> {
  do throws(MachineFailure) { return .success(try await body()) } catch { return .failure(error) }
}
