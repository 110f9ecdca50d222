/// Puts a code in the place of a student's name in texts of ours: of its words, as words, in whatever case and however accents are put
/// together, and of the path of the hand-in.
///
/// It cannot know other spellings (`Mueller` for `Müller`), nicknames, or what the student has written elsewhere.
package struct NameMask {
  /// A word that is shorter than this is masked only as it stands in the name: `An` is one, `an` is not.
  private static let leastLetters = 3
  /// A number in a file's name that may be a student's.
  private static let leastDigits = 4

  private let path: String
  private let lesson: String
  /// In lower case.
  private let words: Set<String>
  private let shortWords: Set<String>

  /// - Parameters:
  ///   - student: The student's name.
  ///   - file: The path of what was handed in, which a platform has put names and numbers into.
  ///   - lesson: The lesson's file, which is called so for everybody.
  package init(of student: String, file: String, lesson: String) {
    (path, self.lesson) = (file, lesson)
    let own = Self.words(in: student).map { String(student[$0]) }
    let parts = file.split(separator: "/").suffix(2).map(String.init).filter { $0 != lesson }
    let numbers = parts.flatMap { part in Self.words(in: part).map { String(part[$0]) } }
      .filter { $0.count >= Self.leastDigits && $0.allSatisfy(\.isNumber) }
    words = Set((own.filter { $0.count >= Self.leastLetters } + numbers).map { $0.lowercased() })
    shortWords = Set(own.filter { $0.count < Self.leastLetters })
  }

  /// - Complexity: O(*n*).
  package func masked(_ text: String, as code: String) -> String {
    let text = path.isEmpty || path == lesson ? text : text.replacing(path, with: "answer.md")
    var result = ""
    var end = text.startIndex
    var isBehindCode = false
    for range in Self.words(in: text) {
      let between = text[end..<range.lowerBound]
      guard isName(text[range]) else {
        result += between + text[range]
        (end, isBehindCode) = (range.upperBound, false)
        continue
      }
      // Of several words one code is enough.
      if !isBehindCode || !between.allSatisfy({ " _-.,'’".contains($0) }) { result += between + code }
      (end, isBehindCode) = (range.upperBound, true)
    }
    return result + text[end...]
  }

  private func isName(_ word: Substring) -> Bool {
    word.count < Self.leastLetters ? shortWords.contains(String(word)) : words.contains(word.lowercased())
  }

  /// Runs of letters with their marks, or of digits.
  private static func words(in text: String) -> [Range<String.Index>] {
    var found: [Range<String.Index>] = []
    var start: String.Index?
    var kind = 0
    func end(at index: String.Index) { if let first = start { found.append(first..<index) } }
    for index in text.indices {
      let own = text[index].isLetter ? 1 : text[index].isNumber ? 2 : 0
      guard own != kind else { continue }
      end(at: index)
      (start, kind) = (own == 0 ? nil : index, own)
    }
    end(at: text.endIndex)
    return found
  }
}
