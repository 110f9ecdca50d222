import Lessons

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What every command works with.
struct CommandContext: Sendable {
  let terminal: Terminal
  let environment: [String: String]
  /// The path of this very program.
  let executable: String

  /// Opens the workshop, tidies up after `body`, and does so too if a signal ends the process in between.
  /// - Parameters:
  ///   - width: How many processes may run at once; `nil` for as many as the machine has cores.
  ///   - body: What to do.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or that something is missing on this machine.
  func withWorkshop<Result, Failure: Error>(
    width: Int? = nil, _ body: (Workshop) async throws(Failure) -> Result
  ) async throws(CommandFailure) -> Result {
    do {
      let workshop = try Workshop(environment: environment, executable: executable, width: width)
      defer { workshop.close() }
      if let warning = workshop.warning { terminal.writeError(["lesson-run: warning: \(warning)"]) }
      workshop.pool.takeCharge { [terminal] number in
        terminal.clearProgress()
        workshop.close()
        // Die of the signal after all, so that the shell knows.
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      return try await body(workshop)
    } catch let failure as MachineFailure {
      throw CommandFailure(failure)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.machine, "\(error)", advice: "this should not happen; please report it")
    }
  }

  /// A workshop for programs that are not to be trusted.
  /// - Throws: If there is no sandbox here, or none that works.
  func confined(_ workshop: Workshop) async throws(MachineFailure) -> Workshop {
    let sandbox = try Bubblewrap(searchPath: environment["PATH"] ?? "")
    try await sandbox.verify(in: workshop.pool)
    return workshop.confined(by: sandbox)
  }

  /// A progress line for a terminal.
  func progress(_ words: String) -> Grader.Progress {
    { [terminal] done, total in
      terminal.showProgress(total > 0 ? "\(words): \(done) of \(total) exercises" : words)
    }
  }
}

extension CommandFailure {
  init(_ failure: MachineFailure) {
    self.init(.machine, failure.problem, advice: failure.advice)
  }
}
