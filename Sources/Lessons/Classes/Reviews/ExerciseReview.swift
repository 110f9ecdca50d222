import Running

/// What a person found of one answer.
package struct ExerciseReview: Codable, Hashable, Sendable {
  /// Something of a rubric, with the points that it gives or takes. It is kept as it was when it was taken, so that a change of the rubric
  /// changes no grade.
  package struct Item: Codable, Hashable, Sendable {
    package var text: String
    package var points: Double

    package init(text: String, points: Double) { (self.text, self.points) = (text, points) }

    private enum CodingKeys: String, CodingKey, CaseIterable { case text, points }
    static let members = CodingKeys.names

    /// Names the item at the desk: what a page shows of its text is not always all of it.
    package var id: String { ExerciseReview.id(of: text) }
  }

  /// Points in place of all others.
  package struct Override: Codable, Hashable, Sendable {
    package var points: Double
    /// What the student is told of it; never blank.
    package var reason: String

    package init(points: Double, reason: String) { (self.points, self.reason) = (points, reason) }

    private enum CodingKeys: String, CodingKey, CaseIterable { case points, reason }
    static let members = CodingKeys.names

    /// Tells these points and this reason from others.
    package var id: String { ExerciseReview.id(of: "\(points)\0\(reason)") }
  }

  /// Names a text letter by letter, in a few letters that any page carries as they are.
  package static func id(of text: String) -> String { String("\(ContentHash(of: text.utf8))".prefix(16)) }

  /// The exercise.
  package var name: String
  /// Of the answer that was looked at (`ExerciseResult.answerDigest`).
  package var answer: String
  package var items: [Item] = []
  package var override: Override?
  package var comments: [String] = []
  /// Whether somebody wants to come back to it.
  package var isFlagged = false
  /// Whether it counts.
  package var isDone = false

  package init(name: String, answer: String) { (self.name, self.answer) = (name, answer) }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case name, answer, items, override, comments
    case isFlagged = "flagged"
    case isDone = "done"
  }
  static let members = CodingKeys.names

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    answer = try values.decode(String.self, forKey: .answer)
    items = try values.decodeIfPresent([Item].self, forKey: .items) ?? []
    override = try values.decodeIfPresent(Override.self, forKey: .override)
    comments = try values.decodeIfPresent([String].self, forKey: .comments) ?? []
    isFlagged = try values.decodeIfPresent(Bool.self, forKey: .isFlagged) ?? false
    isDone = try values.decodeIfPresent(Bool.self, forKey: .isDone) ?? false
  }

  /// Whether nobody has said anything.
  package var isEmpty: Bool { items.isEmpty && override == nil && comments.isEmpty && !isFlagged && !isDone }

  /// Tells what was said from anything else.
  package var digest: ContentHash {
    var parts = [answer, "\(isDone)", "\(isFlagged)"]
    for item in items { parts += [item.text, "\(item.points)"] }
    parts.append("other points")
    if let override { parts += ["\(override.points)", override.reason] }
    parts.append("comments")
    parts += comments
    return ContentHash(of: parts.joined(separator: "\0").utf8)
  }
}

/// What of a review holds for the answer that is there.
package enum ReviewState: String, Codable, Hashable, Sendable {
  /// Somebody has begun; it does not count.
  case begun
  /// It counts.
  case done
  /// It is of another answer than the one that is there, and does not count.
  case stale
}

/// What changes a review. Each goes for itself, so that two desks which change different things of one answer lose nothing.
package enum ReviewChange: Hashable, Sendable {
  case item(ExerciseReview.Item, isTaken: Bool)
  /// `seen` is what whoever gives these points has seen; if there is something else, they are not given.
  case override(ExerciseReview.Override?, seen: ExerciseReview.Override?)
  case comment(String, isThere: Bool)
  case flag(Bool)
  case done(Bool)
  /// Everything at once, as a line of a table has it.
  case whole(ExerciseReview)
}

/// Why a change is not made.
package enum ReviewRefusal: Error, Hashable, Sendable {
  /// The answer is not the one that was looked at, or is gone.
  case answerChanged
  /// Somebody else has given other points since.
  case otherPoints
  case noReason
  case noPoints
  /// What a page asks for is neither in the rubric nor in the review.
  case unknownPart
  /// It would be more than a review can hold (`ExerciseReview.flaw`).
  case beyondBounds
  case outOfRange(most: Double)
  /// What is to be undone has been changed since.
  case changedSince
  case nothingToUndo
  case unreadableBank
  case fullBank(most: Int)
}

extension ExerciseReview {
  /// The review with a change.
  ///
  /// One of an earlier answer becomes one of this answer, with all that is in it, and has to be confirmed.
  /// - Parameters:
  ///   - change: What changes.
  ///   - exercise: The machine's result of the answer that is there.
  /// - Returns: What is said of that answer then.
  /// - Throws: Why it may not be changed so.
  func changed(_ change: ReviewChange, of exercise: ExerciseResult) throws(ReviewRefusal) -> ExerciseReview {
    var copy = self
    if answer != exercise.answerDigest { (copy.answer, copy.isDone) = (exercise.answerDigest, false) }
    switch change {
    case .item(let item, let isTaken):
      copy.items.removeAll { $0.text == item.text }
      if isTaken { copy.items.append(item) }
    case .override(let new, let seen):
      guard override == seen || override == new else { throw .otherPoints }
      try Self.check(new, of: exercise)
      // Whoever takes points back has not said what counts instead.
      if copy.override != new { copy.isDone = new != nil }
      copy.override = new
    case .comment(let text, let isThere):
      let text = Self.oneLine(text)
      if !isThere { copy.comments.removeAll { $0 == text } }
      if isThere, !text.isEmpty, !copy.comments.contains(text) { copy.comments.append(text) }
    case .flag(let isFlagged): copy.isFlagged = isFlagged
    case .done(let isDone): copy.isDone = isDone
    case .whole(let new):
      try Self.check(new.override, of: exercise)
      copy = new
      copy.answer = exercise.answerDigest
    }
    guard copy.flaw == nil else { throw .beyondBounds }
    return copy
  }

  /// What of a review is not written, nor read where somebody else wrote it: the place of the first such thing, such as `items[2]`;
  /// `nil` if all is sound.
  package var flaw: String? {
    if name.isEmpty || !Self.isBounded(name) { return "name" }
    if items.count > Self.mostParts { return "items" }
    if comments.count > Self.mostParts { return "comments" }
    for (index, item) in items.enumerated() where !Self.isBounded(item.points) || !Self.isBounded(item.text) {
      return "items[\(index)]"
    }
    for (index, comment) in comments.enumerated() where !Self.isBounded(comment) { return "comments[\(index)]" }
    guard let override else { return nil }
    let isSound =
      override.points >= 0 && Self.isBounded(override.points) && Self.isBounded(override.reason)
      && !Self.oneLine(override.reason).isEmpty
    return isSound ? nil : "override"
  }

  /// The longest text, in Unicode scalars: of a longer one feedback would not tell all.
  package static let longestText = 4000
  /// The most items, and comments, of one answer.
  package static let mostParts = 200
  private static let mostPoints = 1e12

  private static func isBounded(_ points: Double) -> Bool { abs(points) <= mostPoints }
  private static func isBounded(_ text: String) -> Bool {
    text.utf8.count <= longestText || text.unicodeScalars.count <= longestText
  }

  private static func check(_ override: Override?, of exercise: ExerciseResult) throws(ReviewRefusal) {
    guard let override else { return }
    guard (0...exercise.maxPoints).contains(override.points) else { throw .outOfRange(most: exercise.maxPoints) }
    if oneLine(override.reason).isEmpty { throw .noReason }
  }

  /// A text without line ends and blanks around it.
  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
