import Classes
import FoundationEssentials
import Reporting

/// What the desk's page asks for.
package struct DeskOrder: Codable, Hashable, Sendable {
  package enum Action: String, Codable, Hashable, Sendable {
    /// How things stand.
    case show
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
  /// The text and points of a rubric's item, and whether it is taken; whether there is a flag, a comment; whether it counts.
  package var text: String?
  package var value: Double?
  package var isOn: Bool?
  /// Other points, as they were typed; `nil` to take them back.
  package var points: String?
  package var reason: String?
  /// The points and the reason that the page shows.
  package var seenPoints: Double?
  package var seenReason: String?

  /// `nil` if the bytes are no order.
  package init?(json bytes: [UInt8]) {
    guard let order = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
    self = order
  }

  /// What it changes of a review; `nil` if it changes none, or says too little for that.
  func change() throws(ReviewRefusal) -> ReviewChange? {
    switch action {
    case .show, .undo, .keep: return nil
    case .item:
      guard let text, let value, let isOn else { return nil }
      return .item(ExerciseReview.Item(text: text, points: value), isTaken: isOn)
    case .comment: return text.map { .comment($0, isThere: isOn ?? true) }
    case .flag: return .flag(isOn ?? true)
    case .done: return .done(isOn ?? true)
    case .points:
      let seen = seenPoints.map { ExerciseReview.Override(points: $0, reason: seenReason ?? "") }
      guard let points else { return .override(nil, seen: seen) }
      guard let number = Double(points.replacing(",", with: ".")), number.isFinite else { return nil }
      return .override(ExerciseReview.Override(points: number, reason: reason ?? ""), seen: seen)
    }
  }
}

/// What the page is told of an order: what stands in its places now.
package struct DeskAnswer: Codable, Hashable, Sendable {
  package var isDone: Bool
  package var words: String?
  /// HTML by the names of its places.
  package var parts: [String: String]
  /// The answer that is shown.
  package var answer: String?

  package var reply: Reply {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Reply(type: "application/json", (try? encoder.encode(self)).map(Array.init) ?? [])
  }
}

extension Words {
  /// Why a review was not changed.
  func refusal(_ refusal: ReviewRefusal) -> String {
    switch refusal {
    case .answerChanged: review.answerChanged
    case .otherPoints: review.otherDesk
    case .noReason: review.reasonNeeded
    case .outOfRange(let most): review.pointsRange(most)
    case .changedSince: review.changedSince
    case .nothingToUndo: review.nothingToUndo
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
