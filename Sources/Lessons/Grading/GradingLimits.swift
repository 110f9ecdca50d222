import Reading
import Running

extension ClassGrader {
  /// What takes the place of a lesson's own limits.
  package struct GradingLimits: Hashable, Sendable {
    /// Seconds for each exercise; `nil` for what the lesson says.
    package var seconds: Double?
    /// Bytes of address space.
    package var memory: UInt64
    /// Bytes that a cell may print.
    package var output: UInt64

    package init(seconds: Double? = nil, memory: UInt64 = 1 << 30, output: UInt64 = 4 << 20) {
      (self.seconds, self.memory, self.output) = (seconds, memory, output)
    }

    func limits(for exercise: Exercise) -> Limits {
      var limits = exercise.limits
      limits.seconds = seconds ?? limits.seconds
      (limits.memory, limits.fileSize) = (memory, output)
      return limits
    }
  }
}
