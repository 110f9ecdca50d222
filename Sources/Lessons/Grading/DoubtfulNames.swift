import Reading

/// Guesses which answers the compiler will refuse, because they have a name that nothing seems to declare.
///
/// A call of the compiler that finds an error in one answer has looked at all the others for nothing. What is guessed decides only
/// which answers share a call, never what is found in them.
package struct DoubtfulNames {
  private static let ofSwift: Set<String> = [
    "Self", "any", "as", "break", "case", "catch", "continue", "default", "defer", "do", "else", "enum", "fallthrough",
    "false", "for", "func", "guard", "if", "import", "in", "init", "inout", "is", "let", "mutating", "nil", "private",
    "repeat", "rethrows", "return", "self", "some", "static", "struct", "switch", "throw", "throws", "true", "try",
    "typealias", "var", "where", "while", "_",
  ]
  private static let declaring: Set<String> = ["case", "enum", "for", "func", "let", "struct", "typealias", "var"]

  /// What a cell may mention by itself: the language's words, the library's functions and all that the author's own code mentions.
  private let known: Set<String>
  /// What it may mention after a dot.
  private let members: Set<String>

  package init(in lesson: Lesson) {
    let cells =
      lesson.contextCells
      + lesson.exercises.flatMap { [$0.cell] + [$0.solution].compactMap(\.self) + $0.comparisons + $0.mistakes }
    let used = cells.flatMap { words(in: $0.code).map(\.text) }
    known = Self.ofSwift.union(LibraryNames.functionsAndTypes).union(LibraryNames.ofSwift).union(used)
    members = known.union(LibraryNames.allMembers)
  }

  /// Whether the code mentions a name just once that is not known and that it does not declare there.
  package func areIn(_ cell: Cell) -> Bool {
    let words = words(in: cell.code)
    let counts = Dictionary(words.map { ($0.text, 1) }, uniquingKeysWith: +)
    return zip(words, [""] + words.map(\.text)).contains { word, previous in
      counts[word.text] == 1 && !word.isLabel && !(word.isMember ? members : known).contains(word.text)
        && !Self.declaring.contains(previous)
    }
  }
}

private struct Word {
  var text: String
  /// Whether a dot precedes it.
  var isMember: Bool
  /// Whether a colon follows, as after a label or a parameter.
  var isLabel: Bool
}

/// The words of some code, without those in most of its comments and strings.
/// - Complexity: O(*n*).
private func words(in source: String) -> [Word] {
  var words: [Word] = []
  let code = Array(source.utf8)
  var index = 0
  while index < code.count {
    if code[index...].starts(with: "//".utf8) {
      index = code[index...].firstIndex(of: UInt8(ascii: "\n")) ?? code.count
      continue
    }
    if code[index] == UInt8(ascii: "\"") {
      let end = code[(index + 1)...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") }
      index = (end ?? code.count - 1) + 1
      continue
    }
    let end = code[index...].firstIndex { !isPartOfWord($0) } ?? code.count
    if end > index, !isDigit(code[index]) {
      let next = code[end...].first { $0 != UInt8(ascii: " ") }
      words.append(
        Word(
          text: String(decoding: code[index..<end], as: UTF8.self), isMember: code[..<index].last == UInt8(ascii: "."),
          isLabel: next == UInt8(ascii: ":")))
    }
    index = max(end, index + 1)
  }
  return words
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

private func isPartOfWord(_ byte: UInt8) -> Bool {
  isDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
}
