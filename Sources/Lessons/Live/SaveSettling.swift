/// When to look at a file that is being saved: at once, but not at each of several saves that follow one another closely, and not in
/// the middle of one.
package struct SaveSettling: Sendable {
  package typealias Instant = ContinuousClock.Instant

  /// How long after a look the next one may come, and how long a file that is still being written is left alone.
  package static let quietTime = Duration.milliseconds(50)

  /// When to look next; `nil` while there is nothing to be seen.
  package private(set) var due: Instant?
  private var lastLook: Instant?

  package init() {}

  /// The file has been written, whole.
  package mutating func noteSave(at now: Instant) {
    look(at: max(now, lastLook?.advanced(by: Self.quietTime) ?? now))
  }

  /// Something has happened to the file, which may be the beginning of a save or all of it.
  package mutating func noteChange(at now: Instant) {
    look(at: now.advanced(by: Self.quietTime))
  }

  /// Looks at this time, unless it was to be sooner.
  package mutating func look(at time: Instant) {
    due = due.map { min($0, time) } ?? time
  }

  package func isDue(at now: Instant) -> Bool { due.map { $0 <= now } ?? false }

  /// The file has been looked at.
  package mutating func noteLook(at now: Instant) {
    (due, lastLook) = (nil, now)
  }
}
