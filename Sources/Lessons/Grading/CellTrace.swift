import LessonWire
import Running

/// What every statement of a cell gave when it ran, in the lesson's own lines.
package struct CellTrace: Hashable, Sendable {
  /// A line of source, the values that its statements gave, and what happened in the functions that it called.
  package struct Step: Hashable, Sendable {
    /// In the lesson.
    package var line: Int
    package var source: String
    package var values: [TracedValue] = []
    package var calls: [[Step]] = []

    package init(line: Int, source: String, values: [TracedValue] = [], calls: [[Step]] = []) {
      (self.line, self.source, self.values, self.calls) = (line, source, values, calls)
    }

    fileprivate var sources: [String] { [source] + calls.flatMap { $0.flatMap(\.sources) } }
  }

  /// All lines of the cell; none if it could not be traced.
  package var steps: [Step]
  /// What happened in functions of this cell that others called: its check.
  package var callsFromElsewhere: [[Step]] = []
  /// Which of these calls are there.
  package var calls = TracedCalls.all
  /// Whether there was more than a trace holds.
  package var isCut = false

  /// The lines of all steps, also of those in functions that were called.
  package var sources: [String] { (steps + callsFromElsewhere.flatMap(\.self)).flatMap(\.sources) }

  package init(steps: [Step], callsFromElsewhere: [[Step]] = [], isCut: Bool = false) {
    (self.steps, self.callsFromElsewhere, self.isCut) = (steps, callsFromElsewhere, isCut)
  }
}

/// A variable's or expression's value at a statement, over all the times that it ran.
package struct TracedValue: Hashable, Sendable {
  /// Empty for an expression.
  package var name: String
  package var count: Int
  package var first: Trace.Snapshot
  /// The same as the first where there is but one.
  package var last: Trace.Snapshot

  package init(name: String, count: Int = 1, first: Trace.Snapshot, last: Trace.Snapshot? = nil) {
    (self.name, self.count, self.first, self.last) = (name, count, first, last ?? first)
  }
}
