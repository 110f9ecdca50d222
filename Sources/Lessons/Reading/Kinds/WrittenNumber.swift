import Support

/// A number as people write it.
///
/// `1,024`, `1 024`, `1'024` and `1_024` are 1024: groups of three digits. A point, or a comma that parts no such groups (`0,5`), begins the
/// decimals. `3.2e4` and `3.2 × 10^4` are 32000, and `1/3` is a third. Nothing else is a number: no words, no sums, no signs of other units.
package struct WrittenNumber: Hashable, Sendable {
  package let value: Double

  /// - Returns: `nil` for what cannot be read as one number.
  package init?(_ text: String) {
    guard text.utf8.count <= 100 else { return nil }
    let bare = Self.plain(text)
    if let slash = bare.firstIndex(of: "/") {
      guard let above = Self.decimal(bare[..<slash]), let below = Self.decimal(bare[bare.index(after: slash)...]),
        below != 0
      else { return nil }
      value = above / below
      guard value.isFinite else { return nil }
    } else if let value = Self.decimal(bare[...]) {
      self.value = value
    } else {
      return nil
    }
  }

  private static func plain(_ text: String) -> String {
    var bare = ""
    var isInPower = false
    for character in text.trimmed {
      switch character {
      case "−", "–": bare += "-"
      case "’": bare += "'"
      case "×", "·", "⋅": bare += "*"
      case "⁻": bare += bare.hasSuffix("10") ? "^-" : "-"
      case _ where character.isWhitespace: bare += " "
      case _ where superscripts.contains(character):
        // Elsewhere it is a power of another number, or a footnote's.
        if bare.hasSuffix("10") { bare += "^" }
        let isPower = bare.hasSuffix("^") || bare.hasSuffix("^-") || isInPower
        isInPower = isPower
        bare += isPower ? character.wholeNumberValue.map(String.init) ?? "" : String(character)
      default: bare.append(character)
      }
    }
    return bare
  }

  private static let superscripts: Set<Character> = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]

  private static func decimal(_ text: Substring) -> Double? {
    var text = String(text).trimmed
    var factor = ""
    if let power = text.firstMatch(of: /(?: ?[*x] ?10 ?\^ ?([-+]?[0-9]{1,3})|[eE]([-+]?[0-9]{1,3}))$/) {
      factor = "e" + String(power.1 ?? power.2 ?? "0")
      text = String(text[..<power.range.lowerBound])
    }
    guard let sign = text.prefixMatch(of: /([-+]?) ?/) else { return nil }
    let digits = String(text[sign.range.upperBound...])
    guard let plain = ungrouped(digits) else { return nil }
    return Double((sign.1 == "-" ? "-" : "") + plain + factor).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Digits and a point, without what parts groups.
  private static func ungrouped(_ text: String) -> String? {
    if text.wholeMatch(of: /[0-9]+\.?|[0-9]*\.[0-9]+/) != nil {
      return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
    for mark in [",", " ", "'", "_"] where text.contains(mark) {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard parts.count <= 2, parts[0].contains(mark), isGrouped(parts[0], by: mark),
        parts.count == 1 || parts[1].wholeMatch(of: /[0-9]+/) != nil
      else { continue }
      return ([parts[0].replacing(mark, with: "")] + parts.dropFirst()).joined(separator: ".")
    }
    let commas = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if commas.count == 2, commas[1].wholeMatch(of: /[0-9]+/) != nil {
      if commas[0].wholeMatch(of: /[0-9]+/) != nil { return commas.joined(separator: ".") }
      for mark in [".", " ", "'"] where isGrouped(commas[0], by: mark) {
        return commas[0].replacing(mark, with: "") + "." + commas[1]
      }
    }
    // One point would begin decimals.
    return text.count { $0 == "." } > 1 && isGrouped(text, by: ".") ? text.replacing(".", with: "") : nil
  }

  private static func isGrouped(_ text: String, by mark: String) -> Bool {
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    return parts.count > 1 && areDigits && parts[0].count <= 3 && parts[0].first != "0"
      && parts.dropFirst().allSatisfy { $0.count == 3 }
  }
}

/// The line of a number: a blank, or what a learner has put in its place, between words that stay.
package struct NumberLine: Hashable, Sendable {
  /// What stands before and behind the blank.
  package var before: String
  package var unit: String

  /// - Returns: `nil` unless there is one line with one blank.
  package init?(_ starter: String) {
    let lines = starter.split(separator: "\n").map { String($0).trimmed }.filter { !$0.isEmpty }
    guard lines.count == 1, let line = lines.first else { return nil }
    let blanks = line.matches(of: /_{3,}/)
    guard blanks.count == 1, let blank = blanks.first else { return nil }
    before = String(line[..<blank.range.lowerBound]).trimmed
    unit = String(line[blank.range.upperBound...]).trimmed
  }

  /// The words around a number that has been put in the place of the blank; the blank's own where it is there.
  package init?(around source: String) {
    if let line = NumberLine(source) {
      self = line
      return
    }
    let text = source.trimmed
    guard !text.contains("\n"), let number = Self.number(in: text), let range = text.firstRange(of: number) else {
      return nil
    }
    before = String(text[..<range.lowerBound]).trimmed
    unit = String(text[range.upperBound...]).trimmed
  }

  /// What a learner has made of a number's line.
  package enum Answer: Hashable, Sendable {
    case number(Double)
    /// There is something, and it is no number.
    case noNumber(String)
    /// The words around the number are gone, or others.
    case otherUnit(expected: String)
    case severalLines
  }

  /// Reads what a learner has made of a number's line.
  /// - Parameters:
  ///   - source: The learner's cell.
  ///   - line: The starter's line; `nil` where that is not known.
  /// - Returns: The number, or why there is none.
  package static func answer(_ source: String, to line: NumberLine?) -> Answer {
    let lines = source.split(separator: "\n").map { String($0).trimmed }.filter { !$0.isEmpty }
    guard lines.count == 1, let text = lines.first else { return .severalLines }
    guard let line else {
      // The author's own file, in which the blank has been filled.
      guard let part = number(in: text), let number = WrittenNumber(part), !isSum(text, from: part) else {
        return .noNumber(text)
      }
      return .number(number.value)
    }
    guard let middle = text.between(line.before, line.unit) else { return .otherUnit(expected: line.unit) }
    return WrittenNumber(middle).map { .number($0.value) } ?? .noNumber(middle)
  }

  /// The number that a line begins with, or the one that is in it.
  /// Whether a sign goes on behind a number, as in `5 * 3 weights`.
  private static func isSum(_ line: String, from number: String) -> Bool {
    guard let end = line.firstRange(of: number)?.upperBound else { return false }
    return line[end...].contains(/^ ?[-+*\/^×·−÷=]/)
  }

  private static func number(in line: String) -> String? {
    guard line.utf8.count <= 1000 else { return nil }
    let found = line.matches(
      of: /[-+−]?[0-9][0-9.,'’_ ]*(?:[eE][-+]?[0-9]+)?(?: ?[×x*·] ?10 ?\^ ?[-+]?[0-9]+)?(?:\/ ?[0-9]+)?/)
    guard let first = found.first, found.count == 1 || first.range.lowerBound == line.startIndex else { return nil }
    return String(first.0).trimmed
  }
}

extension String {
  /// What stands between two texts, blanks aside; `nil` if it does not begin and end with them.
  fileprivate func between(_ before: String, _ after: String) -> String? {
    func parts(_ text: String) -> [Character] { text.filter { !$0.isWhitespace } }
    var rest = Substring(self)
    for character in parts(before) {
      rest = rest.drop(while: \.isWhitespace)
      guard rest.first == character else { return nil }
      rest.removeFirst()
    }
    for character in parts(after).reversed() {
      while rest.last?.isWhitespace == true { rest.removeLast() }
      guard rest.last == character else { return nil }
      rest.removeLast()
    }
    return String(rest).trimmed
  }
}
