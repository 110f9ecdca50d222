import Glibc
import LessonWire

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
  /// What the process has on that descriptor instead: the end of a channel to this process. It then runs beside all others for as long as
  /// it likes.
  var channel: Channel?
  /// Where it writes to, for whoever wants to read that while it runs.
  var texts: RunTexts?
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

/// How a process ended and what it left.
package struct Ending: Sendable {
  package typealias Cause = RunFrame.Cause

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

  package init(executable: String, errorNumber: Int32) {
    (self.executable, self.errorNumber) = (executable, errorNumber)
  }
}

extension Ending {
  /// Whether it was ended for the time that it took. A shell tells so of the programs that it starts by their exit status.
  package var tookTooLong: Bool {
    switch cause {
    case .timedOut, .outOfPatience: true
    case .exited(let code): code == 128 + SIGXCPU
    case .signalled, .tooManyProcesses, .tooMuchMemory: false
    }
  }
}
