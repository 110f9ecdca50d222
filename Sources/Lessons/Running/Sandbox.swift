/// Shuts commands in.
package protocol Sandbox: Sendable {
  /// The command as it is to be started so that it reaches nothing of this machine but the system's programs and what is named here.
  /// - Parameters:
  ///   - command: What is to run inside, by absolute path.
  ///   - readable: Files and folders that it may read, at their own places.
  ///   - writable: Folders that it may write to, at their own places.
  /// - Returns: The command to start instead.
  func confined(_ command: Command, readable: [String], writable: [String]) -> Command
}
