import Support

/// What a lesson says about itself in the block of `key: value` lines between `---` and `---` (or `...`) with which it may begin.
///
/// Other tools keep their own keys there: all that is not asked for here is passed over.
package struct FrontMatter: Hashable, Sendable {
  package var title: String?
  /// The language that the lesson is written in, such as `de` or `pt-BR`.
  package var language: String?
  /// A learner's number, as it stands there, and where.
  package var seed: String?
  package private(set) var seedRange: SourceRange?
  /// The block's lines, its marks included.
  package var lines: ClosedRange<Int>

  /// Reads the block, or gives `nil` if the file does not begin with one.
  ///
  /// A rule across the page is none: a key follows right below the mark, or comments and then a key, or the end.
  /// - Parameters:
  ///   - text: The file.
  ///   - faults: Gets what is wrong.
  /// - Complexity: O(*n*) in the length of the block; where it has no end, of the text.
  init?(of text: SourceText, faults: inout [Fault]) {
    guard Self.begins(text) else { return nil }
    guard let last = (2...text.lines.count).first(where: { Self.isEnd(text.lines[$0 - 1]) }) else {
      lines = 1...1
      faults.append(Fault(.openFrontMatter, at: text.range(line: 1)))
      return
    }
    lines = 1...last
    var seen: Set<String> = []
    for number in 2..<last { readLine(number, of: text, &seen, faults: &faults) }
  }

  private static func begins(_ text: SourceText) -> Bool {
    guard text.lines.count > 1, isMark(text.lines[0], "---") else { return false }
    let first = text.lines.dropFirst().first { $0.first != UInt8(ascii: "#") }
    return first.map { isEnd($0) || key(of: $0) != nil } ?? false
  }

  private static func isEnd(_ line: ArraySlice<UInt8>) -> Bool { isMark(line, "---") || isMark(line, "...") }

  private static func isMark(_ line: ArraySlice<UInt8>, _ mark: String) -> Bool {
    line.starts(with: mark.utf8) && line.dropFirst(mark.utf8.count).allSatisfy(isBlank)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The key that a line begins with: letters, digits and a few signs up to a colon with a blank behind it, or nothing.
  private static func key(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[line.index(after: colon)...].first.map(isBlank) ?? true
    else { return nil }
    let key = line[..<colon]
    let isKey = key.allSatisfy { byte in
      byte >= 0x80 || Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
        || "_-./\"' ".utf8.contains(byte)
    }
    return isKey && !isBlank(line[line.startIndex]) && !line.starts(with: "- ".utf8) ? key : nil
  }

  private mutating func readLine(_ number: Int, of text: SourceText, _ seen: inout Set<String>, faults: inout [Fault]) {
    let line = text.lines[number - 1]
    // What is indented, or an item, belongs to a key above, which is another tool's.
    guard let first = line.first, !Self.isBlank(first), first != UInt8(ascii: "#"), first != UInt8(ascii: "-") else {
      return
    }
    func fault(_ column: Int, _ kind: Fault.Kind) {
      faults.append(Fault(kind, at: text.range(line: number, column: column)))
    }
    guard let keyBytes = Self.key(of: line) else {
      // A list or a map in braces may go on over several lines.
      if "]}".utf8.contains(first) { return }
      return fault(1, .malformedFrontMatter)
    }
    let key = String(decoding: keyBytes, as: UTF8.self)
    if key == "seed", seed == nil {
      let value = line.dropFirst(keyBytes.count + 1).drop(while: Self.isBlank)
      seed = YAMLScalar.text(String(decoding: value, as: UTF8.self)) ?? ""
      seedRange = text.range(line: number, column: value.startIndex - line.startIndex + 1)
      return
    }
    guard key == "title" || key == "language" else { return }
    guard seen.insert(key).inserted else { return fault(1, .repeatedKey(key)) }
    let rest = line.dropFirst(keyBytes.count + 1)
    let value = rest.drop(while: Self.isBlank)
    let column = value.startIndex - line.startIndex + 1
    guard let words = YAMLScalar.text(String(decoding: value, as: UTF8.self)) else {
      return fault(column, .valueIsNoText(key: key))
    }
    guard !words.isEmpty else { return }
    if key == "title" {
      title = words
    } else if words.utf8.allSatisfy({
      $0 < 0x80 && (Character(Unicode.Scalar($0)).isLetter || "-0123456789".utf8.contains($0))
    }) {
      language = words
    } else {
      fault(column, .unknownLanguage(words))
    }
  }
}

/// The simple values of YAML: plain words, or a text in quotation marks.
enum YAMLScalar {
  /// - Returns: The text; `nil` if it is not a text, or goes on in another line.
  static func text(_ value: String) -> String? {
    let value = value.trimmed
    switch value.first {
    case "\"": return quoted(value.dropFirst(), by: "\"")
    case "'": return quoted(value.dropFirst(), by: "'")
    case "[", "{", "|", ">", "&", "*", "!", "%", "@", "`": return nil
    default: return withoutComment(value).trimmed
    }
  }

  private static func withoutComment(_ text: String) -> String {
    if text.first == "#" { return "" }
    return text.range(of: " #").map { String(text[..<$0.lowerBound]) } ?? text
  }

  /// What stands before the closing mark, if nothing but a comment stands behind it.
  private static func quoted(_ rest: Substring, by mark: Character) -> String? {
    var result = ""
    var rest = rest
    while let character = rest.popFirst() {
      if character == mark {
        // Two of them stand for one.
        if mark == "'", rest.first == "'" {
          result.append("'")
          rest.removeFirst()
          continue
        }
        let behind = String(rest).trimmed
        return behind.isEmpty || behind.hasPrefix("#") ? result.trimmed : nil
      }
      guard character == "\\", mark == "\"" else {
        result.append(character)
        continue
      }
      guard let escaped = escape(&rest) else { return nil }
      result.append(escaped)
    }
    return nil
  }

  private static func escape(_ rest: inout Substring) -> Character? {
    guard let sign = rest.popFirst() else { return nil }
    switch sign {
    case "\"", "\\", "/": return sign
    // A title is one line.
    case "n", "t", "r", " ": return " "
    case "x", "u", "U":
      let count = sign == "x" ? 2 : sign == "u" ? 4 : 8
      let digits = rest.prefix(count)
      guard digits.count == count, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
        return nil
      }
      rest.removeFirst(count)
      return Character(scalar)
    default: return nil
    }
  }
}
