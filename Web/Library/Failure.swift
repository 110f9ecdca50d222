// Whoever reads a message here has the script, which says what is wrong: texts would be half of the module.

/// Ends the computation: the module traps, and the page makes a new one.
func stop(_ message: @autoclosure () -> String, _ file: StaticString, _ line: UInt) -> Never {
  fatalError()
}

/// A number as it stands in messages.
func shown(_ number: Double) -> String { "" }

/// A shape that a layer cannot take.
public struct ShapeMismatch: Error, CustomStringConvertible {
  public var description: String { "" }

  init(_ description: @autoclosure () -> String) {}
}
