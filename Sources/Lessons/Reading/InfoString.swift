/// The words behind an opening fence, each with its place.
struct InfoString {
  struct Word {
    var text: String
    /// In bytes, from 1.
    var column: Int
  }

  /// The character that the fence is made of; `nil` where there is no fence.
  let fence: UInt8?
  let fenceLength: Int
  let words: [Word]

  /// The first word, by convention a language; empty if there is none.
  var language: String { words.first?.text ?? "" }

  /// What a block of the lesson's own begins with, unless it is a cell.
  static let ownNames: Set = [
    "hint", "output", "figure", "choice", "number", "order", "solution", "advice", "rubric",
  ]

  /// Whether the block is the lesson's own: a cell, a hint, an output, a figure or an exercise that is no code.
  var hasRole: Bool {
    switch language {
    // By itself this is a language, too.
    case "swift", "text": words.count > 1
    default: Self.ownNames.contains(language)
    }
  }

  var fenceText: String { String(repeating: fence == UInt8(ascii: "~") ? "~" : "`", count: fenceLength) }

  /// Whether a line of a block outside lists and quotes starts so far in that a block of code begins without any fence.
  static func isIndented(_ line: ArraySlice<UInt8>) -> Bool {
    let blanks = line.prefix { $0 == 0x20 || $0 == 0x09 }
    return blanks.count >= 4 || blanks.contains(0x09)
  }

  /// - Parameters:
  ///   - line: The line of the opening fence.
  ///   - column: Where on it the block starts, in bytes from 1.
  init(line: ArraySlice<UInt8>, column: Int) {
    var rest = line.dropFirst(column - 1)
    rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
    guard let mark = rest.first, mark == 0x60 || mark == 0x7E, rest.starts(with: [mark, mark, mark]) else {
      (fence, fenceLength, words) = (nil, 0, [])
      return
    }
    let marks = rest.prefix { $0 == mark }
    fence = mark
    fenceLength = marks.count
    words = rest.dropFirst(marks.count).split { $0 == 0x20 || $0 == 0x09 }.map { word in
      Word(text: String(decoding: word, as: UTF8.self), column: word.startIndex - line.startIndex + 1)
    }
  }

  /// Whether a line closes this fence.
  func isClosed(by line: ArraySlice<UInt8>) -> Bool {
    guard let fence else { return true }
    let trimmed = line.drop { $0 == 0x20 }
    let marks = trimmed.prefix { $0 == fence }
    return line.count - trimmed.count <= 3 && marks.count >= fenceLength
      && trimmed.dropFirst(marks.count).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Whether a line would open a block of the lesson's own with the same fence: a sign that this one was never closed.
  func isReopened(by line: ArraySlice<UInt8>) -> Bool {
    guard line.first == fence else { return false }
    let other = InfoString(line: line, column: 1)
    return other.fenceLength == fenceLength && (hasRole ? other.isOpening : other.hasRole && other.isOpening)
  }

  /// Whether there is an info string that may follow its fence: after backticks it holds none.
  private var isOpening: Bool {
    !words.isEmpty && (fence == UInt8(ascii: "~") || words.allSatisfy { !$0.text.utf8.contains(UInt8(ascii: "`")) })
  }
}
