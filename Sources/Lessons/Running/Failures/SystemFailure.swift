/// What the system has no more of, with its error number.
package enum SystemFailure: Hashable, Sendable {
  case noMemoryFile(Int32)
  case noChannel(Int32)
  case noPipe(Int32)
  case noThread(Int32)
}
