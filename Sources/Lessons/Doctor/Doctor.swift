import Running

/// Finds out what this machine lacks. No check relies on another's success, and whatever is broken is a finding and no error.
package struct Doctor {
  private let environment: [String: String]
  private let executable: String

  /// - Parameters:
  ///   - environment: Where the search path and the place of the cache are looked up.
  ///   - executable: The path of the running `lesson-run`.
  package init(environment: [String: String], executable: String) {
    (self.environment, self.executable) = (environment, executable)
  }

  /// Looks at everything; it takes about half a second, most of which is two compilations.
  /// - Parameter opened: Called with the runner before anything is started in it, so that it is tidied up after a signal too.
  /// - Returns: The findings, in the order in which they are to be read.
  package func findings(opened: (ProgramRunner) -> Void) async -> [Diagnosis] {
    let searchPath = environment["PATH"] ?? ""
    let opening = runner()
    let runner = try? opening.get()
    if let runner { opened(runner) }
    defer { runner?.close() }
    guard let pool = runner?.pool ?? (try? ProcessPool(width: 1)) else {
      return [Diagnosis(.system, .missing, .noProcesses)]
    }
    var findings = await ToolchainCheck(searchPath: searchPath, executable: executable).findings(in: pool)
    findings.append(await CellCheck.finding(in: opening, after: findings))
    findings.append(await ParserCheck.finding(in: opening, after: findings))
    findings += [LibraryCheck.markdown(), CacheCheck(environment: environment).finding()]
    let sandbox = await SandboxCheck(searchPath: searchPath, pool: pool).findings(confining: runner)
    let trust = TrustCheck(environment: environment, executable: executable)
    findings += sandbox + [trust.finding(isConfining: !sandbox.contains { $0.status == .missing })]
    findings += LibraryCheck.optional(kernel: await runner?.executor.kernel())
    return findings + [BrowserCheck(searchPath: searchPath).finding()]
  }

  private func runner() -> Result<ProgramRunner, MachineFailure> {
    do throws(MachineFailure) {
      return .success(try ProgramRunner(environment: environment, executable: executable))
    } catch {
      return .failure(error)
    }
  }
}
