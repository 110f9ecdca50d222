import Support
import TextTable

extension Words {
  /// What is said of a class's results: in tables, at the end of 'grade' and on the class's page.
  package var course: ClassWords { ClassWords() }
}

/// What is taken off of a late hand-in's points, if not what its days cost.
package enum LatenessBound: Hashable, Sendable {
  case none
  case downToNothing
  case atMost(Double)
}

/// The labels and sentences about a class's results.
package struct ClassWords: Sendable {
  package let nothingHandedIn = "nothing was handed in"
  /// The same, where there is a result that is passed over.
  package let damagedResult = "the result cannot be read"
  package let otherVersion = "graded with another version of the lesson"

  package func notReadable(_ problem: String) -> String { "not readable: \(problem)" }
  /// What the part of an exercise is called that hidden checks are.
  package func hiddenChecks(of exercise: String) -> String { "\(exercise) (hidden checks)" }

  // MARK: - While a class is graded

  package func grading(_ bar: String, _ done: Int, of total: Int) -> String { "grading \(bar) \(done) of \(total)" }
  package func left(_ seconds: Int) -> String {
    seconds >= 90 ? "\((seconds + 30) / 60) min left" : "\(seconds) s left"
  }
  package func withFullPoints(_ count: Int) -> String { "\(count) with full points" }

  // MARK: - At its end

  package func graded(_ title: String, now: Int, unchanged: Int, shard: String?) -> String {
    "\(title): \(now) graded" + (unchanged > 0 ? ", \(unchanged) unchanged" : "")
      + (shard.map { " in shard \($0)" } ?? "")
  }
  package func othersDone(_ all: Int) -> String { "; so are all \(all) of the class" }
  package let othersNotDone = "; other shards are not done"
  package func stale(_ count: Int) -> String {
    count == 0 ? "" : ", \(count) there from earlier that \(count == 1 ? "is" : "are") not handed in now"
  }
  package func passed(_ count: Int, of tried: Int) -> String { "\(count) of \(tried) who tried passed" }
  package func await(_ count: Int) -> String { count == 1 ? "1 awaits review" : "\(count) await review" }
  package let nobodyTried = "nobody tried"
  package func mean(_ mean: Double, of most: Double, full: Int, of count: Int) -> String {
    "\(full) of \(count) have full points; the mean is \(NumberText.text(of: mean)) of \(NumberText.text(of: most))"
  }
  package func late(_ count: Int) -> String { "\(count) came late; the mean is of what counts" }
  package func outdated(_ count: Int) -> String {
    "\(Words().counted(count, "result")) of an earlier version of the lesson: in no mean; hand them over to grade them again"
  }
  package func stale(_ names: [String]) -> String {
    "Not handed in now: \(listed(names)); --prune removes what is there of them"
  }
  package func missing(_ names: [String]) -> String { "Nothing handed in: \(listed(names))" }
  package func problem(_ problem: String, more: Int, in path: String) -> String {
    "\(printable(path)): \(printable(problem))\(more > 0 ? " (and \(more) more)" : "")"
  }
  package func moreProblems(_ count: Int) -> String { "… and \(count) more such problems" }
  package func place(_ folder: String, table: String) -> String {
    "Results are in \(folder): points in \(table), feedback in feedback/."
  }
  package func unfinished(_ folder: String, table: String) -> String {
    "Results are in \(folder). The shard that is done last writes \(table)."
  }

  /// How many names are listed, and problems told.
  package static let most = 20

  private func listed(_ names: [String]) -> String {
    let more = names.count > Self.most ? " and \(names.count - Self.most) more" : ""
    return names.prefix(Self.most).map { printable($0) }.joined(separator: ", ") + more
  }

  // MARK: - Coming late

  /// How late a hand-in came, and what that costs.
  /// - Parameters:
  ///   - seconds: How late it came.
  ///   - due: When it was due.
  ///   - days: How many days were begun.
  ///   - perDay: Points that each costs.
  ///   - bound: What less is taken off, if all days cost too much.
  /// - Returns: A sentence without its full stop.
  package func late(
    _ seconds: Int, after due: String, days: Int, perDay: Double, _ bound: LatenessBound
  ) -> String {
    let begun = days == 1 ? "1 day begun" : "\(days) days begun"
    let cost = perDay == 0 ? "nothing is taken off" : "\(begun), \(Words().points(perDay)) off for each"
    let limit =
      switch bound {
      case .none: ""
      case .downToNothing: ", down to none"
      case .atMost(let points): ", but \(Words().points(points)) at most"
      }
    return "handed in \(span(seconds)) after \(due): \(cost)\(limit)"
  }

  /// The two largest units of a stretch of time: `1 d 2 h`.
  package func span(_ seconds: Int) -> String {
    let parts = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
    return parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  // MARK: - The class's page

  package let grades = "Grades"
  package func pageTitle(_ title: String) -> String { "Grades: \(title)" }
  package let handedIn = "handed in"
  package func share(_ count: Int, of all: Int) -> String { "\(count) of \(all)" }
  package func share(_ points: String, of most: String) -> String { "\(points) of \(most)" }
  package let onAverage = "points on average"
  package let withAllPoints = "with all points"
  package func otherVersions(_ count: Int) -> String {
    "\(count == 1 ? "1 result is" : "\(count) results are") of another version of the lesson, and counted only among those who handed in."
  }
  package let points = "Points"
  package func histogram(isByPoint: Bool) -> String {
    "How many students earned how \(isByPoint ? "many points" : "much of all points")."
  }
  package let notHandedIn = "Not handed in"
  package let allHandedIn = "Everybody on the roster has handed in."
  package let notOnRoster = "Handed in, but not on the roster"
  package let exercises = "Exercises"
  package let passed = "passed"
  package let mistakes = "Frequent mistakes"
  package func more(_ count: Int) -> String { "… and \(count) more." }
  package let students = "Students"
  package let student = "Student"
  package let sortBy = "Sort by"
  package let orders = (name: "name", most: "most points", least: "fewest points", last: "handed in last")
  package let time = "Handed in (UTC)"
}
