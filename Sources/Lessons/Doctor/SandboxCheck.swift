import Reporting
import Running
import Support

/// Whether the sandbox works here, and if not, which part of it.
struct SandboxCheck {
  let searchPath: String
  let pool: ProcessPool

  /// - Parameter runner: Where a cell is compiled and run in the sandbox; `nil` where none can be.
  /// - Returns: A finding for the whole, and one for each part.
  func findings(confining runner: ProgramRunner?) async -> [Diagnosis] {
    let sandbox: Bubblewrap
    do throws(MachineFailure) { sandbox = try Bubblewrap(searchPath: searchPath) } catch {
      return [Diagnosis(.sandbox, error)] + [.namespaces, .filter, .limit].map(Diagnosis.untried)
    }
    pool.appointGuardian()
    let start = ContinuousClock.now
    do throws(MachineFailure) { try await sandbox.verify(in: pool) } catch {
      return [Diagnosis(.sandbox, error)] + (await parts(of: sandbox)) + [.untried(.limit)]
    }
    let time = ContinuousClock.now - start
    let path = executable(named: "bwrap", in: searchPath)
    let found = DoctorFinding.sandbox(version: await version(of: path), path: path, time)
    let parts = await forces(of: sandbox)
    let isWhole = parts.allSatisfy { $0.status == .ok }
    let limit = isWhole ? await limit(of: sandbox, in: runner) : .untried(.limit)
    return [Diagnosis(.sandbox, .ok, found)] + parts + [limit]
  }

  // MARK: - Parts

  /// Tells the parts of a sandbox apart that does not start as a whole.
  private func parts(of sandbox: Bubblewrap) async -> [Diagnosis] {
    guard let ending = await start(status(in: sandbox).withoutFilter), ending.cause == .exited(code: 0) else {
      return [Diagnosis(.namespaces, .missing, .namespacesRefused), .untried(.filter)]
    }
    return [
      Diagnosis(.namespaces, .ok, .namespaces(sandbox.identity)), Diagnosis(.filter, .missing, .filterRefused),
    ]
  }

  /// Whether the kernel itself tells that a program in the sandbox is confined.
  private func forces(of sandbox: Bubblewrap) async -> [Diagnosis] {
    let output = await start(status(in: sandbox)).map { String(decoding: $0.output, as: UTF8.self) } ?? ""
    let lines = Set(output.split(separator: "\n"))
    func finding(_ check: DoctorCheck, isInForce: Bool, _ found: DoctorFinding) -> Diagnosis {
      isInForce ? Diagnosis(check, .ok, found) : Diagnosis(check, .missing, .notInForce)
    }
    return [
      // The first process of its own world, and 2: confined by a filter.
      finding(.namespaces, isInForce: lines.contains("Pid:\t1"), .namespaces(sandbox.identity)),
      finding(.filter, isInForce: lines.contains("Seccomp:\t2"), .filter(library: SeccompLibrary.version)),
    ]
  }

  /// A confined host proves that the limit binds before it runs anything.
  private func limit(of sandbox: Bubblewrap, in runner: ProgramRunner?) async -> Diagnosis {
    guard let runner else { return .untried(.limit) }
    do throws(MachineFailure) {
      let (compilation, run) = try await CellCheck.times(in: runner.confined(by: sandbox))
      return Diagnosis(.limit, .ok, .limit(compiled: compilation, ran: run))
    } catch {
      return Diagnosis(.limit, error)
    }
  }

  // MARK: - Processes

  /// The kernel's account of a confined process.
  private func status(in sandbox: Bubblewrap) -> Command {
    let command = Command("/usr/bin/cat", ["/proc/self/status"], limits: Limits(seconds: 10))
    return sandbox.confined(command, as: .supervisor(), readable: [], writable: [])
  }

  /// What the program says of itself; empty if it says nothing.
  private func version(of path: String?) async -> String {
    guard let path else { return "" }
    let ending = await start(Command(path, ["--version"], limits: Limits(seconds: 10)))
    return String(decoding: ending?.output.prefix(100) ?? [], as: UTF8.self).trimmed
  }

  private func start(_ command: Command) async -> Ending? { try? await pool.run(command) }
}

extension Command {
  /// The same sandbox, but for its filter of system calls.
  fileprivate var withoutFilter: Command {
    var copy = self
    if let place = copy.arguments.firstIndex(of: "--seccomp") { copy.arguments.removeSubrange(place...(place + 1)) }
    return copy
  }
}
