/// One message from a cell's process to the runner.
package enum Record: Hashable, Sendable {
  /// The cell with this tag in the program starts; so many bytes have been printed to standard output before it.
  case cell(tag: String, printed: Int)
  case answer(label: String, value: Value)
  /// The program reached its end.
  case finished
  /// The values that a traced program's statements gave.
  case trace(Trace)
}

/// How records travel: each is its payload's length (4 bytes), then the payload, of which the first byte is the kind.
/// Numbers are little-endian; a string is its length in bytes (4) and its UTF-8; a `Double` is its bit pattern.
package enum Wire {
  /// The descriptor on which a cell's process finds the wire.
  package static let descriptor: Int32 = 3
  /// How deep lists may be nested; deeper ones are refused by both sides.
  package static let deepestList = 32

  package enum Kind: UInt8 {
    case cell = 1
    case answer = 2
    case finished = 3
    case trace = 4
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
  }
}
