import Synchronization

/// Keeps a program that nobody trusts away from the machine: homework is hostile until shown otherwise.
package protocol Sandbox: Sendable {
  /// The command as it is to be started so that it reaches nothing of this machine but the system's programs and what is named here.
  ///
  /// Inside there is no network, no home, no other process and a small folder `/tmp` of its own, in which the command starts. The
  /// environment is the command's and nothing else. A signal that ends the command arrives as exit code 128 + its number.
  /// - Parameters:
  ///   - command: What is to be run. Its executable must be one of the system's or in a readable path.
  ///   - role: What it needs besides.
  ///   - readable: Absolute paths of files and folders that it may read, at their own place. One that is missing makes the start
  ///     fail. Where the sandbox gives a supervisor a user of its own (see `SandboxRole.supervisor`), everybody must be allowed to
  ///     read them: name a file rather than a private folder around it, whose own permissions would still hold.
  ///   - writable: Likewise what it may also change.
  ///   - placed: Files and folders that it may read at another place than their own, by that place: an absolute path below none of
  ///     the others.
  /// - Returns: The command that starts it. It may be run any number of times, also side by side.
  func confined(
    _ command: Command, as role: SandboxRole, readable: [String], writable: [String], placed: [String: String]
  ) -> Command

  /// Finds out whether this machine lets it do its work.
  /// - Throws: If it does not.
  func verify(in pool: ProcessPool) async throws(MachineFailure)

  /// Whether anything that is not trusted has been run in it.
  var use: SandboxUse { get }
}

/// Remembers that a sandbox has been used.
package final class SandboxUse: Sendable {
  private let state = Atomic(false)

  package init() {}

  package var hasBegun: Bool { state.load(ordering: .acquiring) }
  func begin() { state.store(true, ordering: .releasing) }
}

extension Sandbox {
  /// The same with everything at its own place.
  package func confined(
    _ command: Command, as role: SandboxRole, readable: [String], writable: [String]
  ) -> Command {
    confined(command, as: role, readable: readable, writable: writable, placed: [:])
  }
}

/// What a confined program is there for.
package enum SandboxRole: Hashable, Sendable {
  /// A program such as a compiler, which is trusted but for what it is given to read.
  case tool
  /// The first process of a world of its own: it starts others and reaps them, and when it ends they all end.
  ///
  /// It must call `cspawn_confine_self` before anything else: that is what limits the number of processes.
  ///
  /// It has a folder in memory, `SessionContract.programs`, that holds so many bytes, whatever fills `/tmp`.
  case supervisor(room: UInt64 = 0)
}
