import LessonSyntax

extension Cell {
  /// Whether nothing is answered yet, as the cell itself tells: a blank (`___`) is left to be filled in, or nothing is ticked, written or moved.
  ///
  /// Before the parser has been asked, any three underscores of code count as a blank.
  package var hasBlank: Bool {
    switch form {
    case .swift: syntax.map { !$0.blanks.isEmpty } ?? source.containsBytes(of: "___")
    case .choice: !TaskList(source).items.contains { $0.hasBox && $0.box != .open }
    case .number: source.containsBytes(of: "___")
    case .text: source.split(separator: "\n").allSatisfy { ["", "___"].contains(String($0).trimmed) }
    case .order: OrderedLines(source).answer.isEmpty
    case .plain: false
    }
  }

  /// Whether no learner's copy has it.
  package var isKeptFromLearners: Bool {
    [.solution, .mistake, .advice, .rubric].contains(role) || role == .check && isHidden
  }

  /// The Swift that it holds: of lines in an order those that are used, at their places.
  package var code: String {
    switch form {
    case .swift: source
    case .order: OrderedLines(source).code
    case .choice, .number, .text, .plain: ""
    }
  }

  /// The cell as code that can be run, each line where it is.
  package var asCode: Cell {
    guard form != .swift else { return self }
    var copy = self
    (copy.source, copy.form) = (code, .swift)
    return copy
  }

  /// What the parser says about the code; before it has been asked, that there is nothing to be found.
  package var facts: SwiftFacts { syntax ?? SwiftFacts() }

  /// The advice that a typical mistake starts with: its leading `//` lines, as one text.
  package var advice: String {
    source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).lazy
      .map { String(Substring($0)).trimmed }
      .drop(while: \.isEmpty)
      .prefix { $0.hasPrefix("//") }
      .map { String($0.drop { $0 == "/" }).trimmed }
      .filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// Whether the parser may find anything in the code. To ask it takes as long as a tenth of a compilation: where none of these words,
  /// signs and braces is, there is nothing to be found.
  /// - Complexity: O(*n*).
  package var isWorthParsing: Bool {
    // The last value of an example may be anything.
    if role == .example { return true }
    var source = code
    return source.withUTF8 { bytes in
      var (index, depth) = (0, 0)
      while index < bytes.count {
        let byte = bytes[index]
        guard isPartOfWord(byte) else {
          if byte == UInt8(ascii: "]"), bytes[(index + 1)...].followsAsChange { return true }
          if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "`") { return true }
          if byte == UInt8(ascii: "{") { depth += 1 }
          if byte == UInt8(ascii: "}") { depth -= 1 }
          if depth < 0 { return true }
          index += 1
          continue
        }
        let start = index
        while index < bytes.count, isPartOfWord(bytes[index]) { index += 1 }
        let word = UnsafeBufferPointer(rebasing: bytes[start..<index])
        // An operator's function needs the top level.
        if isTelling(word) || isWord(word, "func") && !bytes[index...].followsName { return true }
      }
      return depth != 0
    }
  }
}

private func isPartOfWord(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

/// Words without which code has no blank, no part that needs the top level, no type, and nothing that throws or waits.
private let tellingWords: [StaticString] = [
  "import", "extension", "operator", "precedencegroup", "macro", "public", "private", "fileprivate", "internal",
  "package", "open", "struct", "class", "enum", "actor", "protocol", "try", "throw", "await", "async",
  // Whether it is a learner's number, or a variable of the cell's own.
  "seed",
]

/// The names of methods that may change an element in its place.
private let changingWords: [StaticString] = [
  "append", "insert", "remove", "removeFirst", "removeLast", "removeAll", "sort", "reverse", "swapAt",
]

private func isTelling(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
  if word.count >= 3, word.allSatisfy({ $0 == UInt8(ascii: "_") }) { return true }
  return tellingWords.contains { isWord(word, $0) }
}

private func isWord(_ word: UnsafeBufferPointer<UInt8>, _ other: StaticString) -> Bool {
  other.utf8CodeUnitCount == word.count && (0..<word.count).allSatisfy { other.utf8Start[$0] == word[$0] }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// Whether a sign such as `+=` follows an element, or a method: either may change it.
  fileprivate var followsAsChange: Bool {
    let rest = drop { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "?") }
    if rest.first == UInt8(ascii: ".") {
      let word = rest.dropFirst().prefix(while: isPartOfWord)
      return changingWords.contains { isWord(UnsafeBufferPointer(rebasing: word), $0) }
    }
    let sign = rest.drop { $0 == UInt8(ascii: " ") }.prefix { "+-*/%&|^<>=".utf8.contains($0) }
    return sign.count > 1 && sign.last == UInt8(ascii: "=")
      && sign.first != UInt8(ascii: "=")
  }

  /// Whether a name follows after blanks.
  fileprivate var followsName: Bool {
    first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\n") }
      .map { isPartOfWord($0) || $0 >= 0x80 } ?? true
  }
}
