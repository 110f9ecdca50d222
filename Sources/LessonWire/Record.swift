/// One message from a cell's process to the runner.
package enum Record: Hashable, Sendable {
  /// The cell with this tag in the program starts; so many bytes have been printed to standard output before it.
  case cell(tag: String, printed: Int)
  case answer(label: String, value: Value)
  /// The program reached its end.
  case finished
  /// The values that a traced program's statements gave.
  case trace(Trace)
  /// A value is shown: of so many bytes printed to standard output from this one on, it is what they say.
  case shown(ShownValue, at: Int, count: Int)
}

/// How records travel: each is its payload's length (4 bytes), then the payload, of which the first byte is the kind.
/// Numbers are little-endian; a string is its length in bytes (4) and its UTF-8; a `Double` is its bit pattern.
package enum Wire {
  /// The descriptor on which a cell's process finds the wire.
  package static let descriptor: Int32 = 3
  /// The variable of the environment that is set where somebody asks for the values that are shown.
  package static let valuesVariable = "LESSON_VALUES"
  /// How deep lists may be nested; deeper ones are refused by both sides.
  package static let deepestList = 32
  /// No array has more elements; an empty one would not have more if its axes of size 0 were of size 1.
  package static let mostElements = 1 << 30

  /// Whether an array can have this shape. Of one that can, no product of sizes overflows, not even of those of an empty one.
  package static func isArrayShape(_ shape: [Int]) -> Bool {
    var count = 1
    return shape.allSatisfy { size in
      guard size >= 0, size <= mostElements else { return false }
      // Neither factor is more than 2³⁰.
      count *= max(1, size)
      return count <= mostElements
    }
  }

  package enum Kind: UInt8 {
    case cell = 1
    case answer = 2
    case finished = 3
    case trace = 4
    case shown = 5
  }

  enum Tag: UInt8 {
    case number = 1
    case boolean = 2
    case string = 3
    case tensor = 4
    case list = 5
    case shape = 6
    case other = 7
    case nothing = 8
    case integer = 9
  }
}
