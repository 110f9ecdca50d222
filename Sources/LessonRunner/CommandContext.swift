import Classes
import Glibc
import Grading
import Reading
import Reporting
import Running

/// What every command works with.
struct CommandContext: Sendable {
  let terminal: Terminal
  let environment: [String: String]
  /// The path of this very program.
  let executable: String
  /// What a supervised command has to look out for.
  var judging = JudgingWatch()

  /// Opens the runner, tidies up after `body`, and does so too if a signal ends the process in between.
  /// - Parameters:
  ///   - width: How many processes may run at once; `nil` for as many as the machine has cores.
  ///   - beforeDying: What to do first if it is a signal that ends the process.
  ///   - body: What to do.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or that something is missing on this machine.
  func withRunner<Result, Failure: Error>(
    width: Int? = nil, beforeDying: @escaping @Sendable () -> Void = {},
    _ body: (ProgramRunner) async throws(Failure) -> Result
  ) async throws(CommandFailure) -> Result {
    do {
      let runner = try ProgramRunner(environment: environment, executable: executable, width: width)
      defer { runner.close() }
      if let warning = runner.warning { terminal.writeError(["lesson-run: warning: \(Words().warning(warning))"]) }
      takeCharge(of: runner, beforeDying: beforeDying)
      return try await body(runner)
    } catch let failure as MachineFailure {
      throw CommandFailure(failure)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.program(.unexpected("\(error)")))
    }
  }

  /// Makes this process tidy up after all that is started in a runner if a signal ends it.
  func takeCharge(of runner: ProgramRunner, beforeDying: @escaping @Sendable () -> Void = {}) {
    runner.pool.takeCharge { [terminal] number in
      beforeDying()
      terminal.clearProgress()
      runner.close()
      // Die of the signal after all, so that the shell knows.
      signal(number, SIG_DFL)
      kill(getpid(), number)
      // Until it arrives nothing goes on: what would, misses what has just been ended, and says so.
      while true { pause() }
    }
  }

  /// A runner for programs that are not to be trusted.
  /// - Parameters:
  ///   - runner: The runner as it is.
  ///   - output: How many bytes a program may print.
  /// - Returns: The runner with a sandbox.
  /// - Throws: If there is no sandbox here, or none that works.
  func confined(
    _ runner: ProgramRunner, output: UInt64 = CommandContext.usualOutput
  ) async throws(MachineFailure) -> ProgramRunner {
    let sandbox = try sandbox(in: runner, output: output)
    try await sandbox.verify(in: runner.pool)
    return runner.confined(by: sandbox)
  }

  /// A sandbox of which it is not known whether it works.
  func sandbox(in runner: ProgramRunner, output: UInt64 = CommandContext.usualOutput) throws(MachineFailure)
    -> Bubblewrap
  {
    var sandbox = try Bubblewrap(searchPath: environment["PATH"] ?? "")
    // What a program prints is kept beside its own temporary files: standard output, standard error and the wire.
    sandbox.temporarySize += 3 * output
    runner.pool.appointGuardian()
    return sandbox
  }

  /// How many bytes a program may print unless told otherwise.
  static let usualOutput: UInt64 = 4 << 20

  /// A progress line for a terminal.
  func progress(_ step: CommandStep) -> Grader.Progress {
    { [terminal] done, total in terminal.showProgress(Words().step(step, done, of: total)) }
  }

  func show(_ step: CommandStep) { terminal.showProgress(Words().step(step)) }
}

extension CommandContext {
  /// The lesson without a number for each learner if none of its cells uses one; where a variable of its own is meant, that is told.
  /// - Throws: If there is no parser on this machine, and it has to be asked.
  func withSeedAsUsed(_ lesson: Lesson) async throws(CommandFailure) -> Lesson {
    guard lesson.seed != nil else { return lesson }
    return try await withRunner { runner throws(MachineFailure) in
      let (lesson, shadowed) = try await runner.withSeedAsUsed(lesson)
      for place in shadowed { remark(Words().shadowedSeed(place, in: lesson.path)) }
      return lesson
    }
  }
}
