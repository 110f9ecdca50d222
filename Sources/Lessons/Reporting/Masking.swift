import Grading
import LessonWire
import Support
import TextTable

/// How much a report tells of the values that are expected where others were given.
package enum ExpectedValues: Sendable {
  case shown
  /// `▒▒` stands for each: whoever learns asks for them when they want to.
  case masked
  /// Nothing shows that there are any: for those who are graded.
  case omitted

  /// What stands for a value, however long that is.
  package static let mask = "▒▒"
}

/// Covers what gives an expected value away in texts that an author has written: labels of checks, hints, advice.
///
/// A number or a text is covered if it is an expected one and whoever reads this has not come upon it already: in the values of the answer,
/// in what it has printed or in its code. Signs do not matter, as a size gives the value away too. A single digit that is one number of a
/// table tells nothing, and is a size or an index as often as not: it is covered only where it is an answer by itself.
package struct Masking {
  private let numbers: [Double]
  private let texts: [String]

  /// - Parameter grade: What was found of an answer.
  package init(_ grade: Grade) {
    let wrong = grade.comparisons.filter { !$0.isEqual }
    self.init(
      hiding: wrong.map(\.expected), from: grade.comparisons.compactMap(\.value),
      beside: grade.printed + "\n" + grade.exercise.cell.source)
  }

  /// - Parameter grade: What was found of the solution, of which nothing has been seen.
  package init(ofSolved grade: Grade) {
    self.init(hiding: grade.comparisons.map(\.expected), from: [], beside: grade.exercise.cell.source)
  }

  private init(hiding expected: [Value], from own: [Value], beside text: String) {
    let (hidden, own) = (Self.contents(of: expected), Self.contents(of: own))
    let seen = Set(own.numbers + Self.tokens(in: text).map(\.size))
    numbers = Array(Set(hidden.numbers).subtracting(seen))
    texts = hidden.texts.filter { $0.count > 1 && !own.texts.contains($0) && !text.contains($0) }
  }

  /// The text with `▒▒` for what must not be told.
  /// - Complexity: O(*n* · *k*) for *k* expected values.
  package func covered(_ text: String) -> String {
    var result = texts.reduce(text) { $0.replacing($1, with: ExpectedValues.mask) }
    // `4 321` is one number, or two.
    for separators in [",_\(NumberToken.blanks)", ",_"] {
      for token in Self.tokens(in: result, separators).reversed() where numbers.contains(where: token.tells) {
        result.replaceSubrange(token.range, with: ExpectedValues.mask)
      }
    }
    return result
  }

  private static func contents(of values: [Value]) -> (numbers: [Double], texts: [String]) {
    var (numbers, texts): ([Double], [String]) = ([], [])
    func collect(_ value: Value) {
      if let found = Numbers(value) {
        let sizes = found.scalars.map(abs)
        numbers += sizes.count == 1 ? sizes : sizes.filter { $0 > 9 || $0 != $0.rounded() }
        return
      }
      switch value {
      case .string(let text): texts.append(text)
      case .list(let elements): elements.forEach(collect)
      default: break
      }
    }
    values.forEach(collect)
    return (numbers, texts)
  }

  private static func tokens(in text: String, _ separators: String = ",_") -> [NumberToken] {
    var tokens: [NumberToken] = []
    var index = text.startIndex
    var before: Character = " "
    while index < text.endIndex {
      guard text[index].isASCIIDigit, !before.isLetter, before != "_" else {
        before = text[index]
        index = text.index(after: index)
        continue
      }
      let token = NumberToken(at: index, in: text, separators)
      tokens.append(token)
      before = "0"
      index = token.range.upperBound
      // The rest of a name such as `2d`.
      while index < text.endIndex, text[index].isLetter { index = text.index(after: index) }
    }
    return tokens
  }
}

/// A number that stands in a text, without its sign.
private struct NumberToken {
  let range: Range<String.Index>
  let size: Double
  private let decimals: Int

  /// Those between groups of digits: an ordinary one, and those that keep a number together.
  static let blanks = " \u{A0}\u{2009}\u{202F}"

  init(at start: String.Index, in text: String, _ separators: String) {
    var end = start
    var digits = ""
    var decimals: Int?
    while end < text.endIndex {
      let character = text[end]
      let next = text.index(after: end)
      let isBeforeDigit = next < text.endIndex && text[next].isASCIIDigit
      if character.isASCIIDigit {
        digits.append(character)
        decimals = decimals.map { $0 + 1 }
      } else if character == ".", isBeforeDigit, decimals == nil {
        digits.append(character)
        decimals = 0
      } else if separators.contains(character), isBeforeDigit, decimals == nil,
        text[next...].prefix(3).filter(\.isASCIIDigit).count == 3,
        !Self.blanks.contains(character) || text[next...].dropFirst(3).first?.isASCIIDigit != true
      {
        // Groups of three digits.
      } else {
        break
      }
      end = next
    }
    range = start..<end
    size = Double(digits) ?? .nan
    self.decimals = decimals ?? 0
  }

  /// Whether this is a number, or what is left of it when it is rounded.
  func tells(_ number: Double) -> Bool {
    if abs(number - size) <= 1e-9 * max(1, abs(number)) { return true }
    guard decimals > 0 else { return false }
    let unit = (0..<min(decimals, 12)).reduce(1.0) { unit, _ in unit / 10 }
    return abs(number - size) <= unit / 2 * (1 + 1e-9)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
