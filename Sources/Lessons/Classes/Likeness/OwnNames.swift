/// The names that an answer declares itself: of variables, functions, types, loops, parameters.
///
/// Each token is looked at a few times at most, however brackets are nested or left open.
struct OwnNames {
  private static let introducers: Set = [
    "let", "var", "func", "struct", "class", "enum", "actor", "case", "for", "typealias", "associatedtype",
  ]
  private static let inPatterns: Set = [",", "(", ")", ":", "_"]
  private static let inSignatures = inPatterns.union(["[", "]", "->"])

  private(set) var names: Set<String> = []
  /// How many tokens were looked at.
  private(set) var steps = 0

  private let words: [AnswerShape.Word]
  /// Where each bracket that is closed is closed, by the place of the opening one.
  private var ends: [Int: Int] = [:]
  private var nextOpen: [Int] = []
  private var doneSignatures: Set<Int> = []

  init(in words: [AnswerShape.Word]) {
    self.words = words
    matchBrackets()
    for (index, word) in words.enumerated() where word.kind == .keyword {
      if Self.introducers.contains(word.text) { addBound(behind: index) }
      if word.text == "func" || word.text == "init" { addParameters(behind: index) }
      if word.text == "in" { addClosureParameters(before: index) }
    }
  }

  private mutating func matchBrackets() {
    var open: [Int] = []
    for (index, word) in words.enumerated() where word.kind == .punctuation {
      switch word.text {
      case "(", "[": open.append(index)
      case ")", "]": if let start = open.popLast() { ends[start] = index }
      default: break
      }
    }
    nextOpen = Array(repeating: words.count, count: words.count + 1)
    for index in words.indices.reversed() {
      nextOpen[index] = words[index].text == "(" ? index : nextOpen[index + 1]
    }
    steps += 2 * words.count
  }

  private func isName(_ word: AnswerShape.Word) -> Bool { word.kind == .identifier || word.kind == .type }

  /// The name behind `let`, or those in parentheses: a pattern has no keyword in it.
  private mutating func addBound(behind index: Int) {
    var place = index + 1
    guard words.indices.contains(place) else { return }
    guard words[place].text == "(" else {
      if isName(words[place]) { names.insert(words[place].name) }
      return
    }
    while place < words.count, words[place].text != ")" {
      let word = words[place]
      guard isName(word) || Self.inPatterns.contains(word.text) else { return }
      if word.kind == .identifier { names.insert(word.name) }
      (place, steps) = (place + 1, steps + 1)
    }
  }

  /// The identifiers before the colons of a signature; what is in brackets within it is passed over.
  private mutating func addParameters(behind index: Int) {
    let open = nextOpen[index]
    guard let end = ends[open], doneSignatures.insert(open).inserted else { return }
    var place = open + 1
    while place < end {
      if words[place].text == ":", words[place - 1].kind == .identifier { names.insert(words[place - 1].name) }
      place = (ends[place] ?? place) + 1
      steps += 1
    }
  }

  /// What stands between a closure's brace and its `in`.
  private mutating func addClosureParameters(before index: Int) {
    var found: [String] = []
    var place = index - 1
    while place >= 0 {
      let word = words[place]
      steps += 1
      if word.text == "{" { return names.formUnion(found) }
      guard isName(word) || Self.inSignatures.contains(word.text) else { return }
      if word.kind == .identifier { found.append(word.name) }
      place -= 1
    }
  }
}
