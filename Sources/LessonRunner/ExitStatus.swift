import Reporting
import Running

/// What the shell is told.
enum ExitStatus: Int32, CaseIterable, Comparable {
  case success = 0
  /// Something that was attempted is not right, or a check found something.
  case notRight = 1
  case usage = 2
  case faultyLesson = 3
  /// The machine lacks something, or refuses it.
  case machine = 4

  /// What it means to whoever called, for the manual.
  var meaning: String {
    switch self {
    case .success: "All is well; for grade: all were graded, whatever the points."
    case .notRight:
      "Something that was attempted is not right, a check found something, or a hand-in could not be judged."
    case .usage: "The command line makes no sense."
    case .faultyLesson: "A lesson is faulty, and was not run."
    case .machine: "The machine lacks something, or refuses it; a message says what, and what to do."
    }
  }

  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}

/// A command came to a stop: what to write to standard error, and the status to exit with.
struct CommandFailure: Error {
  var status: ExitStatus
  /// Whole lines; the first begins with the place or with `lesson-run:`.
  var lines: [String]

  init(_ status: ExitStatus, _ lines: [String]) {
    (self.status, self.lines) = (status, lines)
  }

  /// A command was called in a way that it does not understand.
  init(misused command: String, _ misuse: Misuse) { self.init(.usage, Words().misuse(misuse, of: command)) }

  init(_ failure: MachineFailure) { self.init(.machine, Words().failure(failure)) }

  init(_ refusal: OptionRefusal) { self.init(.usage, Words().refusal(refusal)) }
  init(_ refusal: StudyRefusal, _ status: ExitStatus = .usage) { self.init(status, Words().refusal(refusal)) }
  init(_ refusal: LessonRefusal, _ status: ExitStatus = .usage) { self.init(status, Words().refusal(refusal)) }
  init(_ refusal: ResultsRefusal) { self.init(.usage, Words().refusal(refusal)) }
  init(_ refusal: ExportRefusal, _ status: ExitStatus = .usage) { self.init(status, Words().refusal(refusal)) }
  init(_ refusal: SiteRefusal) { self.init(.usage, Words().refusal(refusal)) }

  /// A message of the program itself, with what to do about it.
  init(_ status: ExitStatus, _ words: RefusalWords) {
    self.init(status, ["lesson-run: \(words.problem)", "  \(words.advice)"])
  }

  /// What was found, and below it what comes of that.
  init(_ status: ExitStatus, _ lines: [String], _ end: String) { self.init(status, lines + ["lesson-run: \(end)"]) }
}
