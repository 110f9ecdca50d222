import LessonWire

import Glibc

/// A process to be started: what, with which arguments and environment, and within which limits.
package struct Command: Sendable {
  /// The descriptor of the first inherited file.
  static let firstInherited = 4

  package var executable: String
  package var arguments: [String]
  /// The whole environment: a child inherits nothing else.
  package var environment: [String: String]
  /// Whether the process gets the wire to the runner, on descriptor 3.
  package var hasWire: Bool
  /// Files that the process finds open for reading, from their beginning, as descriptors 4, 5 and so on; at most `cspawn_most_inherited`.
  package var inherited: [InheritableFile]
  /// Where it starts; `nil` for where this process is, or in a sandbox for an empty folder.
  package var folder: WorkingFolder?
  package var limits: Limits

  package init(
    _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:], hasWire: Bool = false,
    inherited: [InheritableFile] = [], limits: Limits
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.hasWire = hasWire
    self.inherited = inherited
    self.limits = limits
  }
}

/// What a process may use before it is ended.
package struct Limits: Hashable, Sendable {
  /// Seconds of processor time, of all its processes together.
  package var seconds: Double
  /// The same for what runs before an answer, where the wire tells when that starts; 0 where nothing is told apart.
  package var preludeSeconds: Double
  /// Bytes of address space of each process; 0 for no limit.
  package var memory: UInt64
  /// Bytes of any one file it writes; standard output, standard error and the wire are such files.
  package var fileSize: UInt64
  /// Processes and threads at a time, where a sandbox counts them.
  package var processes: Int

  package init(
    seconds: Double, preludeSeconds: Double = 0, memory: UInt64 = 1 << 30, fileSize: UInt64 = 4 << 20,
    processes: Int = 64
  ) {
    self.seconds = seconds
    self.preludeSeconds = preludeSeconds
    self.memory = memory
    self.fileSize = fileSize
    self.processes = processes
  }
}

extension Limits {
  /// Wall-clock seconds, after which also a process ends that only waits: four times as many, but ten more at least, and a minute at
  /// most. So long a machine may be busy with other things.
  package var wallSeconds: Double { Self.wallSeconds(for: seconds) }

  /// The limits on time as a clock keeps them, if for now an answer may use so many times its own.
  func clocks(patience: Double = 1) -> (answer: RunClock.Limits, prelude: RunClock.Limits?) {
    (
      RunClock.Limits(processor: patience * seconds, wall: max(wallSeconds, patience * seconds)),
      preludeSeconds > 0
        ? RunClock.Limits(processor: preludeSeconds, wall: Self.wallSeconds(for: preludeSeconds)) : nil
    )
  }

  /// How long a process may take altogether, by the clock on the wall.
  var longestRun: Double { wallSeconds + (preludeSeconds > 0 ? Self.wallSeconds(for: preludeSeconds) : 0) }

  private static func wallSeconds(for seconds: Double) -> Double { seconds + min(max(3 * seconds, 10), 60) }
}

/// How a process ended and what it left.
package struct Ending: Sendable {
  package enum Cause: Hashable, Sendable {
    case exited(code: Int32)
    case signalled(Int32)
    /// It used more processor time than it may, and was ended with all its processes.
    case timedOut
    /// It had no end for too long, and was ended likewise; whether it was for want of a processor.
    case outOfPatience(wasStarved: Bool)
    /// It held as many processes as it may.
    case tooManyProcesses
    /// All its processes together held more memory than they may.
    case tooMuchMemory
  }

  package var cause: Cause
  package var output: [UInt8]
  package var errors: [UInt8]
  package var wire: [UInt8]
  /// Wall-clock seconds.
  package var seconds: Double
  /// Of the answer, without what ran before it.
  package var processorSeconds: Double
}

/// A process could not be started.
package struct StartFailure: Error, Hashable, Sendable {
  package var executable: String
  package var errorNumber: Int32
}

extension Ending {
  /// Whether it was ended for the time that it took. A shell tells so of the programs that it starts by their exit status.
  var tookTooLong: Bool {
    switch cause {
    case .timedOut, .outOfPatience: true
    case .exited(let code): code == 128 + SIGXCPU
    case .signalled, .tooManyProcesses, .tooMuchMemory: false
    }
  }
}
