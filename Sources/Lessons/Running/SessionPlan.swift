import CSpawn
import Glibc
import LessonWire

/// A program that a session is to run.
package struct PlannedRun: Sendable {
  package var library: String
  package var program: Program
  /// The library of the preamble that goes on with the program; `nil` if the program is whole.
  package var preamble: String?
  /// The tag of the candidate that is to run, where the program holds several.
  package var selection: String?
  package var limits: Limits

  package init(
    _ library: String, of program: Program, after preamble: String? = nil, selecting selection: String?, limits: Limits
  ) {
    self.library = library
    self.program = program
    self.preamble = preamble
    self.selection = selection
    self.limits = limits
  }
}

extension Executor {
  /// Beside whom a session runs.
  enum Company {
    /// Beside others, which may slow it down: its answers may use several times their limits for now.
    case crowd
    /// Beside whatever runs.
    case ordinary
    /// Beside nothing that this process could keep from running.
    case none

    fileprivate var patience: Double { self == .crowd ? 2 : 1 }
  }

  /// How much longer than all its runs together a session may take, in seconds: to start, and to end what a run left behind.
  private static let grace = 10.0

  /// Runs the programs of several parties one after the other, each in a process of its own, in one sandbox that is made for them and
  /// goes with them.
  ///
  /// In a sandbox nothing of a program is to be seen before its turn. What a program leaves behind may be found by its party's later
  /// ones, but by no other party.
  ///
  /// What a program did does not depend on what else runs: where time decided, and others could have been the reason, it runs again
  /// while nothing else does.
  /// - Parameter plans: Each party's programs, of which there are some, in the order in which they are to run.
  /// - Returns: What each program of the first parties did, of one at least. After a party that took long or left something behind, the
  ///   others are to be run in another session.
  /// - Throws: If the host cannot be started.
  package func session(_ plans: [[PlannedRun]]) async throws(MachineFailure) -> [[Run]] {
    var parties: [[Run]] = []
    for (plan, endings) in zip(plans, try await endings(of: plans, in: hasCompany ? .crowd : .ordinary)) {
      var runs: [Run] = []
      for (planned, ending) in zip(plan, endings) {
        let isCertain = !ending.mayBeOthersFault(in: planned.limits)
        let ending = isCertain ? ending : try await self.endings(of: [[planned]], in: .none)[0][0]
        runs.append(Run(ending: ending, of: planned.program, limits: planned.limits))
      }
      parties.append(runs)
    }
    return parties
  }

  /// Runs programs as `session` does, each once.
  /// - Parameters:
  ///   - plans: Each party's programs.
  ///   - company: Beside whom they run.
  ///   - texts: Where a single program writes to, for whoever reads that meanwhile; it is not in what is returned.
  /// - Returns: How each ended and what it left.
  /// - Throws: If the host cannot be started.
  func endings(
    of plans: [[PlannedRun]], in company: Company, writing texts: RunTexts? = nil
  ) async throws(MachineFailure) -> [[Ending]] {
    let plans = plans.prefix(partiesFittingOneSession(plans))
    guard let first = plans.first else { return [] }
    guard sandbox == nil || Self.libraries(of: first).count <= Self.mostLibraries else {
      let half = first.count / 2
      let halves = [Array(first[..<half]), Array(first[half...])]
      return [try await endings(of: [halves[0]], in: company)[0] + endings(of: [halves[1]], in: company)[0]]
    }
    let command = try command(for: Array(plans), in: company, writing: texts)
    let ending = try await start(command, alone: company == .none)
    let frames = RunFrame.frames(in: ending.wire)
    if !frames.isEmpty || ending.isForced { sandbox?.use.begin() }
    guard !frames.isEmpty || ending.isForced else { throw Self.failure(of: ending, starting: command) }
    var reported: [[Ending]] = []
    var rest = frames[...]
    for plan in plans {
      // A party whose programs were not all reported on has ended the session; those after it had no part in that.
      guard !rest.isEmpty || reported.isEmpty else { break }
      let known = rest.prefix(plan.count).map(Ending.init)
      reported.append(known + plan.dropFirst(known.count).map { _ in .unaccounted(for: ending.seconds) })
      rest = rest.dropFirst(plan.count)
    }
    return reported
  }

  /// How many of the parties, the first at least, can be in one session: outside of a sandbox no two.
  private func partiesFittingOneSession(_ plans: [[PlannedRun]]) -> Int {
    var libraries: Set<String> = []
    let fitting = plans.prefix { plan in
      libraries.formUnion(Self.libraries(of: plan))
      return libraries.count <= Self.mostLibraries
    }
    return sandbox == nil ? 1 : max(1, fitting.count)
  }

  private static func libraries(of plan: [PlannedRun]) -> Set<String> {
    Set(plan.map(\.library) + plan.compactMap(\.preamble))
  }

  /// One descriptor is the sandbox's own, and one the session's orders.
  private static let mostLibraries = Int(cspawn_most_inherited) - 2

  private func command(
    for plans: [[PlannedRun]], in company: Company, writing texts: RunTexts?
  ) throws(MachineFailure) -> Command {
    let runs = plans.joined()
    let limits = Limits(
      seconds: runs.reduce(Self.grace) { $0 + company.patience * $1.limits.longestRun }, memory: 0,
      // Three files a run, and what tells them apart.
      fileSize: runs.reduce(1 << 20) { $0 + 3 * $1.limits.fileSize })
    var command = Command(runtime.host, ["--session"], environment: environment, hasWire: true, limits: limits)
    command.folder = folder
    var libraries: [InheritableFile] = []
    var descriptors: [String: Int32] = [:]
    if sandbox != nil {
      for path in Self.libraries(of: Array(runs)).sorted() {
        libraries.append(try InheritableFile(at: path))
        descriptors[path] = SessionContract.orders + Int32(libraries.count)
      }
    }
    let read = texts.map { texts in (0..<3).map { InheritableFile($0, of: texts) } } ?? []
    let firstText = read.isEmpty ? -1 : SessionContract.orders + 1 + Int32(libraries.count)
    let orders = try Self.orders(for: plans, descriptors, texts: firstText, patience: company.patience)
    command.inherited = [orders] + libraries + read
    guard let sandbox else { return command }
    // The two largest, and a page more for what the folder itself takes.
    let room = libraries.map(\.size).sorted().suffix(2).reduce(1 << 16, +)
    // Its own place may be below a folder that the sandbox has another of, or that is private to whoever installed it.
    command.executable = SessionContract.host
    return sandbox.confined(
      command, as: .supervisor(room: room), readable: [toolchain.root], writable: [],
      placed: [SessionContract.host: runtime.host])
  }

  /// A session's orders in a file. `descriptors` has, by the libraries' paths, where the host finds them open; the others it finds by
  /// their paths.
  private static func orders(
    for plans: [[PlannedRun]], _ descriptors: [String: Int32], texts: Int32, patience: Double
  ) throws(MachineFailure) -> InheritableFile {
    var file = SessionFile()
    for plan in plans {
      for (index, run) in plan.enumerated() {
        let clocks = run.limits.clocks(patience: patience)
        var order = SessionOrder(
          answer: clocks.answer, prelude: clocks.prelude, memory: run.limits.memory, fileSize: run.limits.fileSize,
          processes: Int32(clamping: run.limits.processes), isNewParty: index == 0)
        order.texts = texts
        var words = SessionWords(selection: run.selection ?? "")
        if let library = descriptors[run.library] { order.library = library } else { words.library = run.library }
        if let preamble = run.preamble {
          if let descriptor = descriptors[preamble] { order.preamble = descriptor } else { words.preamble = preamble }
        }
        file.append(order, words)
      }
    }
    return try InheritableFile(holding: file.bytes)
  }

  private static func failure(of ending: Ending, starting command: Command) -> MachineFailure {
    .program(.hostFailed(ProgramFailure.Complaint(ending, of: command.executable)))
  }
}

extension Ending {
  /// A run of which the session's host left no account: it was killed before, by whatever else happens on this machine.
  fileprivate static func unaccounted(for seconds: Double) -> Ending {
    Ending(cause: .signalled(SIGKILL), output: [], errors: [], wire: [], seconds: seconds, processorSeconds: 0)
  }

  /// Whether time decided how a run ended in a crowd, and it could have been otherwise without.
  fileprivate func mayBeOthersFault(in limits: Limits) -> Bool {
    switch cause {
    // It has had twice its time: so much nobody loses to others.
    case .timedOut: false
    case .outOfPatience(let wasStarved): wasStarved
    case .exited, .signalled, .tooManyProcesses, .tooMuchMemory: processorSeconds > limits.seconds
    }
  }

  /// Whether the host was ended, which may be the work of what it ran: that must not end the grading of all others.
  fileprivate var isForced: Bool {
    switch cause {
    case .exited(let code): code > 128
    case .signalled, .timedOut, .outOfPatience, .tooManyProcesses, .tooMuchMemory: true
    }
  }

  package init(_ frame: RunFrame) {
    self.init(
      cause: frame.cause, output: frame.output, errors: frame.errors, wire: frame.wire, seconds: frame.seconds,
      processorSeconds: frame.processorSeconds)
  }
}
