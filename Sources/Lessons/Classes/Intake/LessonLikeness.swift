/// Whether a file is called like the lesson, as one that was downloaded twice, saved again or renamed is.
struct LessonLikeness {
  private let words: [String]
  private let name: String

  /// What students write beside a lesson's name.
  private static let fillers: Set = [
    "my", "final", "finished", "copy", "of", "version", "new", "old", "done", "solution", "solutions", "answer",
    "answers",
    "edited", "fixed", "submission", "homework", "kopie",
  ]

  init(to lessonName: String) {
    name = lessonName
    words = Self.words(of: lessonName)
  }

  /// 3 for the lesson's own name, 2 for the same words, 1 for a name that has them among others, 0 for any other, and less for what
  /// every repository has.
  func degree(of name: String) -> Int {
    if name == self.name { return 3 }
    let own = Self.words(of: name)
    if own == words { return 2 }
    if isAmong(own) != nil { return 1 }
    return ["readme", "license", "changelog"].contains(HandInLabel.stem(of: name).lowercased()) ? -1 : 0
  }

  /// Whether nothing in a name tells of its student: there is the lesson's name in it, and words such as "final" and "(1)".
  func isNameless(_ name: String) -> Bool {
    let own = Self.words(of: name)
    guard let range = isAmong(own) else { return false }
    return own.indices.allSatisfy { range.contains($0) || Self.isFiller(own[$0]) }
  }

  private static func isFiller(_ word: String) -> Bool {
    fillers.contains(word) || word.count <= 3 && word.drop { $0 == "v" }.allSatisfy(\.isNumber)
  }

  private func isAmong(_ own: [String]) -> Range<Int>? {
    guard !words.isEmpty, own.count >= words.count else { return nil }
    return (0...own.count - words.count).map { $0..<$0 + words.count }.first { Array(own[$0]) == words }
  }

  private static func words(of name: String) -> [String] {
    HandInLabel.stem(of: name).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
