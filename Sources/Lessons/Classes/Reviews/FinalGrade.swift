import Grading
import Reporting
import Running
import Support

extension ExerciseResult {
  /// Tells one answer from others; `""` where there is none.
  ///
  /// It begins with a letter: some of sixteen hexadecimal digits would be a number to a spreadsheet, and be written otherwise.
  package var answerDigest: String {
    answer.map { "a" + "\(ContentHash(of: $0.utf8))".prefix(15) } ?? ""
  }

  /// The final grade: what the machine found and what a person found, put together. Whatever shows or exports a grade has it from here.
  ///
  /// A review counts once it is done, and as long as the answer is the one that it is of. Then its own points count, or else the machine's
  /// (none, where the answer awaits a person) and those of the rubric's items, within what the exercise can earn.
  package func reviewed(by review: ExerciseReview?) -> ExerciseResult {
    var final = self
    (final.review, final.isFlagged) = (nil, nil)
    guard let review, !review.isEmpty else { return final }
    final.review = review.answer != answerDigest ? .stale : review.isDone ? .done : .begun
    final.isFlagged = review.isFlagged ? true : nil
    if final.review == .done {
      final.points = points(by: review)
      if final.points != points || status == .awaitingReview {
        final.status = final.points >= maxPoints ? .passed : final.points > 0 ? .partial : .wrong
      }
    }
    return final
  }

  /// The points that a review gives once it is done.
  package func points(by review: ExerciseReview) -> Double {
    let machine = status == .awaitingReview ? 0 : points
    let sum = millionths(review.items.reduce(machine) { $0 + $1.points })
    return min(maxPoints, max(0, review.override?.points ?? sum))
  }

  /// What a person has given that counts no more, as the exercise has had more points when it was reviewed: all points of that review.
  ///
  /// What items add to the machine's points is bounded by intention, and not told.
  package func pointsBeyondMost(by review: ExerciseReview?) -> Double? {
    guard let review, review.isDone, review.answer == answerDigest else { return nil }
    let items = status == .awaitingReview ? millionths(review.items.reduce(0) { $0 + $1.points }) : 0
    let given = review.override?.points ?? items
    return given > maxPoints ? given : nil
  }
}

extension SubmissionResult {
  /// The result with what a person found of it.
  ///
  /// Its fingerprint differs from the machine's where a person has said anything, as it is made of both.
  package func reviewed(by reviews: [ExerciseReview]) -> SubmissionResult {
    guard !reviews.isEmpty else { return self }
    let byName = Dictionary(reviews.map { ($0.name, $0) }) { first, _ in first }
    var final = self
    final.exercises = exercises.map { exercise in
      let review = byName[exercise.name]
      var reviewed = exercise.reviewed(by: review)
      if let note = reviewed.note(of: review) { reviewed.feedback = reviewed.told(note, before: exercise) }
      return reviewed
    }
    let gained = zip(final.exercises, exercises).reduce(0) { $0 + $1.0.points - $1.1.points }
    final.points = gained == 0 ? points : min(maxPoints, max(0, millionths(points + gained)))
    final.late = late?.counting(final.points)
    let stale = final.exercises.filter { $0.review == .stale }.map(\.name)
    final.problems += stale.map(Words().review.staleReview)
    final.problems += exercisesOnlyReviewed(in: reviews).map(Words().review.strayReview)
    final.problems += exercises.compactMap { exercise in
      exercise.pointsBeyondMost(by: byName[exercise.name]).map { given in
        Words().review.cutReview(of: exercise.name, given, most: exercise.maxPoints)
      }
    }
    let said = reviews.filter { !$0.isEmpty }
    if !said.isEmpty {
      let digests = said.map { "\($0.name)\0\($0.digest)" }.joined(separator: "\0")
      final.fingerprint = "\(ContentHash(of: "\(fingerprint)\0\(digests)".utf8))"
    }
    return final
  }

  /// The exercises that a person has reviewed and that the result does not have, such as those that have another name now. What was found of
  /// them counts nothing.
  package func exercisesOnlyReviewed(in reviews: [ExerciseReview]) -> [String] {
    let own = Set(exercises.map(\.name))
    return reviews.filter { !$0.isEmpty && !own.contains($0.name) }.map(\.name)
  }

  /// What the student is told: the feedback of a result and of the reviews that it was made of.
  /// - Parameters:
  ///   - reviews: What this result was made of.
  ///   - machine: The result without them.
  /// - Returns: The feedback, part by part.
  package func feedbackSheet(_ reviews: [ExerciseReview], _ machine: SubmissionResult) -> FeedbackSheet {
    let byName = Dictionary(reviews.map { ($0.name, $0) }) { first, _ in first }
    let entries = zip(exercises, machine.exercises).map { final, machine in
      let note = final.note(of: byName[final.name])
      let isAnswered = machine.status == .awaitingReview && final.review == .done
      let markdown = machine.feedback.hasSuffix("\n") ? String(machine.feedback.dropLast()) : machine.feedback
      let text = machine.feedbackText.map { $0.isEmpty ? [] : $0.components("\n") } ?? markdown.components("\n")
      return FeedbackSheet.Entry(
        name: final.name, status: final.status, points: final.points, maxPoints: final.maxPoints,
        markdown: isAnswered ? "" : markdown, text: isAnswered ? [] : text, isBegun: machine.isBegun == true,
        review: note)
    }
    return FeedbackSheet(
      title: title, student: student, points: points, maxPoints: maxPoints, problems: machine.problems,
      lateness: late.map { FeedbackSheet.Lateness(words: $0.words, points: finalPoints) }, entries: entries)
  }
}

extension ExerciseResult {
  /// What the student is told of a review; `nil` of one that has not come to an end.
  func note(of review: ExerciseReview?) -> ReviewNote? {
    guard let review, let state = self.review else { return nil }
    switch state {
    case .begun: return nil
    case .stale: return review.isDone ? ReviewNote(points: points, isStale: true) : nil
    case .done:
      return ReviewNote(
        points: points, items: review.items.map { ReviewNote.Item(text: $0.text, points: $0.points) },
        reason: review.override?.reason, comments: review.comments)
    }
  }

  /// The feedback for other programs: a person's words first, then the machine's.
  fileprivate func told(_ note: ReviewNote, before machine: ExerciseResult) -> String {
    let isAnswered = machine.status == .awaitingReview && review == .done
    return note.markdown(outOf: maxPoints) + (isAnswered ? "" : "\n" + machine.feedback)
  }
}

extension String {
  fileprivate func components(_ separator: Character) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
