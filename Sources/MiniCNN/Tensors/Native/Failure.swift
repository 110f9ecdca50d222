/// Stops the program with a message, at the caller's line.
///
/// A wrong shape is a mistake in the code that asked, not something that happens to it: so it traps, as an array index out of range
/// does. `fatalError` keeps its message in optimised builds, which a precondition does not.
func stop(_ message: @autoclosure () -> String, _ file: StaticString, _ line: UInt) -> Never {
  fatalError(message(), file: (file), line: line)
}
