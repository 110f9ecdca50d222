/// What the host of a session is told of one run, in a file and not on its command line: each cell's process is a copy of the host, and
/// could find there what others are asked. The host itself reads the numbers, always into the same place; the words are read by the
/// run's own process.
package struct SessionOrder: Hashable, Sendable {
  /// What the file begins with: how many orders there are (4 bytes). Then come the orders, of this many bytes each, then all words.
  package static let headSize = 4
  package static let byteCount = 96

  /// The descriptors on which the program's library, and the preamble's that goes on with it, are open; −1 where the words name a path.
  package var library: Int32 = -1
  package var preamble: Int32 = -1
  /// The first of the descriptors of three files that standard output, errors and the wire go to, where somebody reads them meanwhile; −1
  /// where they are to be reported in the end.
  package var texts: Int32 = -1
  package var answer: RunClock.Limits
  /// `nil` if nothing tells apart what runs before.
  package var prelude: RunClock.Limits?
  /// Bytes of address space.
  package var memory: UInt64
  /// Bytes of any one file it writes.
  package var fileSize: UInt64
  /// Processes and threads, where the system counts them for this session alone.
  package var processes: Int32
  /// Whether it is another party's than the one before.
  package var isNewParty: Bool
  /// Where the words are in the file.
  package var words: Range<UInt32> = 0..<0

  package init(
    answer: RunClock.Limits, prelude: RunClock.Limits?, memory: UInt64, fileSize: UInt64, processes: Int32,
    isNewParty: Bool
  ) {
    (self.answer, self.prelude, self.memory, self.fileSize) = (answer, prelude, memory, fileSize)
    (self.processes, self.isNewParty) = (processes, isNewParty)
  }

  /// Reads an order, which has been written by the same build of the same package.
  package init(reading bytes: UnsafeRawBufferPointer) {
    var offset = 0
    func next<Number: BitwiseCopyable>(_: Number.Type) -> Number {
      defer { offset += MemoryLayout<Number>.size }
      return bytes.loadUnaligned(fromByteOffset: offset, as: Number.self)
    }
    (library, preamble) = (next(Int32.self), next(Int32.self))
    answer = RunClock.Limits(processor: next(Double.self), wall: next(Double.self))
    let above = RunClock.Limits(processor: next(Double.self), wall: next(Double.self))
    prelude = above.processor > 0 ? above : nil
    (memory, fileSize) = (next(UInt64.self), next(UInt64.self))
    (processes, isNewParty) = (next(Int32.self), next(Int32.self) != 0)
    let start = next(UInt32.self)
    words = start..<start + next(UInt32.self)
    texts = next(Int32.self)
  }

  /// - Returns: The order, as long as `byteCount`.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ number: some BitwiseCopyable) { withUnsafeBytes(of: number) { bytes += $0 } }
    append(library)
    append(preamble)
    for number in [answer.processor, answer.wall, prelude?.processor ?? 0, prelude?.wall ?? 0] { append(number) }
    append(memory)
    append(fileSize)
    append(processes)
    append(Int32(isNewParty ? 1 : 0))
    append(words.lowerBound)
    append(UInt32(words.count))
    append(texts)
    return bytes + [UInt8](repeating: 0, count: Self.byteCount - bytes.count)
  }
}

/// What a run's own process is told.
package struct SessionWords: Hashable, Sendable {
  /// The paths of the libraries where no descriptor is given; empty for none.
  package var library: String
  package var preamble: String
  /// The tag of the cell to be run; empty for none.
  package var selection: String
  /// What LessonKit's `seed` is, as a number; empty for none.
  package var seed: String

  package init(library: String = "", preamble: String = "", selection: String, seed: String = "") {
    (self.library, self.preamble, self.selection, self.seed) = (library, preamble, selection, seed)
  }

  package init(reading bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    func part(_ index: Int) -> String { parts.indices.contains(index) ? parts[index] : "" }
    self.init(library: part(0), preamble: part(1), selection: part(2), seed: part(3))
  }

  package var bytes: [UInt8] { Array([library, preamble, selection, seed].joined(separator: "\0").utf8) }
}

/// The file that a session's host is given.
package struct SessionFile {
  private var orders: [SessionOrder] = []
  private var words: [[UInt8]] = []

  package init() {}

  package mutating func append(_ order: SessionOrder, _ words: SessionWords) {
    orders.append(order)
    self.words.append(words.bytes)
  }

  package var bytes: [UInt8] {
    var place = UInt32(SessionOrder.headSize + orders.count * SessionOrder.byteCount)
    var bytes = withUnsafeBytes(of: UInt32(orders.count)) { Array($0) }
    for (order, words) in zip(orders, words) {
      var order = order
      order.words = place..<place + UInt32(words.count)
      place = order.words.upperBound
      bytes += order.bytes
    }
    return words.reduce(bytes) { $0 + $1 }
  }
}
