import Classes
import Reporting
import Running

/// What the desk's page asks for, done.
extension DeskSite {
  func carryOut(_ order: DeskOrder) async -> DeskAnswer {
    course.renew()
    let exercise = order.exercise
    let before = course.answers(to: exercise)
    let index = before.firstIndex { $0.id == order.answer }
    var words: String?
    var isDone = true
    var shown = order.answer
    guard folder.isThere else {
      return DeskAnswer(isDone: false, words: Words().review.folderGone, parts: [:], answer: order.answer)
    }
    do throws(ReviewFailure) {
      switch order.action {
      case .alike:
        let html = index.map { alikeness(before[$0], among: before) } ?? ""
        return DeskAnswer(isDone: true, parts: ["alike": html], answer: order.answer)
      case .show: if index == nil { words = Words().review.gone }
      case .keep: try keep(order, index.map { before[$0] })
      case .undo:
        let undone = try undo(exercise)
        shown = undone.shown ?? order.answer
        words = undone.failure.map(unrenewed) ?? Words().review.undone
      default:
        guard let index else { throw .refused(.answerChanged) }
        words = try change(before[index], order).map(unrenewed)
      }
    } catch {
      (isDone, words) = (false, told(error))
    }
    course.renew()
    let answers = course.answers(to: exercise)
    if order.action == .done, isDone, order.isOn != false, let index {
      shown = next(behind: index, of: before, in: answers)
    }
    if !answers.contains(where: { $0.id == shown }) {
      shown = (answers.first { !$0.isDone } ?? answers.first)?.id
    }
    return DeskAnswer(isDone: isDone, words: words, parts: await parts(exercise, shown), answer: shown)
  }

  /// Why nothing was saved: a file's name is a student's.
  private func told(_ failure: ReviewFailure) -> String {
    if case .refused = failure { return Words().failure(failure) }
    return text.isAnonymous ? Words().review.unreadableHere : Words().failure(failure)
  }

  private func unrenewed(_ failure: MachineFailure) -> String {
    Words().review.unrenewed(text.isAnonymous ? "…" : Words().failure(failure).line)
  }

  private func keep(_ order: DeskOrder, _ answer: ReviewedClass.Answer?) throws(ReviewFailure) {
    let comment: String
    do throws(ReviewRefusal) { comment = try order.comment(of: answer, bank.comments) } catch { throw .refused(error) }
    try bank.set(comment, isKept: order.isOn ?? true)
  }

  /// The next answer that is not reviewed; the very one if there is none.
  private func next(
    behind index: Int, of before: [ReviewedClass.Answer], in answers: [ReviewedClass.Answer]
  ) -> String {
    let open = Set(answers.filter { !$0.isDone }.map(\.id))
    let order = before[(index + 1)...] + before[..<index]
    return order.first { open.contains($0.id) }?.id ?? before[index].id
  }

  /// - Returns: What could not be made anew of the reviews, which are saved.
  private func change(_ answer: ReviewedClass.Answer, _ order: DeskOrder) throws(ReviewFailure) -> MachineFailure? {
    let change: ReviewChange?
    do throws(ReviewRefusal) {
      change = try order.change(of: answer, lesson?.rubrics[answer.exercise] ?? [], bank.comments)
    } catch { throw .refused(error) }
    guard let change else { return nil }
    var step = Step(exercise: answer.exercise, answer: answer.id, changes: [])
    let failure = try folder.reviews.holding { holding throws(ReviewFailure) in
      // All of those who gave the answer, or none.
      var planned: [StudentReview] = []
      for student in answer.students {
        let own = Self.change(change, for: student, of: answer)
        let (review, before, after) = try holding.changed(own, of: answer.exercise, student.name, seen: answer.digest)
        guard before != after else { continue }
        planned.append(review)
        step.changes.append((student.name, before, after))
      }
      return try store(planned, holding)
    }
    if !step.changes.isEmpty { steps = steps.suffix(Self.mostSteps - 1) + [step] }
    return failure
  }

  private func store(
    _ reviews: [StudentReview], _ holding: ReviewFolder.Holding
  ) throws(ReviewFailure) -> MachineFailure? {
    try holding.store(reviews, renewing: grades) {
      course.renew()
      return course.results
    }
  }

  /// The change for one of those who gave an answer: whoever has no review yet, as the answer came late, gets the one that is shown, and
  /// has seen nothing of it.
  private static func change(
    _ change: ReviewChange, for student: ReviewedClass.Student, of answer: ReviewedClass.Answer
  ) -> ReviewChange {
    if case .override(let new, _) = change, student.review(of: answer.exercise)?.override == nil {
      return .override(new, seen: nil)
    }
    guard case .done(true) = change, student.review(of: answer.exercise) == nil,
      var shown = answer.reviews.compactMap(\.self).first
    else { return change }
    shown.isDone = true
    return .whole(shown)
  }

  /// - Returns: The answer whose review was put back, and what could not be made anew of that.
  private func undo(_ exercise: String) throws(ReviewFailure) -> (shown: String?, failure: MachineFailure?) {
    guard let step = steps.last else { throw .refused(.nothingToUndo) }
    let failure = try folder.reviews.holding { holding throws(ReviewFailure) in
      var planned: [StudentReview] = []
      for (student, before, after) in step.changes {
        var review = try holding.review(of: student)
        guard review[step.exercise] == after else {
          // It never will be again.
          steps.removeLast()
          throw .refused(.changedSince)
        }
        review[step.exercise] = before
        planned.append(review)
      }
      return try store(planned, holding)
    }
    steps.removeLast()
    return (step.exercise == exercise ? step.answer : nil, failure)
  }
}
