import Reporting
import Running
import Support
import Trust

/// Where a lesson's cells work, and whether in the sandbox.
struct Workplace {
  /// The lesson's folder without links; `nil` if the lesson is in none, such as one that comes through a pipe.
  let folder: String?
  let isConfined: Bool
  /// Whether it is better to do without a sandbox than not to run the lesson.
  let isOptional: Bool

  private let environment: [String: String]

  /// - Parameters:
  ///   - path: The lesson's.
  ///   - choice: What was asked for.
  ///   - context: Where the list of trusted folders is looked up.
  ///   - tell: Told what is wrong with that list.
  init(of path: String, _ choice: SandboxChoice, _ context: CommandContext, telling tell: (String) -> Void) {
    let folder = realPath(path).map(parent(of:))
    self.folder = folder
    let isTrusted = choice == .auto && folder.map { context.trusts($0, telling: tell) } ?? false
    isConfined = choice == .on || choice == .auto && !isTrusted
    isOptional = choice == .auto
    environment = context.environment
  }

  /// The folder as the sandbox may show it.
  var shown: WorkingFolder? { folder.flatMap { WorkingFolder.showable($0, environment: environment) } }

  /// The folder that cells work in; `nil` for an empty one, which every sandbox has.
  var workingFolder: WorkingFolder? { isConfined ? shown : folder.map { WorkingFolder($0) } }

  /// What the user is to know about it; `nil` if nothing but what was asked for.
  var remark: String? {
    isConfined && isOptional ? Words().remark(.confined(in: folder, seesFiles: shown != nil)) : nil
  }
}

extension CommandContext {
  fileprivate func trusts(_ folder: String, telling tell: (String) -> Void) -> Bool {
    TrustedFolders(environment: environment, executable: executable).contain(folder) {
      tell("warning: \(Words().trust($0))")
    }
  }

  /// Tells the user something that is no result.
  func remark(_ words: String) { terminal.writeError(["lesson-run: \(words)"]) }
  func remark(_ remark: CommandRemark) { self.remark(Words().remark(remark)) }

  /// Does something with a lesson where it belongs: in the sandbox, unless the user trusts its folder or says otherwise.
  ///
  /// Whether the sandbox works is found out only when something has failed. Where there is none, and none was asked for, that is said
  /// and the work done without it.
  /// - Parameters:
  ///   - path: The lesson's.
  ///   - choice: What was asked for.
  ///   - runner: The runner for what is trusted.
  ///   - isSelfEvident: Whether the user need not be told that there is a sandbox, but only what is wrong.
  ///   - tell: Told what the user is to know.
  ///   - body: What to do; it may be done a second time.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or that there is no sandbox though one was asked for.
  func working<Result>(
    on path: String, _ choice: SandboxChoice, _ runner: ProgramRunner, sandboxIsSelfEvident isSelfEvident: Bool = false,
    telling tell: (String) -> Void, _ body: (ProgramRunner) async throws(MachineFailure) -> Result
  ) async throws(MachineFailure) -> Result {
    let place = Workplace(of: path, choice, self, telling: tell)
    guard place.isConfined else { return try await body(runner.working(in: place.workingFolder)) }
    let sandbox: Bubblewrap
    do throws(MachineFailure) { sandbox = try self.sandbox(in: runner) } catch {
      return try await body(open(runner, at: place, without: error, telling: tell))
    }
    let result: Result
    do throws(MachineFailure) {
      result = try await body(runner.confined(by: sandbox).working(in: place.workingFolder))
    } catch let failure {
      // A cell that has run may be the cause itself: it is to gain nothing by that.
      guard !sandbox.use.hasBegun else { throw failure }
      do throws(MachineFailure) { try await sandbox.verify(in: runner.pool) } catch {
        return try await body(open(runner, at: place, without: error, telling: tell))
      }
      throw failure
    }
    if !isSelfEvident, let remark = place.remark { tell(remark) }
    return result
  }

  /// The runner for a lesson that is run for long: whether the sandbox works is found out at once.
  func runner(
    _ runner: ProgramRunner, for path: String, _ choice: SandboxChoice, telling tell: (String) -> Void
  ) async throws(MachineFailure) -> ProgramRunner {
    let place = Workplace(of: path, choice, self, telling: tell)
    guard place.isConfined else { return runner.working(in: place.workingFolder) }
    do throws(MachineFailure) {
      let confined = try await confined(runner)
      if let remark = place.remark { tell(remark) }
      return confined.working(in: place.workingFolder)
    } catch {
      return try open(runner, at: place, without: error, telling: tell)
    }
  }

  /// The runner for a lesson that has to do without a sandbox.
  /// - Parameters:
  ///   - runner: The runner for what is trusted.
  ///   - place: Where the lesson would have worked.
  ///   - failure: Why there is no sandbox.
  ///   - tell: Told that it is so.
  /// - Returns: The runner.
  /// - Throws: The failure, if a sandbox was asked for.
  private func open(
    _ runner: ProgramRunner, at place: Workplace, without failure: MachineFailure, telling tell: (String) -> Void
  ) throws(MachineFailure) -> ProgramRunner {
    guard place.isOptional else { throw failure }
    tell("warning: \(Words().unconfined(because: failure))")
    return runner.working(in: place.folder.map { WorkingFolder($0) })
  }
}
