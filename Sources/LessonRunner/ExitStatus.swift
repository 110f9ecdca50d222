/// What the shell is told.
enum ExitStatus: Int32, Comparable {
  case success = 0
  /// Something that was attempted is not right, or a check found something.
  case notRight = 1
  case usage = 2
  case faultyLesson = 3
  /// The machine lacks something, or refuses it.
  case machine = 4

  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}

/// A command came to a stop: what to write to standard error, and the status to exit with.
struct CommandFailure: Error {
  var status: ExitStatus
  /// Whole lines; the first begins with the place or with `lesson-run:`.
  var lines: [String]

  init(_ status: ExitStatus, _ lines: [String]) {
    self.status = status
    self.lines = lines
  }

  /// A message of the program itself, with what to do about it.
  init(_ status: ExitStatus, _ problem: String, advice: String) {
    self.init(status, ["lesson-run: \(problem)", "  \(advice)"])
  }
}
