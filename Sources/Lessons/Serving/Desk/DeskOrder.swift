import Classes
import FoundationEssentials
import Reporting
import Support

/// What the desk's page asks for.
///
/// What is there already is named by its `id`: what a page shows of a text is not always all of it, and a page can make up no item.
package struct DeskOrder: PageRequest, Hashable, Sendable {
  package enum Action: String, Decodable, Hashable, Sendable {
    /// How things stand.
    case show
    /// Which answers are alike.
    case alike
    case item
    case points
    case comment
    case flag
    case done
    case undo
    /// Keeps a comment for other answers, or drops it.
    case keep
  }

  package var action: Action
  package var exercise: String
  package var answer: String?
  /// Of an item of the rubric or the review, or of a comment of the review or the bank.
  package var id: String?
  /// A new comment.
  package var text: String?
  /// Whether an item is taken; whether there is a flag, a comment; whether it counts.
  package var isOn: Bool?
  /// Other points, as they were typed; `nil` to take them back.
  package var points: String?
  package var reason: String?
  /// The points and the reason that the page shows (`ExerciseReview.Override.id`); missing where it shows none.
  package var seen: String?

  /// What it changes of a review.
  /// - Parameters:
  ///   - answer: The answer that it is about.
  ///   - rubric: What can be taken.
  ///   - bank: The comments that are kept.
  /// - Returns: `nil` if it changes none.
  /// - Throws: If it makes no sense, or not any more.
  func change(
    of answer: ReviewedClass.Answer, _ rubric: [ExerciseReview.Item], _ bank: [String]
  ) throws(ReviewRefusal) -> ReviewChange? {
    switch action {
    case .show, .alike, .undo, .keep: return nil
    case .item:
      // What was taken stays as it was when it was taken.
      let items = answer.reviews.compactMap(\.self).flatMap(\.items) + rubric
      guard let item = items.first(where: { $0.id == id }), let isOn else { throw .unknownPart }
      return .item(item, isTaken: isOn)
    case .comment: return .comment(try comment(of: answer, bank), isThere: isOn ?? true)
    case .flag: return .flag(isOn ?? true)
    case .done: return .done(isOn ?? true)
    case .points:
      let given = answer.review.override
      guard given?.id == seen else { throw .otherPoints }
      guard let points else { return .override(nil, seen: given) }
      guard let number = plainDecimal(points.trimmed.replacing(",", with: "."), takesSign: true) else {
        throw .noPoints
      }
      return .override(ExerciseReview.Override(points: number, reason: reason ?? ""), seen: given)
    }
  }

  /// The comment that it is about.
  func comment(of answer: ReviewedClass.Answer?, _ bank: [String]) throws(ReviewRefusal) -> String {
    guard let id else { return text ?? "" }
    let comments = (answer?.reviews ?? []).compactMap(\.self).flatMap(\.comments) + bank
    guard let comment = comments.first(where: { ExerciseReview.id(of: $0) == id }) else { throw .unknownPart }
    return comment
  }
}

/// What the page is told of an order: what stands in its places now.
package struct DeskAnswer: PageReply, Hashable, Sendable {
  package var isDone: Bool
  package var words: String?
  /// HTML by the names of its places.
  package var parts: [String: String]
  /// The answer that is shown.
  package var answer: String?
}

extension Words {
  /// Why a review was not changed.
  func refusal(_ refusal: ReviewRefusal) -> String {
    switch refusal {
    case .answerChanged: review.answerChanged
    case .otherPoints: review.otherDesk
    case .noReason: review.reasonNeeded
    case .noPoints: review.notPoints
    case .unknownPart: review.unknownPart
    case .beyondBounds: review.beyondBounds(ExerciseReview.longestText)
    case .outOfRange(let most): review.pointsRange(most)
    case .changedSince: review.changedSince
    case .nothingToUndo: review.nothingToUndo
    case .unreadableBank: review.unreadableBank
    case .fullBank(let most): review.fullBank(most)
    }
  }

  func failure(_ failure: ReviewFailure) -> String {
    switch failure {
    case .refused(let refusal): self.refusal(refusal)
    case .machine(let failure): self.failure(failure).line
    case .faulty(let faulty):
      "\(faulty.fault.location.file):\(faulty.fault.location.line):\(faulty.fault.location.column): \(sentence(faulty.fault.kind))"
    }
  }
}
