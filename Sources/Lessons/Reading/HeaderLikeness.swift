import Support

/// The words of a line that looks like a cell's header, whatever an editor, a chat or a word processor has made of it.
///
/// It is for what only *looks* like a header: no cell is read by it that `CellHeader` understands.
package struct HeaderLikeness {
  /// What is not as it should be, in the order of the line.
  package enum Damage: Hashable, Sendable {
    /// A blank that is none of ASCII's.
    case space(Unicode.Scalar)
    /// A character that is not to be seen.
    case invisible(Unicode.Scalar)
    /// A dash in the place of a hyphen.
    case dash(Unicode.Scalar)
    case capitals
    /// Braces, commas and the like, which other tools write.
    case punctuation(Character)
    /// Quotation marks, or too few marks, in the place of the fence.
    case marks(String)
    case noFence
  }

  /// The longest line that is looked at, in bytes.
  private static let longestLine = 1000
  private static let quotes: Set<Unicode.Scalar> = ["'", "\"", "´", "‘", "’", "“", "”", "′"]

  /// What the fence is made of; `nil` if there is none.
  private(set) var fence: UInt8?
  private(set) var fenceLength = 0
  /// How many columns the line is indented; a tab takes four.
  private(set) var indent = 0
  /// What follows the fence, in small letters and without punctuation.
  private(set) var words: [String] = []
  private(set) var damages: [Damage] = []

  /// Whether the line is indented so far that Markdown sees code in it instead of a fence.
  var isIndented: Bool { indent >= 4 }

  /// - Returns: `nil` if the line begins neither with a fence, or what may have been one, nor with the word `swift`.
  init?(_ line: ArraySlice<UInt8>) {
    // Most lines are told by their first byte.
    guard line.count <= Self.longestLine, let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }),
      first >= 0x80 || "`~'\"sS{".utf8.contains(first)
    else { return nil }
    var rest = String(decoding: line, as: UTF8.self).unicodeScalars[...]
    while let scalar = rest.first, scalar.isBlank || scalar.isInvisible {
      indent += scalar == "\t" ? 4 - indent % 4 : scalar.isInvisible ? 0 : 1
      note(scalar)
      rest.removeFirst()
    }
    readMarks(&rest)
    readWords(rest)
    guard fence != nil || words.first == "swift" || hasThreeMarks && !words.isEmpty else { return nil }
  }

  /// Whether the line begins with as many quotation marks as a fence has.
  private var hasThreeMarks: Bool {
    damages.contains { if case .marks(let marks) = $0 { marks.unicodeScalars.count >= 3 } else { false } }
  }

  /// Whether these are the words of a header of an exercise's cell, once they are cleaned.
  var isExercise: Bool { exercise != nil }

  /// The exercise that the header names.
  var exercise: String? {
    if words.count > 2, words[0] == "swift", words[1] == Cell.Role.exercise.rawValue { return words[2] }
    return words.count > 1 && Self.otherKinds.contains(words[0]) ? words[1] : nil
  }

  /// How many words lead up to the exercise's name, and that name.
  var exerciseWords: ArraySlice<String> { words.prefix(words.first == "swift" ? 3 : 2) }

  private static let otherKinds = Set(Cell.Form.ofOtherKinds.map(\.rawValue))

  /// Whether the line has a fence and nothing else.
  var isBareFence: Bool { fenceLength >= 3 && words.isEmpty }

  /// Whether the line would begin a block of the lesson's own.
  var hasRole: Bool {
    guard fenceLength >= 3, let first = words.first else { return false }
    return first == "output"
      || words.count > 1 && (first == "hint" || first == "figure" || Self.otherKinds.contains(first))
      || first == "swift" && words.count > 1 && Cell.Role(rawValue: words[1]) != nil
  }

  /// Whether a line of prose may look like this, told by its first byte.
  static func mayBeNoProse(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return false }
    return first >= 0x80 || first == UInt8(ascii: "`") || first == UInt8(ascii: "~") || first == UInt8(ascii: "'")
      || first == UInt8(ascii: "\"")
  }

  /// Whether no line of prose looks like this: it has a fence, or several marks in the place of one and none behind them.
  var isNoProse: Bool {
    let hasMarks = damages.contains { if case .marks(let marks) = $0 { marks.unicodeScalars.count > 1 } else { false } }
    return fenceLength >= 3 || hasMarks && words.allSatisfy { !$0.contains("`") }
  }

  /// The header of a cell that is meant, if one is.
  var meantHeader: String? {
    guard let first = words.first else { return nil }
    if first == "output" { return "output" }
    if first == "hint" || first == "figure" { return words.count > 1 ? "\(first) \(words[1])" : nil }
    if exercise != nil, first != "swift", first != "text" { return "\(first) \(words[1])" }
    var rest = words[...]
    if first == "swift" {
      rest = rest.dropFirst()
    } else if first.hasPrefix("swift") {
      rest[0] = String(first.dropFirst("swift".count).drop { !$0.isLetter })
    }
    guard let word = rest.first, let role = role(meantBy: word, isBehindSwift: first.hasPrefix("swift")) else {
      return nil
    }
    guard role.takesName else { return "swift \(role.rawValue)" }
    return "swift \(role.rawValue) \(rest.dropFirst().first { !$0.contains("=") } ?? "NAME")"
  }

  /// The header of a block that is kept from learners, if it may have been meant to be one: whatever comes near, or names an exercise.
  /// - Parameter forms: The lesson's exercises, and how each is answered.
  /// - Returns: The header as it should be; `nil` for what is none of that.
  func secretHeader(_ forms: [String: Cell.Form]) -> String? {
    let rest = words.first == "swift" ? words.dropFirst() : words[...]
    let near = words.prefix(2).lazy.compactMap { Self.secret(meantBy: $0) }.first
    let isNamed = rest.dropFirst().first.map { forms[$0] != nil } ?? false
    let isMeantToBeShown = meantHeader.map { $0.split(separator: " ").contains { Self.shown.contains(String($0)) } }
    guard near != nil || isNamed && !(isMeantToBeShown ?? false) else { return nil }
    let role = near ?? .solution
    let name = words.first { forms[$0] != nil } ?? rest.dropFirst().first { !$0.contains("=") } ?? "NAME"
    let isSwift = role == .mistake || role == .check || role == .solution && forms[name]?.isSolvedInSwift ?? true
    return "\(isSwift ? "swift " : "")\(role.rawValue) \(name)"
  }

  /// What is a learner's to see.
  private static let shown = Set(
    ["hint", "output", "figure", "exercise", "example", "setup"] + Cell.Form.ofOtherKinds.map(\.rawValue))
  private static let secrets: [Cell.Role] = [.solution, .mistake, .advice, .rubric]

  private static func secret(meantBy word: String) -> Cell.Role? {
    guard word.utf8.count < 40 else { return nil }
    let letters = String(word.prefix { $0.isLetter })
    return nearest(to: letters, among: secrets.map(\.rawValue)).flatMap(Cell.Role.init)
  }

  private func role(meantBy word: String, isBehindSwift: Bool) -> Cell.Role? {
    if let role = Cell.Role(rawValue: word) { return Cell.Role.ofSwift.contains(role) ? role : nil }
    guard isBehindSwift, word.utf8.count < 40 else { return nil }
    return nearest(to: word, among: Cell.Role.ofSwift.map(\.rawValue)).flatMap(Cell.Role.init)
  }

  private mutating func readMarks(_ rest: inout Substring.UnicodeScalarView) {
    guard let mark = rest.first else { return }
    let marks = rest.prefix { $0 == mark }
    if mark == "`" || mark == "~", marks.count >= 3 {
      (fence, fenceLength) = (UInt8(truncatingIfNeeded: mark.value), marks.count)
    } else if mark == "`" || mark == "~" || Self.quotes.contains(mark) {
      damages.append(.marks(String(marks)))
    } else {
      damages.append(.noFence)
      return
    }
    rest.removeFirst(marks.count)
  }

  private mutating func readWords(_ rest: Substring.UnicodeScalarView) {
    var text = String.UnicodeScalarView()
    for scalar in rest {
      note(scalar)
      if scalar.isInvisible { continue }
      // Rich text ends its lines with a command.
      if scalar == "\\" { break }
      if scalar.isBlank {
        text.append(" ")
      } else if scalar.isDash {
        text.append("-")
      } else if "{}[](),;:\"'".unicodeScalars.contains(scalar) {
        damages.append(.punctuation(Character(scalar)))
        text.append(" ")
      } else {
        text.append(scalar)
      }
    }
    let written = String(text).split(separator: " ").map { word in word.first == "." ? word.dropFirst() : word }
    words = written.map { $0.lowercased() }
    if zip(words, written).prefix(3).contains(where: { $0 != $1 }) { damages.append(.capitals) }
  }

  private mutating func note(_ scalar: Unicode.Scalar) {
    if scalar.isInvisible {
      damages.append(.invisible(scalar))
    } else if scalar.isBlank && scalar != " " && scalar != "\t" {
      damages.append(.space(scalar))
    } else if scalar.isDash && scalar != "-" {
      damages.append(.dash(scalar))
    }
  }
}

extension Unicode.Scalar {
  // Most are ASCII's, of which nothing need be looked up.
  fileprivate var isBlank: Bool {
    isASCII ? self == " " || self == "\t" : properties.generalCategory == .spaceSeparator
  }

  fileprivate var isDash: Bool {
    isASCII ? self == "-" : self == "−" || properties.generalCategory == .dashPunctuation
  }

  fileprivate var isInvisible: Bool {
    if isASCII { return value < 0x20 && self != "\t" || value == 0x7F }
    return switch properties.generalCategory {
    case .format, .control: true
    default: properties.isVariationSelector || properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether this is one of the characters that take no room and mean nothing, which come with pasted text. Those that join
  /// letters and emoji are not among them.
  var isUnseenInCode: Bool { [0xAD, 0x200B, 0x2060, 0xFEFF].contains(value) }
}
