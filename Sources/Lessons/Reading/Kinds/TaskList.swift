import Support

/// A list of tasks as Git hosts have it, `- [ ] an item`, whatever an editor or a learner has made of its bullets, boxes and line breaks.
package struct TaskList: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    /// The words behind the box, on one line, one blank between each two.
    package var text: String
    package var isTicked: Bool
    /// Whether there was a box at all.
    package var hasBox: Bool
    /// The item's first line, from 1, in the text.
    package var line: Int
  }

  package private(set) var items: [Item] = []
  /// The lines, from 1, that stand above the first item.
  package private(set) var strayLines: [Int] = []

  /// - Complexity: O(*n*).
  package init(_ text: String) {
    var continuations: [Int: [String]] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = Self.plain(line)
      if words.isEmpty { continue }
      if let item = Self.item(words, line: index + 1) {
        items.append(item)
      } else if items.isEmpty {
        strayLines.append(index + 1)
      } else {
        // A line that was too long for an editor.
        continuations[items.count - 1, default: []].append(words)
      }
    }
    for (index, lines) in continuations {
      items[index].text = ([items[index].text] + lines).joined(separator: " ").trimmed
    }
  }

  /// The list with other ticks: each item's box and nothing else is another.
  package static func text(_ text: String, ticking ticked: Set<Int>) -> String {
    let items = TaskList(text).items
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (index, item) in items.enumerated() {
      let words = Self.item(Self.plain(Substring(lines[item.line - 1])), line: 1)?.text ?? ""
      lines[item.line - 1] = "- [\(ticked.contains(index + 1) ? "x" : " ")] \(words)"
    }
    return lines.joined(separator: "\n")
  }

  /// The numbers, from 1, of the items that are ticked.
  package var ticked: [Int] { items.indices.filter { items[$0].isTicked }.map { $0 + 1 } }

  /// A line with each run of blanks as one blank.
  private static func plain(_ line: Substring) -> String {
    line.split { $0.isWhitespace || $0 == "\u{FEFF}" }.joined(separator: " ")
  }

  private static func item(_ words: String, line: Int) -> Item? {
    guard let bullet = words.prefixMatch(of: /(?:[-*+•–]|[0-9]{1,3}[.)])(?: |(?=\\?\[))/) else { return nil }
    let rest = words[bullet.range.upperBound...]
    guard let box = rest.prefixMatch(of: /\\?\[ ?([^\]\\ ]?) ?\\?\](?: |$)/) else {
      return Item(text: String(rest), isTicked: false, hasBox: false, line: line)
    }
    return Item(
      text: String(rest[box.range.upperBound...]), isTicked: !box.1.isEmpty, hasBox: true, line: line)
  }
}
