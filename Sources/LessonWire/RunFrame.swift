/// How one of a session's runs ended and what it left: what `lesson-cell --session` writes to the wire for each.
package struct RunFrame: Hashable, Sendable {
  package enum Cause: Hashable, Sendable {
    case exited(code: Int32)
    case signalled(Int32)
    /// It used more processor time than it may, and was ended.
    case timedOut
    /// It had no end for too long, and was ended; whether it was for want of a processor.
    case outOfPatience(wasStarved: Bool)
    /// It held as many processes as it may when its time was over, or when it ended.
    case tooManyProcesses
    /// All its processes together held more memory than they may.
    case tooMuchMemory
  }

  package var cause: Cause
  /// Wall-clock seconds.
  package var seconds: Double
  /// Of the answer, without what ran before it.
  package var processorSeconds: Double
  package var output: [UInt8]
  package var errors: [UInt8]
  package var wire: [UInt8]

  package init(
    cause: Cause, seconds: Double, processorSeconds: Double, output: [UInt8], errors: [UInt8], wire: [UInt8]
  ) {
    (self.cause, self.seconds, self.processorSeconds) = (cause, seconds, processorSeconds)
    (self.output, self.errors, self.wire) = (output, errors, wire)
  }
}

// A frame is its cause (1 byte), the exit status or signal (4), the bit patterns of both times (8 each), then output, errors and wire, each its
// length (4) and its bytes. Numbers are little-endian.
extension RunFrame {
  package var bytes: [UInt8] {
    [output, errors, wire].reduce(Self.head(cause, seconds: seconds, processorSeconds: processorSeconds)) {
      $0 + Self.length($1.count) + $1
    }
  }

  /// What a frame begins with.
  package static func head(_ cause: Cause, seconds: Double, processorSeconds: Double) -> [UInt8] {
    let (kind, number): (UInt8, Int32) =
      switch cause {
      case .exited(let code): (0, code)
      case .signalled(let signal): (1, signal)
      case .timedOut: (2, 0)
      case .tooManyProcesses: (3, 0)
      case .tooMuchMemory: (4, 0)
      case .outOfPatience(let wasStarved): (5, wasStarved ? 1 : 0)
      }
    return [seconds, processorSeconds].reduce([kind] + littleEndian(number)) { $0 + littleEndian($1.bitPattern) }
  }

  /// What precedes each of the parts that follow.
  package static func length(_ count: Int) -> [UInt8] { littleEndian(UInt32(clamping: count)) }

  private static func littleEndian(_ integer: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: integer.littleEndian) { Array($0) }
  }

  /// Reads the frames of a session; one that is cut off at the end, as when the host was killed, is left out.
  /// - Complexity: O(*n*) in the number of bytes.
  package static func frames(in bytes: [UInt8]) -> [RunFrame] {
    var rest = bytes[...]
    var frames: [RunFrame] = []
    while let frame = RunFrame(readingFrom: &rest) { frames.append(frame) }
    return frames
  }

  /// No run takes as many seconds.
  private static let longest = 1e9

  private init?(readingFrom rest: inout ArraySlice<UInt8>) {
    func integer<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer? {
      let width = MemoryLayout<Integer>.size
      guard rest.count >= width else { return nil }
      defer { rest = rest.dropFirst(width) }
      return rest.prefix(width).reversed().reduce(0) { $0 << 8 | Integer($1) }
    }
    func part() -> [UInt8]? {
      guard let length = integer(UInt32.self).map(Int.init), length <= rest.count else { return nil }
      defer { rest = rest.dropFirst(length) }
      return Array(rest.prefix(length))
    }
    guard let kind = rest.popFirst(), let number = integer(UInt32.self).map(Int32.init(bitPattern:)),
      let seconds = integer(UInt64.self).map(Double.init(bitPattern:)), seconds >= 0, seconds < Self.longest,
      let processorSeconds = integer(UInt64.self).map(Double.init(bitPattern:)), processorSeconds >= 0,
      processorSeconds < Self.longest, let output = part(), let errors = part(),
      let wire = part()
    else { return nil }
    let causes: [Cause] = [
      .exited(code: number), .signalled(number), .timedOut, .tooManyProcesses, .tooMuchMemory,
      .outOfPatience(wasStarved: number != 0),
    ]
    guard causes.indices.contains(Int(kind)) else { return nil }
    self.init(
      cause: causes[Int(kind)], seconds: seconds, processorSeconds: processorSeconds, output: output, errors: errors,
      wire: wire)
  }
}
