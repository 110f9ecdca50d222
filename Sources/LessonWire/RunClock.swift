/// How long a run may take. Processor time is what counts: what else the machine does is nobody's fault. Wall-clock time, of which there
/// is more, ends whoever only waits.
///
/// What stands above an answer has limits of its own: the answer's clock starts when the wire tells that it starts. A cell cannot run
/// before that, so it could win no more than those other limits.
package struct RunClock {
  package struct Limits: Hashable, Sendable {
    /// Seconds of processor time, of all the run's processes together.
    package var processor: Double
    /// Wall-clock seconds.
    package var wall: Double

    package init(processor: Double, wall: Double) {
      (self.processor, self.wall) = (processor, wall)
    }

    /// Whether the kernel may have ended a run that used so many seconds of processor time for that: it counts in ticks, roughly. A program
    /// may also send itself the kernel's signal.
    package func mayHaveEnded(after seconds: Double) -> Bool { seconds >= 0.9 * processor }
  }

  package enum Verdict: Hashable, Sendable {
    case goesOn
    /// It has used its processor time.
    case usedUp
    /// It has had no end for too long.
    case outOfPatience
  }

  private let answer: Limits
  private let prelude: Limits?
  private var watch = AnswerWatch()
  /// When the present limits began to count.
  private var start = Limits(processor: 0, wall: 0)
  private var lastLook = Limits(processor: 0, wall: 0)
  private var isInPrelude: Bool { prelude != nil && !watch.hasBegun }

  /// - Parameters:
  ///   - answer: What the answer may take.
  ///   - prelude: What all before it may; `nil` if nothing tells the two apart.
  package init(_ answer: Limits, prelude: Limits?) {
    (self.answer, self.prelude) = (answer, prelude)
  }

  /// Looks at what has been used since the run began.
  package mutating func verdict(on used: Limits, reading wire: AnswerWatch.Reader) -> Verdict {
    if isInPrelude {
      watch.look(wire)
      if watch.hasBegun { start = used }
    }
    lastLook = used
    let left = left(of: used)
    if left.processor <= 0 { return .usedUp }
    return left.wall <= 0 ? .outOfPatience : .goesOn
  }

  /// The processor time of an answer that has ended.
  package mutating func processorSeconds(ofAnswerAfter processor: Double, reading wire: AnswerWatch.Reader) -> Double {
    if isInPrelude {
      watch.look(wire)
      guard watch.hasBegun else { return 0 }
      start = lastLook
    }
    return max(0, processor - start.processor)
  }

  /// How many seconds may pass until the next look, on a machine with so many processors.
  package func patience(after used: Limits, processors: Int) -> Double {
    let left = left(of: used)
    let longest = max(Self.lookInterval, min(left.wall, left.processor / Double(max(1, processors))))
    return isInPrelude ? Self.lookInterval : longest
  }

  /// Limits are passed by no more than this, on each processor.
  private static let lookInterval = 0.025

  private func left(of used: Limits) -> Limits {
    let limits = isInPrelude ? prelude ?? answer : answer
    return Limits(
      processor: limits.processor - (used.processor - start.processor), wall: limits.wall - (used.wall - start.wall))
  }
}

/// Waits for a wire to tell that an answer starts, while others still write to it. It reads no more than the records' beginnings.
package struct AnswerWatch {
  /// Reads what is written from some place on, and returns how many bytes that were.
  package typealias Reader = (_ offset: Int, _ bytes: UnsafeMutableRawBufferPointer) -> Int

  package private(set) var hasBegun = false
  private var offset = 0

  /// A record's length, kind, the length of a cell's tag, and the tag's beginning.
  private static let (kindPlace, tagPlace, headSize) = (4, 9, 17)
  /// What a look reads of; whoever writes more has begun long ago.
  private static let mostRecords = 4096

  package init() {}

  package mutating func look(_ read: Reader) {
    withUnsafeTemporaryAllocation(byteCount: Self.headSize, alignment: 1) { head in
      for _ in 0..<Self.mostRecords where !hasBegun {
        let count = read(offset, head)
        guard count > Self.kindPlace else { return }
        let length = head.loadUnaligned(as: UInt32.self).littleEndian
        if head[Self.kindPlace] == Wire.Kind.cell.rawValue {
          guard count == head.count else { return }
          hasBegun = !Self.isAbove(UnsafeRawBufferPointer(rebasing: head[Self.tagPlace...]))
        }
        offset += Self.kindPlace + Int(length)
      }
    }
  }

  private static func isAbove(_ tag: UnsafeRawBufferPointer) -> Bool {
    CellTag.prefixesAbove.contains { tag.starts(with: $0.utf8) }
  }
}

/// What the tags of cells tell of them.
package enum CellTag {
  static let prefixesAbove = ["example/", "setup/", "needed/"]

  /// Whether a cell runs before an answer.
  package static func isAbove(_ tag: String) -> Bool { prefixesAbove.contains { tag.hasPrefix($0) } }
}

extension RunClock {
  /// A run that had no end, and of that time waited so large a part for a processor, was hindered by others.
  private static let starvedShare = 0.25

  /// Looks at what has been used since the run began.
  /// - Parameters:
  ///   - used: What has been used.
  ///   - waiting: Seconds that the run waited for a processor though it was ready; negative where the system does not tell.
  ///   - wire: Reads what the run has told.
  /// - Returns: Why it is to be ended; `nil` if it goes on.
  package mutating func overrun(
    on used: Limits, waiting: Double, reading wire: AnswerWatch.Reader
  ) -> RunFrame.Cause? {
    switch verdict(on: used, reading: wire) {
    case .goesOn: nil
    case .usedUp: .timedOut
    case .outOfPatience: .outOfPatience(wasStarved: waiting < 0 || waiting > Self.starvedShare * used.wall)
    }
  }
}
