import LessonWire
import Reading

/// What a process may use before it is ended.
package struct Limits: Hashable, Sendable {
  /// Seconds of processor time, of all its processes together.
  package var seconds: Double
  /// The same for what runs before an answer, where the wire tells when that starts; 0 where nothing is told apart.
  package var preludeSeconds: Double
  /// Bytes of address space of each process; 0 for no limit.
  package var memory: UInt64
  /// Bytes of any one file it writes; standard output, standard error and the wire are such files.
  package var fileSize: UInt64
  /// Processes and threads at a time, where a sandbox counts them.
  package var processes: Int

  package init(
    seconds: Double, preludeSeconds: Double = 0, memory: UInt64 = 1 << 30, fileSize: UInt64 = 4 << 20,
    processes: Int = 64
  ) {
    (self.seconds, self.preludeSeconds, self.memory) = (seconds, preludeSeconds, memory)
    (self.fileSize, self.processes) = (fileSize, processes)
  }
}

extension Limits {
  /// Wall-clock seconds, after which also a process ends that only waits: four times as many, but ten more at least, and a minute at
  /// most. So long a machine may be busy with other things.
  package var wallSeconds: Double { Self.wallSeconds(for: seconds) }

  /// The limits on time as a clock keeps them, if for now an answer may use so many times its own.
  func clocks(patience: Double = 1) -> (answer: RunClock.Limits, prelude: RunClock.Limits?) {
    (
      RunClock.Limits(processor: patience * seconds, wall: max(wallSeconds, patience * seconds)),
      preludeSeconds > 0
        ? RunClock.Limits(processor: preludeSeconds, wall: Self.wallSeconds(for: preludeSeconds)) : nil
    )
  }

  /// How long a process may take altogether, by the clock on the wall.
  var longestRun: Double { wallSeconds + (preludeSeconds > 0 ? Self.wallSeconds(for: preludeSeconds) : 0) }

  private static func wallSeconds(for seconds: Double) -> Double { seconds + min(max(3 * seconds, 10), 60) }
}

extension Exercise {
  /// What its program may use. The examples above it have their own time.
  package var limits: Limits { Limits(seconds: self.timeout, preludeSeconds: Limits.ofExamples.seconds) }
}

extension Limits {
  /// What a lesson's examples may use.
  package static let ofExamples = Limits(seconds: 60)
}
