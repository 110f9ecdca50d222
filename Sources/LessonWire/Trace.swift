/// What a traced program left: the value of every statement, summed up over all the times that it ran.
package struct Trace: Hashable, Sendable {
  /// A statement's value, or a call of a function or closure.
  package struct Row: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// A variable's value, under its name, or an expression's without one.
      case value(name: String)
      /// A function or closure that was entered, and what happened in it: the rows that have this one as their parent.
      case call(fromLine: Int?)
    }

    package var kind: Kind
    /// The call in which the row belongs, by its place among the rows, where it is no cell's own.
    package var parent: Int?
    /// As the traced program counts lines.
    package var line: Int
    package var column: Int
    package var count: Int
    /// Grows with every event of the program: of two rows, the one with the larger number has the newer last value.
    package var order: Int
    package var first: Snapshot
    package var last: Snapshot

    package init(
      _ kind: Kind, parent: Int? = nil, line: Int, column: Int = 1, count: Int = 1, order: Int = 0,
      first: Snapshot = .unseen, last: Snapshot = .unseen
    ) {
      (self.kind, self.parent, self.line, self.column) = (kind, parent, line, column)
      (self.count, self.order, self.first, self.last) = (count, order, first, last)
    }
  }

  /// A value as far as it is kept.
  package enum Snapshot: Hashable, Sendable {
    case whole(Value)
    /// A large array's shape, and its first numbers.
    case beginning(shape: [Int], scalars: [Double])
    /// A value of a lesson's own type, in words.
    case words(String)
    /// It was not looked at, or there was no room for it.
    case unseen
  }

  /// A row's parent comes before it.
  package var rows: [Row]
  /// The call that the program was in when it ended; `nil` if it was in none.
  package var current: Int?
  /// Whether there was more than there was room for.
  package var isFull: Bool

  package init(rows: [Row] = [], current: Int? = nil, isFull: Bool = false) {
    (self.rows, self.current, self.isFull) = (rows, current, isFull)
  }
}

/// How a trace lies in its record: a head, a table of rows, and what the rows point to.
///
/// The program writes all of it in place, so that however it ends, what was there before the end is there. Numbers are little-endian;
/// offsets count from the payload's first byte, which is the kind.
package enum TraceLayout {
  /// Bytes of the whole record, its length included.
  package static let recordSize = 1 << 18
  package static let lengthSize = 4
  package static let mostRows = 512
  package static let rowSize = 64
  /// The longest snapshot.
  package static let longestSnapshot = 4096
  /// The longest name.
  package static let longestName = 200

  package static let rowCount = 4
  package static let current = 8
  package static let isFull = 12
  package static let firstRow = 16
  package static let heap = firstRow + mostRows * rowSize

  /// Where a row has its parts.
  package enum Field {
    package static let parent = 0
    package static let line = 4
    package static let column = 8
    /// Of a call.
    package static let fromLine = 12
    package static let count = 16
    package static let order = 24
    /// An offset, then a length; the length of a call's is `callMark`.
    package static let name = 32
    package static let first = 40
    package static let last = 48
    /// How many bytes there is room for at the last snapshot's offset.
    package static let lastRoom = 56
  }

  /// A traced program counts the lines of its first cell from here on, those of the second from twice this, and so on: a line then
  /// tells its cell. What is below stands between cells.
  package static let linesPerCell = 1_000_000

  package static let callMark = UInt32.max
  /// Stands for no row.
  package static let none = UInt32.max

  /// Bytes of a number's snapshot.
  package static let numberSize = 10

  /// Writes a number's snapshot without a writer, into as many bytes as `numberSize`.
  package static func store(_ number: Double, in bytes: UnsafeMutableRawBufferPointer) {
    bytes[0] = Tag.whole.rawValue
    bytes[1] = Wire.Tag.number.rawValue
    bytes.storeBytes(of: number.bitPattern.littleEndian, toByteOffset: 2, as: UInt64.self)
  }

  enum Tag: UInt8 {
    case unseen = 0
    case whole = 1
    case beginning = 2
    case words = 3
  }
}
