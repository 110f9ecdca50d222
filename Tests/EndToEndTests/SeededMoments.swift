import Foundation
import Testing

/// Choices that nobody can foresee, and that can be made again: a failure tells the seed, and `TEST_SEED` takes it.
struct SeededMoments {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64? = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap { UInt64($0) }) {
    self.seed = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
    state = self.seed
  }

  /// What to do to have the same choices again.
  var remark: String { "TEST_SEED=\(seed) makes the same choices" }

  /// - Returns: A number from 0 to below `count`: SplitMix64 (Steele, Lea and Flood, 2014).
  mutating func next(below count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31) % UInt64(count))
  }

  /// Sleeps for less than so many milliseconds.
  mutating func pause(below milliseconds: Int) { usleep(UInt32(next(below: milliseconds * 1000))) }
}
