/// What the system has no more of or refuses, with its error number.
package enum SystemFailure: Hashable, Sendable {
  case noMemoryFile(Int32)
  case noChannel(Int32)
  case noPipe(Int32)
  case noThread(Int32)
  /// What tells that a file was saved.
  case noWatching(Int32)
  case noOutput(Int32)
  /// Of this machine's ports, without a number of the system's.
  case portTaken(UInt16)
}
