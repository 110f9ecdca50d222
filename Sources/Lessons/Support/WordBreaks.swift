import TextTable

/// Where a line may break within a word, or what has no blanks and so looks like one.
package struct WordBreaks {
  /// The word's parts, between which a line may break.
  package private(set) var parts: [String] = []
  /// The parts before which a hyphen is written if a line ends there.
  package private(set) var hyphens: Set<Int> = []

  /// - Parameters:
  ///   - word: Text without blanks.
  ///   - width: The columns of a line. What is wider is broken between any two of its letters, if it is not in a script that has blanks.
  ///   - library: What knows the rules; without it simple ones do.
  package init(_ word: Substring, width: Int, library: ICULibrary? = .installed) {
    // Nearly all words.
    if word.utf8.allSatisfy({ $0 < 0x80 }) {
      parts = [String(word)]
      return
    }
    for (index, piece) in word.split(whereSeparator: { $0 == "\u{AD}" }).enumerated() {
      if index > 0 { hyphens.insert(parts.count) }
      for visible in piece.split(whereSeparator: { $0 == "\u{200B}" }) { append(visible, width: width, library) }
    }
  }

  private mutating func append(_ piece: Substring, width: Int, _ library: ICULibrary?) {
    let scripts = piece.unicodeScalars.lazy.map(Script.init)
    let isHangul = scripts.contains(.hangul) && visibleWidth(String(piece)) > width
    guard isHangul || scripts.contains(.ideographic) || scripts.contains(.southEastAsian) || scripts.contains(.space)
    else {
      parts.append(String(piece))
      return
    }
    for part in library?.unbreakableParts(of: piece) ?? Self.simpleParts(of: piece) {
      if visibleWidth(part) <= width || !part.unicodeScalars.contains(where: { Script($0) != .other }) {
        parts.append(part)
      } else {
        parts += part.map(String.init)
      }
    }
  }

  /// Breaks beside ideographs, but not before what closes or after what opens.
  private static func simpleParts(of piece: Substring) -> [String] {
    var parts: [String] = []
    var before: Character?
    for character in piece {
      if let last = before, !mayBreak(between: last, and: character) {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
      before = character
    }
    return parts
  }

  private static func mayBreak(between one: Character, and other: Character) -> Bool {
    let scripts = [one, other].map { $0.unicodeScalars.first.map(Script.init) ?? .other }
    if scripts[0] == .space { return scripts[1] != .space }
    return (scripts.contains(.ideographic) || scripts.contains(.hangul)) && !opening.contains(one)
      && !closing.contains(other)
  }

  private static let opening = Set("（「『【〔〈《｛［“‘([{「")
  /// What no line begins with; small Kana among them.
  private static let closing = Set(
    "）」』】〕〉》｝］”’)]}、。，．・：；？！‼⁇⁈⁉ー…‥々〻ゝゞヽヾ％%,.:;?!ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ゛゜｡｣､･")
}

/// How a script's words stand in a line.
private enum Script {
  /// With blanks between words.
  case other
  /// A line may break between any two letters, nearly.
  case ideographic
  /// With blanks, but what has none may break like ideographs.
  case hangul
  /// No blanks between words: a dictionary is needed to find them.
  case southEastAsian
  /// A space that ASCII does not have, and behind which a line may break.
  case space

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0..<0x0E00: self = .other
    case 0x0E00...0x0EFF, 0x0F00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1950...0x19DF, 0x1A20...0x1AAF,
      0xA9E0...0xA9FF,
      0xAA60...0xAADF:
      self = .southEastAsian
    case 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x205F, 0x3000: self = .space
    case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: self = .hangul
    case 0x2E80...0x2FDF, 0x3001...0x312F, 0x3190...0x4DBF, 0x4E00...0xA4CF, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF01...0xFFEF,
      0x1B000...0x1B16F, 0x20000...0x3FFFF:
      self = .ideographic
    default: self = .other
    }
  }
}
