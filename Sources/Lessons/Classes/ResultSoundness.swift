import Running
import Support

extension SubmissionResult {
  /// What each part of a file may hold.
  static let members = [
    "": CodingKeys.names, "late": Lateness.CodingKeys.names, "exercises[]": ExerciseResult.CodingKeys.names,
    "exercises[].hidden": ExerciseResult.HiddenPoints.CodingKeys.names,
  ]

  /// More than any lesson gives.
  fileprivate static let mostPoints = 1e12
  /// Sums are of numbers that were rounded.
  fileprivate static func areEqual(_ one: Double, _ other: Double) -> Bool {
    abs(one - other) <= 1e-5 * max(1, abs(other))
  }

  /// The path to the first member that grading does not write so, such as `exercises[0].points`; `nil` if all is sound.
  ///
  /// Points stand in a file more than once, and each export goes by its own: they must go together.
  var flaw: String? {
    for (index, exercise) in exercises.enumerated() {
      if let flaw = exercise.flaw { return "exercises[\(index)].\(flaw)" }
    }
    if !(0...Self.mostPoints).contains(maxPoints)
      || !Self.areEqual(maxPoints, exercises.reduce(0) { $0 + $1.maxPoints })
    {
      return "max_points"
    }
    if points < 0 || !Self.areEqual(points, exercises.reduce(0) { $0 + $1.points }) { return "points" }
    if let handedIn, HandInTime(handedIn) == nil { return "handed_in" }
    return late?.flaw(losing: points).map { "late.\($0)" }
  }
}

extension ExerciseResult {
  fileprivate var flaw: String? {
    if name.isEmpty { return "name" }
    if !(0...SubmissionResult.mostPoints).contains(maxPoints) { return "max_points" }
    if points < 0 || points > maxPoints * (1 + 1e-9) { return "points" }
    // Only a person gives any.
    if status == .awaitingReview, points != 0 { return "points" }
    return hidden?.flaw(within: self).map { "hidden.\($0)" }
  }
}

extension ExerciseResult.HiddenPoints {
  fileprivate func flaw(within exercise: ExerciseResult) -> String? {
    if total < 1 { return "total" }
    if !(0...total).contains(right) { return "right" }
    if maxPoints < 0 || maxPoints > exercise.maxPoints + 1e-5 { return "max_points" }
    return points < 0 || points > min(maxPoints, exercise.points) + 1e-5 ? "points" : nil
  }
}

extension Lateness {
  fileprivate func flaw(losing points: Double) -> String? {
    let most = SubmissionResult.mostPoints
    if HandInTime(due) == nil { return "due" }
    if seconds < 1 || Double(seconds) > most { return "seconds" }
    if days < 1 || Double(days) > most { return "days" }
    if !(0...most).contains(penalty) { return "penalty" }
    if (perDay == nil) != (self.most == nil) { return perDay == nil ? "per_day" : "most" }
    if let perDay, !(0...most).contains(perDay) { return "per_day" }
    if let limit = self.most, !(0...most).contains(limit) { return "most" }
    // A review has it computed anew: what was written there by hand would be gone.
    return perDay == nil || SubmissionResult.areEqual(counting(points).penalty, penalty) ? nil : "penalty"
  }
}
