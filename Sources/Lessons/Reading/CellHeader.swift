import Support

/// What a cell's info string says: `swift ROLE [NAME] [key=value …]`, or `KIND NAME [key=value …]` where the answer is no code.
package struct CellHeader {
  var role: Cell.Role
  var form = Cell.Form.swift
  var name: String?
  /// What figures call an example by.
  var label: InfoString.Word?
  var isHidden = false
  /// The options that were given and understood, by key.
  var options = Options()

  /// What may be said of an exercise. The raw value is the key before the equals sign.
  package enum Option: String, CaseIterable, Sendable {
    case points
    case tolerance
    case timeout
    case needs
    case answer
    case forbids
    case pick

    /// Whether an exercise of this form may have it.
    package func isOption(of form: Cell.Form) -> Bool {
      switch form {
      case .swift: self != .pick
      case .choice: self == .points || self == .pick
      case .number: [.points, .tolerance, .timeout, .needs].contains(self)
      case .text: self == .points
      case .order: [.points, .tolerance, .timeout, .needs, .answer].contains(self)
      case .plain: false
      }
    }
  }

  struct Options {
    var points: Double?
    var tolerance: Double?
    var timeout: Double?
    var answer: String?
    var forbids: [String]?
    /// Whether one option is to be ticked, and not as many as are right.
    var picksOne = false
    /// The exercise whose solution runs first, and where it is named.
    var needs: InfoString.Word?
  }

  /// The longest time that an exercise may ask for, in seconds.
  package static let longestTimeout = 600.0
  /// In bytes.
  private static let longestName = 64
  /// What looks like a variable's name and can be none.
  private static let reservedWords: Set = [
    "_", "as", "break", "case", "catch", "class", "continue", "default", "defer", "do", "else", "enum", "extension",
    "fallthrough", "false", "for", "func", "guard", "if", "import", "in", "init", "inout", "is", "let", "nil",
    "protocol",
    "repeat", "rethrows", "return", "self", "static", "struct", "super", "switch", "throw", "throws", "true", "try",
    "var",
    "where", "while",
  ]

  /// The word in the place of the exercise's name.
  static func nameWord(in words: [InfoString.Word]) -> InfoString.Word? {
    let index = words.first?.text == "swift" ? 2 : 1
    return index < words.count ? words[index] : nil
  }

  /// Reads the words of an info string; `nil` if there is not even a role.
  /// - Parameters:
  ///   - words: All of them.
  ///   - place: Where a word stands.
  ///   - faults: Gets what is wrong.
  init?(_ words: [InfoString.Word], at place: (InfoString.Word) -> SourceRange, faults: inout [Fault]) {
    guard let first = words.first else { return nil }
    guard first.text == "swift" else {
      guard let (role, form) = Self.block(first.text) else { return nil }
      (self.role, self.form) = (role, form)
      readBlock(first, words.dropFirst(), at: place, faults: &faults)
      return
    }
    guard words.count > 1 else { return nil }
    guard let role = Cell.Role(rawValue: words[1].text), Cell.Role.ofSwift.contains(role) else {
      let meant = nearest(to: words[1].text, among: Cell.Role.ofSwift.map(\.rawValue))
      faults.append(Fault(.unknownRole(words[1].text, meant: meant), at: place(words[1]), replacedBy: meant))
      return nil
    }
    self.role = role
    var rest = words.dropFirst(2)
    if role.takesName {
      if let word = rest.first, !word.text.contains("="), word.text != "hidden" {
        name = Self.name(word, at: place, faults: &faults)
        rest = rest.dropFirst()
      } else {
        faults.append(Fault(.namelessCell(role), at: place(words[1])))
      }
    } else if role == .example, let word = rest.first, !word.text.contains("="), word.text != "hidden" {
      if Self.name(word, at: place, faults: &faults) != nil { label = word }
      rest = rest.dropFirst()
    }
    var seen: Set<Option> = []
    for word in rest { readOption(word, seen: &seen, at: place, faults: &faults) }
  }

  /// What a block is that is no Swift.
  private static func block(_ word: String) -> (role: Cell.Role, form: Cell.Form)? {
    if let form = Cell.Form(rawValue: word), Cell.Form.ofOtherKinds.contains(form) { return (.exercise, form) }
    guard let role = Cell.Role(rawValue: word), [.solution, .advice, .rubric].contains(role) else { return nil }
    return (role, .plain)
  }

  private mutating func readBlock(
    _ kind: InfoString.Word, _ rest: ArraySlice<InfoString.Word>, at place: (InfoString.Word) -> SourceRange,
    faults: inout [Fault]
  ) {
    guard let word = rest.first, !word.text.contains("=") else {
      faults.append(Fault(.namelessBlock(kind.text), at: place(kind)))
      return
    }
    name = Self.name(word, at: place, faults: &faults)
    var seen: Set<Option> = []
    for word in rest.dropFirst() {
      let key = word.text.prefix { $0 != "=" }
      if role == .exercise, word.text.contains("="), Option(rawValue: String(key))?.isOption(of: form) == true {
        readOption(word, seen: &seen, at: place, faults: &faults)
      } else {
        let options = role == .exercise ? Option.allCases.filter { $0.isOption(of: form) } : []
        faults.append(Fault(.surplusWord(word.text, block: kind.text, options: options), at: place(word)))
      }
    }
  }

  /// Whether a word matches `[a-z][a-z0-9]*(-[a-z0-9]+)*`. By hand, as a lesson of nothing but names is to be read at once.
  private static func isName(_ word: String) -> Bool {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let parts = word.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return word.utf8.first.map(letters.contains) == true
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { letters.contains($0) || digits.contains($0) } }
  }

  /// Whether a word can name a Swift variable.
  private static func isIdentifier(_ word: String) -> Bool {
    word.first?.isNumber == false && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && !reservedWords.contains(word)
  }

  /// A name, if the word is one: lower-case words joined by hyphens.
  static func name(
    _ word: InfoString.Word, at place: (InfoString.Word) -> SourceRange, faults: inout [Fault]
  ) -> String? {
    if word.text.utf8.count > longestName {
      faults.append(Fault(.overlongName(mostBytes: longestName), at: place(word)))
      return nil
    }
    if isName(word.text) { return word.text }
    let separated = word.text.replacing(/([a-z0-9])([A-Z])/) { "\($0.1)-\($0.2)" }
    let parts = separated.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let words = parts.drop { $0.first?.isLetter != true }
    let proposal = words.isEmpty ? nil : words.joined(separator: "-")
    faults.append(Fault(.malformedName(word.text, proposal: proposal), at: place(word), replacedBy: proposal))
    return nil
  }

  // MARK: - Options

  private mutating func readOption(
    _ word: InfoString.Word, seen: inout Set<Option>, at place: (InfoString.Word) -> SourceRange, faults: inout [Fault]
  ) {
    func fault(_ kind: Fault.Kind, replacedBy replacement: String? = nil) {
      faults.append(Fault(kind, at: place(word), replacedBy: replacement))
    }
    if word.text == "hidden" {
      if role != .check {
        fault(.misplacedHidden, replacedBy: "")
      } else if isHidden {
        fault(.repeatedOption(word.text), replacedBy: "")
      }
      isHidden = role == .check
      return
    }
    guard let equals = word.text.firstIndex(of: "=") else {
      let isOption = role == .exercise && Option(rawValue: word.text)?.isOption(of: form) == true
      return fault(isOption ? .optionWithoutValue(word.text) : .strayWord(word.text, in: role))
    }
    let key = String(word.text[..<equals])
    let value = String(word.text[word.text.index(after: equals)...])
    guard role == .exercise, let option = Option(rawValue: key), option.isOption(of: form) else {
      let options = Option.allCases.filter { $0.isOption(of: form) }
      let meant = role == .exercise ? nearest(to: key, among: options.map(\.rawValue)) : nil
      return fault(.unknownOption(key, of: role, meant: meant), replacedBy: meant.map { $0 + word.text[equals...] })
    }
    guard seen.insert(option).inserted else { return fault(.repeatedOption(key)) }
    guard !value.isEmpty else { return fault(.optionWithoutValue(key)) }
    if !set(option, to: value, word) { fault(.senselessValue(value, of: option)) }
  }

  /// - Returns: Whether the value makes sense.
  private mutating func set(_ option: Option, to value: String, _ word: InfoString.Word) -> Bool {
    func number(from least: Double, to most: Double) -> Double? {
      // A small number may be written as 1e-9; nobody writes points and seconds so.
      plainDecimal(value, takesExponent: option == .tolerance).flatMap { $0 >= least && $0 <= most ? $0 : nil }
    }
    switch option {
    case .points:
      options.points = number(from: 0, to: 1e6)
      return options.points != nil
    case .tolerance:
      options.tolerance = number(from: 0, to: 1e6)
      return options.tolerance != nil
    case .timeout:
      options.timeout = number(from: 0.01, to: Self.longestTimeout)
      return options.timeout != nil
    case .answer:
      options.answer = value
      return Self.isIdentifier(value)
    case .forbids:
      let names = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      options.forbids = names
      return names.allSatisfy(Self.isIdentifier)
    case .pick:
      options.picksOne = value == "one"
      return value == "one" || value == "several"
    case .needs:
      options.needs = InfoString.Word(text: value, column: word.column + option.rawValue.utf8.count + 1)
      return true
    }
  }
}

extension Cell.Role {
  /// Whether the role belongs to an exercise, whose name then follows.
  var takesName: Bool { self != .example && self != .setup }
}
