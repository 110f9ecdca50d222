/// What the host of a program and whoever reads of its run agree on.
package enum RunContract {
  /// The exit status of a host that does not run its program, as a shell's for what it cannot start.
  package static let refusal: Int32 = 126
}
