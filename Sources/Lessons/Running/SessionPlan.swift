import CSpawn
import LessonWire

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
  /// How much longer than all its runs together a session may take, in seconds: to start, and to end what a run left behind.
  private static let grace = 10.0

  /// Runs the programs of several parties one after the other, each in a process of its own, in one sandbox that is made for them and
  /// goes with them.
  ///
  /// In a sandbox nothing of a program is to be seen before its turn. What a program leaves behind may be found by its party's later
  /// ones, but by no other party.
  /// - Parameter plans: Each party's programs, of which there are some, in the order in which they are to run.
  /// - Returns: What each program of the first parties did, of one at least. After a party that took long or left something behind, the
  ///   others are to be run in another session.
  /// - Throws: If the host cannot be started.
  package func session(_ plans: [[PlannedRun]]) async throws(MachineFailure) -> [[Run]] {
    zip(plans, try await endings(of: plans)).map { plan, endings in
      zip(plan, endings).map { Run(ending: $1, of: $0.program, limits: $0.limits) }
    }
  }

  /// Runs programs as `session` does.
  /// - Returns: How each ended and what it left.
  func endings(of plans: [[PlannedRun]]) async throws(MachineFailure) -> [[Ending]] {
    let plans = plans.prefix(partiesFittingOneSession(plans))
    guard let first = plans.first else { return [] }
    guard sandbox == nil || Self.libraries(of: first).count <= Self.mostLibraries else {
      let half = first.count / 2
      let halves = [Array(first[..<half]), Array(first[half...])]
      return [try await endings(of: [halves[0]])[0] + endings(of: [halves[1]])[0]]
    }
    let command = try command(for: Array(plans))
    let ending = try await start(command)
    let frames = RunFrame.frames(in: ending.wire)
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

  /// One descriptor is the sandbox's own.
  private static let mostLibraries = Int(cspawn_most_inherited) - 1

  private func command(for plans: [[PlannedRun]]) throws(MachineFailure) -> Command {
    let runs = plans.joined()
    let limits = Limits(
      seconds: runs.reduce(Self.grace) { $0 + $1.limits.seconds }, memory: 0,
      // Three files a run, and what tells them apart.
      fileSize: runs.reduce(1 << 20) { $0 + 3 * $1.limits.fileSize })
    var command = Command(runtime.host, environment: environment, hasWire: true, limits: limits)
    func words(naming name: (String) -> String) -> [String] {
      ["--session"]
        + plans.enumerated().flatMap { party, plan in plan.flatMap { $0.words(naming: name) + ["\(party)"] } }
    }
    guard let sandbox else {
      command.arguments = words { $0 }
      return command
    }
    let libraries = Self.libraries(of: Array(runs)).sorted()
    for library in libraries { command.inherited.append(try InheritableFile(at: library)) }
    let descriptors = Dictionary(uniqueKeysWithValues: zip(libraries, Command.firstInherited...))
    command.arguments = words { "\(descriptors[$0] ?? -1)" }
    // The two largest, and a page more for what the folder itself takes.
    let room = command.inherited.map(\.size).sorted().suffix(2).reduce(1 << 16, +)
    return sandbox.confined(
      command, as: .supervisor(room: room), readable: [runtime.host, toolchain.root], writable: [])
  }

  private static func failure(of ending: Ending, starting command: Command) -> MachineFailure {
    let words = String(decoding: ending.errors, as: UTF8.self).trimmed
    return MachineFailure(
      "\(command.executable) could not run any program: \(words.isEmpty ? "\(ending.cause)" : words)",
      advice: "if it is the sandbox that does not work here, --sandbox off does without it, for files that you trust")
  }
}

extension PlannedRun {
  /// - Parameter name: Gives for a library's path what the host knows it by: the path, or the descriptor on which it finds it.
  /// - Returns: What the host is told, but for whose program it is: one word less than `SessionContract.wordsPerRun`.
  fileprivate func words(naming name: (String) -> String) -> [String] {
    [
      name(library), preamble.map(name) ?? "", selection ?? "", "\(limits.seconds)", "\(limits.memory)",
      "\(limits.fileSize)", "\(limits.processes)",
    ]
  }
}

extension Ending {
  /// A run of which the session's host left no account: it was killed before, by whatever else happens on this machine.
  fileprivate static func unaccounted(for seconds: Double) -> Ending {
    Ending(cause: .signalled(SIGKILL), output: [], errors: [], wire: [], seconds: seconds)
  }

  /// Whether the host was ended, which may be the work of what it ran: that must not end the grading of all others.
  fileprivate var isForced: Bool {
    switch cause {
    case .exited(let code): code > 128
    case .signalled, .timedOut, .tooManyProcesses, .tooMuchMemory: true
    }
  }

  fileprivate init(_ frame: RunFrame) {
    let cause: Cause =
      switch frame.cause {
      case .exited(let code): .exited(code: code)
      case .signalled(let signal): .signalled(signal)
      case .timedOut: .timedOut
      case .tooManyProcesses: .tooManyProcesses
      case .tooMuchMemory: .tooMuchMemory
      }
    self.init(cause: cause, output: frame.output, errors: frame.errors, wire: frame.wire, seconds: frame.seconds)
  }
}
