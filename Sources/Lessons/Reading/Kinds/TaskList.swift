import Support

/// A list of tasks as Git hosts have it, `- [ ] an item`, whatever an editor or a learner has made of its bullets, boxes and line breaks.
package struct TaskList: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    /// The words behind the box, on one line, one blank between each two.
    package var text: String
    /// `nil` if there was none.
    package var box: Box?
    /// The item's first line, from 1, in the text.
    package var line: Int

    package var isTicked: Bool { box == .ticked }
    /// The words as Markdown that is one paragraph, whatever they begin with: `> 5` is no quotation, and `- 2` no list.
    package var markdown: String {
      if let number = text.prefixMatch(of: /([0-9]{1,9})([.)])(?=\s|$)/) {
        return "\(number.1)\\\(number.2)\(text[number.range.upperBound...])"
      }
      let mark = /(?:[-+*](?=\s|$)|>|#{1,6}(?=\s|$)|~~~|=+$|(?:-\s*){3,}$|(?:\*\s*){3,}$|(?:_\s*){3,}$)/
      return text.prefixMatch(of: mark) == nil ? text : "\\" + text
    }
    package var hasBox: Bool { box != nil }
  }

  /// What stands between an item's brackets.
  package enum Box: Hashable, Sendable {
    case open, ticked
    /// Something that may mean either.
    case unclear(String)
  }

  package private(set) var items: [Item] = []
  /// The lines, from 1, that belong to no item: those above the first, and what stands below a blank line.
  package private(set) var strayLines: [Int] = []
  /// The line, from 1, on which a comment begins that does not end: nobody can tell what is meant to be in it.
  package private(set) var openComment: Int?

  /// - Complexity: O(*n*).
  package init(_ text: String) {
    var continuations: [Int: [String]] = [:]
    var isApart = true
    let (visible, isOpen) = Self.withoutComments(text)
    for (index, line) in visible.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = Self.plain(line)
      if words.isEmpty {
        isApart = true
        continue
      }
      if isOpen, openComment == nil, line.contains("<!--") { openComment = index + 1 }
      if let item = Self.item(words, line: index + 1) {
        items.append(item)
        isApart = false
      } else if isApart {
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
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    for (index, item) in items.enumerated() {
      let words = Self.item(Self.plain(Substring(lines[item.line - 1])), line: 1)?.text ?? item.text
      lines[item.line - 1] = "- [\(ticked.contains(index + 1) ? "x" : " ")] \(words)"
    }
    return lines.joined(separator: "\n")
  }

  /// The numbers, from 1, of the items that are ticked.
  package var ticked: [Int] { items.indices.filter { items[$0].isTicked }.map { $0 + 1 } }

  /// The text with each comment, which no reader of Markdown sees, as the line ends in it, and whether there is one that does not end.
  private static func withoutComments(_ text: String) -> (String, isOpen: Bool) {
    var (visible, rest) = ("", text[...])
    while let start = rest.firstRange(of: "<!--") {
      let line = rest[..<start.lowerBound].split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).last
      // Between two backticks it is code.
      let isCode = (line ?? "").count { $0 == "`" } % 2 == 1
      visible += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      if isCode {
        visible += "<!--"
      } else if let end = rest.firstRange(of: "-->") {
        visible += rest[..<end.lowerBound].filter(\.isNewline)
        rest = rest[end.upperBound...]
      } else {
        return (visible + "<!--" + rest, true)
      }
    }
    return (visible + rest, false)
  }

  /// A line with each run of blanks as one blank.
  private static func plain(_ line: Substring) -> String {
    line.split { $0.isWhitespace || $0 == "\u{FEFF}" }.joined(separator: " ")
  }

  private static func item(_ words: String, line: Int) -> Item? {
    let (rest, hasBullet) = behindBullet(words)
    guard let (box, text) = box(at: rest) else {
      return hasBullet ? Item(text: String(rest).trimmed, box: nil, line: line) : nil
    }
    // Without a bullet, a line may go on with words in brackets.
    if !hasBullet, case .unclear = box { return nil }
    return Item(text: String(text).trimmed, box: box, line: line)
  }

  /// What stands behind a bullet or a number, and whether there was one.
  private static func behindBullet(_ words: String) -> (Substring, Bool) {
    var rest = words[...]
    if let sign = rest.first, "-*+•–—".contains(sign) {
      rest.removeFirst()
    } else {
      let digits = rest.prefix(4).prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard (1...3).contains(digits.count), let sign = rest.popFirst(), sign == "." || sign == ")" else {
        return (words[...], false)
      }
    }
    guard rest.first == " " || box(at: rest) != nil else { return (words[...], false) }
    return (rest.drop { $0 == " " }, true)
  }

  /// The box that a text begins with, and what stands behind it.
  private static func box(at text: Substring) -> (Box, Substring)? {
    var rest = text
    guard var sign = rest.popFirst() else { return nil }
    switch sign.unicodeScalars.first {
    case "☐", "⬜": return (.open, rest)
    case "☑", "✅", "✔": return (.ticked, rest)
    default: break
    }
    if sign == "\\" { sign = rest.popFirst() ?? " " }
    // Writers of East Asia's scripts type them twice as wide.
    guard "[［".contains(sign), let end = rest.prefix(5).firstIndex(where: "]］".contains) else { return nil }
    // A link's words are no box.
    if let next = rest[rest.index(after: end)...].first, next == "(" || next == "[" { return nil }
    var mark = rest[..<end]
    if mark.last == "\\" { mark.removeLast() }
    let content = String(mark.unicodeScalars.filter { $0.properties.generalCategory != .format }).trimmed
    let box: Box =
      switch content {
      case "": .open
      case "x", "X", "ｘ", "Ｘ", "xx", "XX", "✓", "✔", "☑", "✅", "y", "Y", "yes": .ticked
      default: .unclear(content)
      }
    return (box, rest[rest.index(after: end)...])
  }
}
