/// What the host of snapshots is ordered: one message on its channel each.
///
/// A snapshot is a process that has run the code above an exercise, and waits. Whatever is tried there runs in a fork of it, so that
/// nothing of one try reaches the next.
package struct SnapshotOrder: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// To fork a snapshot, or the host itself, and run a library there up to its end: another snapshot.
    case extend
    /// To fork a snapshot and run an answer there.
    case attempt
    /// To end a snapshot or an attempt.
    case end
  }

  package var kind: Kind
  /// Names what is to be made or ended.
  package var id: UInt32
  /// What is to be forked; 0 for the host.
  package var origin: UInt32
  /// The limits; where `run.library` is not −1, the library comes as the message's last descriptor.
  package var run: SessionOrder
  /// The library's path, and in `preamble` the name of the function that is to be called in it; empty for its `lesson_program`.
  package var words: SessionWords

  package init(_ kind: Kind, _ id: UInt32, from origin: UInt32 = 0, run: SessionOrder, words: SessionWords) {
    (self.kind, self.id, self.origin, self.run, self.words) = (kind, id, origin, run, words)
  }

  /// No message is longer.
  package static let largestSize = 1 << 16

  private static let headSize = 9

  /// - Returns: `nil` if the bytes make no sense.
  package init?(reading bytes: [UInt8]) {
    guard bytes.count >= Self.headSize + SessionOrder.byteCount, let kind = Kind(rawValue: bytes[0]) else { return nil }
    func number(at offset: Int) -> UInt32 {
      bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
    }
    let end = Self.headSize + SessionOrder.byteCount
    let run = bytes[Self.headSize..<end].withUnsafeBytes { SessionOrder(reading: $0) }
    self.init(
      kind, number(at: 1), from: number(at: 5), run: run, words: SessionWords(reading: Array(bytes[end...])))
  }

  package var bytes: [UInt8] {
    let head = [kind.rawValue] + withUnsafeBytes(of: id) { Array($0) } + withUnsafeBytes(of: origin) { Array($0) }
    return head + run.bytes + words.bytes
  }
}

/// What became of an order.
package enum SnapshotReply: Hashable, Sendable {
  /// A snapshot waits; it and what it shares with others have so many bytes of memory.
  case isReady(memory: UInt64)
  /// It has ended, or is not fit to be forked: it has threads, open files or memory in common with others.
  case isUnfit
  /// What was tried has ended. The frame has no texts: they are in the files that came with the order.
  case ended(RunFrame)

  package func bytes(for id: UInt32) -> [UInt8] {
    let head = withUnsafeBytes(of: id) { Array($0) }
    switch self {
    case .isReady(let memory): return head + [0] + withUnsafeBytes(of: memory) { Array($0) }
    case .isUnfit: return head + [1]
    case .ended(let frame): return head + [2] + frame.bytes
    }
  }

  package static func reading(_ bytes: [UInt8]) -> (id: UInt32, reply: SnapshotReply)? {
    guard bytes.count >= 5 else { return nil }
    let id = bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
    let rest = Array(bytes[5...])
    switch bytes[4] {
    case 0 where rest.count == 8:
      return (id, .isReady(memory: rest.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }))
    case 1: return (id, .isUnfit)
    case 2: return RunFrame.frames(in: rest).first.map { (id, .ended($0)) }
    default: return nil
    }
  }
}
