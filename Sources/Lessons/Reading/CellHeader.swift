import Support

/// What a cell's info string says: `swift ROLE [NAME] [key=value …]`.
struct CellHeader {
  var role: Cell.Role
  var name: String?
  var isHidden = false
  /// The options that were given and understood, by key.
  var options = Options()

  struct Options {
    var points: Double?
    var tolerance: Double?
    var timeout: Double?
    var answer: String?
    /// The exercise whose solution runs first, and where it is named.
    var needs: InfoString.Word?
  }

  /// The longest time that an exercise may ask for, in seconds.
  private static let longestTimeout = 600.0
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
  private static let optionNames = ["points", "tolerance", "timeout", "needs", "answer"]

  /// Reads the words after `swift`; `nil` if there is not even a role.
  /// - Parameters:
  ///   - words: All the words of the info string, `swift` included.
  ///   - place: Makes a location of a column.
  ///   - faults: Gets what is wrong.
  init?(_ words: [InfoString.Word], at place: (Int) -> SourceLocation, faults: inout [Fault]) {
    guard words.count > 1 else { return nil }
    guard let role = Cell.Role(rawValue: words[1].text) else {
      faults.append(Self.unknownRole(words[1], at: place))
      return nil
    }
    self.role = role
    var rest = words.dropFirst(2)
    if role.takesName {
      if let word = rest.first, !word.text.contains("="), word.text != "hidden" {
        name = Self.name(word, at: place, faults: &faults)
        rest = rest.dropFirst()
      } else {
        let example = "swift \(role.rawValue) feature-map"
        faults.append(
          Fault(
            at: place(words[1].column), "this \(role.rawValue) has no name",
            advice: "write the exercise's name after the role: \(example)"))
      }
    }
    var seen: Set<String> = []
    for word in rest { readOption(word, seen: &seen, at: place, faults: &faults) }
  }

  private static func unknownRole(_ word: InfoString.Word, at place: (Int) -> SourceLocation) -> Fault {
    let roles = Cell.Role.allCases.map(\.rawValue)
    let meant = nearest(to: word.text, among: roles).map { "did you mean '\($0)'? " } ?? ""
    return Fault(
      at: place(word.column), "'\(word.text)' is no role of a Swift cell",
      advice: "\(meant)The roles are \(roles.joined(separator: ", ")); a block that is only shown is plain 'swift'")
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
  static func name(_ word: InfoString.Word, at place: (Int) -> SourceLocation, faults: inout [Fault]) -> String? {
    if word.text.utf8.count > longestName {
      faults.append(
        Fault(
          at: place(word.column), "the name is longer than \(longestName) letters",
          advice: "shorten it: it also names columns of grade tables"))
      return nil
    }
    if isName(word.text) { return word.text }
    let separated = word.text.replacing(/([a-z0-9])([A-Z])/) { "\($0.1)-\($0.2)" }
    let parts = separated.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let proposal = parts.drop { $0.first?.isLetter != true }.joined(separator: "-")
    let example = proposal.isEmpty ? "feature-map" : proposal
    faults.append(
      Fault(
        at: place(word.column), "'\(word.text)' is not a name of lower-case words with hyphens",
        advice: "write it like '\(example)'"))
    return nil
  }

  // MARK: - Options

  private mutating func readOption(
    _ word: InfoString.Word, seen: inout Set<String>, at place: (Int) -> SourceLocation, faults: inout [Fault]
  ) {
    func fault(_ problem: String, advice: String) {
      faults.append(Fault(at: place(word.column), problem, advice: advice))
    }
    if word.text == "hidden" {
      if role != .check {
        fault("only a check can be hidden", advice: "leave out 'hidden'")
      } else if isHidden {
        fault("the option 'hidden' is given twice", advice: "leave one of them out")
      }
      isHidden = role == .check
      return
    }
    guard let equals = word.text.firstIndex(of: "=") else {
      let isOption = role == .exercise && Self.optionNames.contains(word.text)
      fault(
        isOption ? "the option '\(word.text)' has no value" : "'\(word.text)' does not belong here",
        advice: isOption ? "write it as \(word.text)=VALUE, without blanks" : words(expectedAfter: role))
      return
    }
    let key = String(word.text[..<equals])
    let value = String(word.text[word.text.index(after: equals)...])
    guard role == .exercise, Self.optionNames.contains(key) else {
      let meant =
        role == .exercise ? nearest(to: key, among: Self.optionNames).map { "did you mean '\($0)'? " } ?? "" : ""
      fault("'\(key)' is no option of \(role.withArticle)", advice: meant + words(expectedAfter: role))
      return
    }
    guard seen.insert(key).inserted else {
      fault("the option '\(key)' is given twice", advice: "leave one of them out")
      return
    }
    if value.isEmpty {
      fault("the option '\(key)' has no value", advice: "write it as \(key)=VALUE, without blanks")
      return
    }
    if let problem = set(key, to: value, word) { fault(problem.0, advice: problem.1) }
  }

  private func words(expectedAfter role: Cell.Role) -> String {
    switch role {
    case .exercise: "The options of an exercise are \(Self.optionNames.joined(separator: ", ")), as key=value"
    case .check: "after its name a check takes only 'hidden'"
    case .solution, .mistake: "\(role.withArticle) takes nothing after its name"
    case .example, .setup: "\(role.withArticle) takes neither name nor options"
    }
  }

  /// - Returns: What is wrong with the value, and what to write.
  private mutating func set(_ key: String, to value: String, _ word: InfoString.Word) -> (String, String)? {
    func number(from least: Double, to most: Double, _ advice: String) -> (Double?, (String, String)?) {
      guard let number = Double(value), number >= least, number <= most else {
        return (nil, ("'\(value)' makes no sense as \(key)", advice))
      }
      return (number, nil)
    }
    var fault: (String, String)?
    switch key {
    case "points":
      (options.points, fault) = number(from: 0, to: 1e6, "give a number from 0, such as points=2")
    case "tolerance":
      (options.tolerance, fault) = number(from: 0, to: 1e6, "give a number from 0, such as tolerance=0.01")
    case "timeout":
      (options.timeout, fault) = number(
        from: 0.01, to: Self.longestTimeout,
        "give seconds, from 0.01 to \(Int(Self.longestTimeout)), such as timeout=10")
    case "answer":
      options.answer = value
      if !Self.isIdentifier(value) {
        fault = ("'\(value)' is no name of a variable", "name the variable to compare, such as answer=featureMap")
      }
    default:
      options.needs = InfoString.Word(text: value, column: word.column + key.utf8.count + 1)
    }
    return fault
  }
}

extension Cell.Role {
  /// Whether the role belongs to an exercise, whose name then follows.
  var takesName: Bool { self != .example && self != .setup }

  var withArticle: String { (self == .example || self == .exercise ? "an " : "a ") + rawValue }
}
