/// A shape that a layer cannot take.
public struct ShapeMismatch: Error, Hashable, CustomStringConvertible {
  /// What does not fit, and what would.
  public var description: String

  public init(_ description: String) {
    self.description = description
  }
}
