/// Something in a lesson's text that keeps it from being run.
package struct Fault: Hashable, Sendable {
  package var location: SourceLocation
  /// What is wrong, without a full stop.
  package var problem: String
  /// What to write instead, as an imperative.
  package var advice: String

  package init(at location: SourceLocation, _ problem: String, advice: String) {
    self.location = location
    self.problem = problem
    self.advice = advice
  }
}

/// Every fault of one lesson, in the order of the text; there is at least one.
package struct FaultyLesson: Error, Hashable, Sendable {
  package var faults: [Fault]

  package init(_ faults: [Fault]) {
    self.faults = faults.sorted { $0.location < $1.location }
  }
}

/// What could be read of a file.
package struct LessonReading: Sendable {
  /// The lesson as far as it could be read; `nil` if the file holds none at all, as one that is no text.
  package var lesson: Lesson?
  /// What keeps the lesson from being run, from top to bottom; none if nothing does.
  package var faults: [Fault]

  init(lesson: Lesson? = nil, faults: [Fault]) {
    (self.lesson, self.faults) = (lesson, FaultyLesson(faults).faults)
  }

  init(_ fault: Fault) { self.init(faults: [fault]) }
}
