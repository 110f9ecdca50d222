import Support
import TextTable

/// What a student is told of what a person found of an answer.
package struct ReviewNote: Hashable, Sendable {
  /// What was taken of a rubric.
  package struct Item: Hashable, Sendable {
    package var text: String
    package var points: Double

    package init(text: String, points: Double) { (self.text, self.points) = (text, points) }
  }

  package var points: Double
  package var items: [Item]
  /// Why the points are others than those of the items, or of the machine.
  package var reason: String?
  package var comments: [String]
  /// Whether another answer was reviewed than the one that is there now: then nothing of it counts, and nothing of it is told.
  package var isStale: Bool

  package init(
    points: Double, items: [Item] = [], reason: String? = nil, comments: [String] = [], isStale: Bool = false
  ) {
    (self.points, self.items, self.reason, self.comments) = (points, items, reason, comments)
    self.isStale = isStale
  }

  /// Blocks of Markdown: what teachers write is words, and stays that.
  func markdown(of maxPoints: Double) -> [[String]] {
    let words = Words()
    if isStale { return [["**" + words.review.staleTitle + "** " + words.review.stale]] }
    var blocks = [["**\(words.review.title)** \(words.points(points, of: maxPoints))."]]
    if !items.isEmpty {
      blocks.append(items.map { "- \(MarkdownText.prose(inLine($0.text))): \(words.points($0.points))" })
    }
    if let reason { blocks.append(["\(words.review.why) \(MarkdownText.prose(inLine(reason, limit: Self.longest)))"]) }
    return blocks
      + comments.map { MarkdownText.quoted(words.review.comment, MarkdownText.prose(inLine($0, limit: Self.longest))) }
  }

  /// The same as one text, for other programs.
  package func markdown(outOf maxPoints: Double) -> String {
    markdown(of: maxPoints).joined(separator: [""]).joined(separator: "\n") + "\n"
  }

  /// The same as lines for a terminal.
  func text(of maxPoints: Double) -> [String] {
    let words = Words()
    if isStale { return wrapped("\(words.review.staleTitle) \(words.review.stale)", width: 76) }
    let lines =
      ["\(words.review.title) \(words.points(points, of: maxPoints))."]
      + items.map { "- \(inLine($0.text)): \(words.points($0.points))" }
      + (reason.map { ["\(words.review.why) \(inLine($0, limit: Self.longest))"] } ?? [])
      + comments.map { "\(words.review.comment): \(inLine($0, limit: Self.longest))" }
    return lines.flatMap { wrapped($0, width: 76) }
  }

  private static let longest = 4000
}
