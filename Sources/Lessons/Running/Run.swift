import LessonWire

/// What a program did, as far as it can be told from outside its process.
package struct Run: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    /// It reached its last line.
    case finished
    /// It exited by itself before.
    case endedEarly(code: Int32)
    /// Something that it uses is in no library that cells have, so that nothing of it ran.
    case unloadable
    case crashed(Crash)
    /// It used so much processor time.
    case timedOut(seconds: Double)
    /// It had no end after so long by the clock on the wall, without using the processor time that it may.
    case stalled(seconds: Double)
    /// What runs before the answer, the cell with this tag, took longer than it may.
    case delayed(by: String, seconds: Double)
    case overLimit(Limit)
    /// What it wrote to the wire makes no sense.
    case garbled(reason: String)
  }

  package enum Limit: String, Hashable, Sendable {
    case memory
    /// What it printed.
    case output
    /// What its checks handed over, to be compared.
    case answers
    /// What it wrote to a file.
    case file
    case processes
  }

  package struct Answer: Hashable, Sendable {
    package var label: String
    package var value: Value
    /// The tag of the cell that gave it.
    package var tag: String
  }

  package var outcome: Outcome
  /// What each cell printed to standard output, by the cell's tag, in pieces of some text each.
  package var parts: [String: [PrintedPart]]
  package var answers: [Answer]
  /// What it wrote to standard error. Which cell did is not known.
  package var errors = ""
  /// What a traced program recorded.
  package var trace: Trace?
  package var seconds: Double
  /// The tag of the last cell that was started, as the program says; `nil` if none was.
  package var reached: String?
}

extension Run {
  /// What stands for a run where an answer needs none: it is a value already.
  package static func answering(_ label: String, _ value: Value, tag: String) -> Run {
    Run(outcome: .finished, parts: [:], answers: [Answer(label: label, value: value, tag: tag)], seconds: 0)
  }
  /// What each cell printed to standard output, by the cell's tag.
  package var printed: [String: String] { parts.mapValues(\.text) }
}

/// Why a program stopped in the middle.
package struct Crash: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// What the runtime or the program says ("Index out of range").
    case message(String)
    /// It has left no words of its own.
    case signal(Int32)
  }

  package var reason: Reason
  /// The innermost line of a cell that was being run, then its callers in cells.
  package var calls: [Diagnostic.Place]

  package init(_ reason: Reason, calls: [Diagnostic.Place]) {
    (self.reason, self.calls) = (reason, calls)
  }
}
