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
