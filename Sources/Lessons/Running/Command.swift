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
  /// Wall-clock seconds.
  package var seconds: Double
  /// Bytes of address space of each process; 0 for no limit.
  package var memory: UInt64
  /// Bytes of any one file it writes; standard output, standard error and the wire are such files.
  package var fileSize: UInt64
  /// Processes and threads at a time, where a sandbox counts them.
  package var processes: Int

  package init(seconds: Double, memory: UInt64 = 1 << 30, fileSize: UInt64 = 4 << 20, processes: Int = 64) {
    self.seconds = seconds
    self.memory = memory
    self.fileSize = fileSize
    self.processes = processes
  }
}

/// How a process ended and what it left.
package struct Ending: Sendable {
  package enum Cause: Hashable, Sendable {
    case exited(code: Int32)
    case signalled(Int32)
    /// It ran past its limit and was ended, with its whole process group.
    case timedOut
    /// It held as many processes as it may.
    case tooManyProcesses
    /// All its processes together held more memory than they may.
    case tooMuchMemory
  }

  package var cause: Cause
  package var output: [UInt8]
  package var errors: [UInt8]
  package var wire: [UInt8]
  package var seconds: Double
}

/// A process could not be started.
package struct StartFailure: Error, Hashable, Sendable {
  package var executable: String
  package var errorNumber: Int32
}
