import Running
import Support

/// Whether the sandbox works here, and if not, which part of it.
struct SandboxCheck {
  let searchPath: String
  let pool: ProcessPool

  private static let (sandbox, namespaces, filter, limit) =
    ("sandbox", "namespaces", "call filter", "process limit")

  /// - Parameter runner: Where a cell is compiled and run in the sandbox; `nil` where none can be.
  /// - Returns: A finding for the whole, and one for each part.
  func findings(confining runner: ProgramRunner?) async -> [Diagnosis] {
    let sandbox: Bubblewrap
    do throws(MachineFailure) { sandbox = try Bubblewrap(searchPath: searchPath) } catch {
      return [Diagnosis(Self.sandbox, error)] + [Self.namespaces, Self.filter, Self.limit].map(Diagnosis.untried)
    }
    pool.appointGuardian()
    let start = ContinuousClock.now
    do throws(MachineFailure) { try await sandbox.verify(in: pool) } catch {
      return [Diagnosis(Self.sandbox, error)] + (await parts(of: sandbox)) + [.untried(Self.limit)]
    }
    let time = milliseconds(ContinuousClock.now - start)
    let found = await version().map { "\($0), " } ?? ""
    let parts = await forces(of: sandbox)
    let isWhole = parts.allSatisfy { $0.status == .ok }
    let limit = isWhole ? await limit(of: sandbox, in: runner) : .untried(Self.limit)
    return [Diagnosis(Self.sandbox, .ok, "\(found)starts in \(time)")] + parts + [limit]
  }

  // MARK: - Parts

  /// Tells the parts of a sandbox apart that does not start as a whole.
  private func parts(of sandbox: Bubblewrap) async -> [Diagnosis] {
    guard let ending = await start(status(in: sandbox).withoutFilter), ending.cause == .exited(code: 0) else {
      return [Diagnosis(Self.namespaces, .missing, "refused, see above"), .untried(Self.filter)]
    }
    return [
      Diagnosis(Self.namespaces, .ok, sandbox.identity.words),
      Diagnosis(
        Self.filter, .missing, "refused: without it the sandbox starts",
        advice: "let this system have filters (CONFIG_SECCOMP_FILTER), or update bubblewrap"),
    ]
  }

  /// Whether the kernel itself tells that a program in the sandbox is confined.
  private func forces(of sandbox: Bubblewrap) async -> [Diagnosis] {
    let output = await start(status(in: sandbox)).map { String(decoding: $0.output, as: UTF8.self) } ?? ""
    let lines = Set(output.split(separator: "\n"))
    let advice = "the bwrap that comes first on PATH does not confine: apt-get install --reinstall bubblewrap"
    func finding(_ name: String, isInForce: Bool, _ found: String) -> Diagnosis {
      isInForce ? Diagnosis(name, .ok, found) : Diagnosis(name, .missing, "not in force in the sandbox", advice: advice)
    }
    let library = SeccompLibrary.version.map { "libseccomp \($0), " } ?? ""
    return [
      // The first process of its own world, and 2: confined by a filter.
      finding(Self.namespaces, isInForce: lines.contains("Pid:\t1"), sandbox.identity.words),
      finding(Self.filter, isInForce: lines.contains("Seccomp:\t2"), "\(library)in force"),
    ]
  }

  /// A confined host proves that the limit binds before it runs anything.
  private func limit(of sandbox: Bubblewrap, in runner: ProgramRunner?) async -> Diagnosis {
    guard let runner else { return .untried(Self.limit) }
    do throws(MachineFailure) {
      let times = try await CellCheck.times(in: runner.confined(by: sandbox))
      return Diagnosis(Self.limit, .ok, "binds; a cell in the sandbox \(times.words)")
    } catch {
      return Diagnosis(Self.limit, error)
    }
  }

  // MARK: - Processes

  /// The kernel's account of a confined process.
  private func status(in sandbox: Bubblewrap) -> Command {
    let command = Command("/usr/bin/cat", ["/proc/self/status"], limits: Limits(seconds: 10))
    return sandbox.confined(command, as: .supervisor(), readable: [], writable: [])
  }

  private func version() async -> String? {
    guard let path = executable(named: "bwrap", in: searchPath) else { return nil }
    let ending = await start(Command(path, ["--version"], limits: Limits(seconds: 10)))
    let words = String(decoding: ending?.output.prefix(100) ?? [], as: UTF8.self).trimmed
    return words.isEmpty ? path : "\(words) in \(parent(of: path))"
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

extension SandboxIdentity {
  fileprivate var words: String {
    switch self {
    case .namespace: "its own users, processes and network"
    case .freshUser: "its own processes and network; as root, a fresh user instead of a user namespace"
    }
  }
}
