import Learning
import Reading
import Testing

@Suite("A learner's file that follows its book")
struct CopyMergeTests {
  /// A lesson of three exercises, of which parts may be another.
  private static func book(
    intro: String = "Some words.", starter: String = "let one = ___", removed: Bool = false, added: Bool = false,
    points: Int = 1
  ) -> String {
    let first = """
      \(intro)

      ```swift exercise one points=\(points) answer=one
      \(starter)
      ```

      ```swift solution one
      let one = 1
      ```

      """
    let second = """
      Between them.

      ```swift exercise two answer=two
      let two = ___
      ```

      ```swift solution two
      let two = 2
      ```

      """
    let third = """

      ```swift exercise three answer=three
      let three = ___
      ```

      """
    return "# Counting\n\n" + first + (removed ? "" : "\n" + second) + "\nThe end.\n" + (added ? third : "")
  }

  private func entry(_ text: String) throws -> Textbook.Entry {
    try #require(Textbook.Entry(name: "a.md", bytes: Array(text.utf8), path: "a.md"))
  }

  private func merge(_ old: String, _ new: String, _ change: (String) -> String) throws -> CopyMerge {
    let (old, new) = (try entry(old), try entry(new))
    return CopyMerge(from: old, to: new, of: Array(change(old.copy).utf8))
  }

  private func answered(_ text: String) -> String { text.replacing("let one = ___", with: "let one = 7") }

  @Test("what nobody has touched becomes the new copy, byte for byte")
  func untouched() throws {
    let new = Self.book(intro: "Other words.", starter: "let one: Int = ___", added: true)
    let merge = try merge(Self.book(), new) { $0 }
    #expect(try merge.text == entry(new).copy)
    #expect(merge.remarks.isEmpty)
  }

  @Test("answers stay while prose, headers and new exercises follow")
  func answers() throws {
    let merge = try merge(Self.book(), Self.book(intro: "Other words.", added: true, points: 3), answered)
    #expect(merge.text.contains("Other words.\n\n```swift exercise one points=3 answer=one\nlet one = 7\n```"))
    #expect(merge.text.contains("swift exercise three"))
    #expect(merge.remarks.isEmpty)
  }

  @Test("an answer to another starter stays, and that is told with its line")
  func otherStarter() throws {
    let merge = try merge(Self.book(), Self.book(starter: "let one: Int = ___"), answered)
    #expect(merge.text.contains("let one = 7") && !merge.text.contains("let one: Int"))
    #expect(merge.remarks == [CopyMerge.Remark(kind: .starterChanged("one"), line: 5)])
  }

  @Test("an answer whose exercise is gone stays where it is; a starter goes")
  func exerciseGone() throws {
    let begun = try merge(Self.book(), Self.book(removed: true)) { $0.replacing("let two = ___", with: "let two = 5") }
    #expect(begun.text.contains("```swift exercise two answer=two\nlet two = 5\n```"))
    #expect(begun.remarks.contains { $0.kind == .exerciseGone("two") })
    let untouched = try merge(Self.book(), Self.book(removed: true), answered)
    #expect(!untouched.text.contains("exercise two") && untouched.remarks.isEmpty)
  }

  @Test("notes of one's own stay, also where the book has changed elsewhere")
  func notes() throws {
    let merge = try merge(Self.book(), Self.book(intro: "Other words.")) {
      $0.replacing("Between them.", with: "Between them.\n\nA note of mine.")
    }
    #expect(merge.text.contains("Other words.") && merge.text.contains("A note of mine."))
    #expect(merge.remarks.isEmpty)
  }

  @Test("lines that both have changed are left as the learner has them, and told")
  func conflict() throws {
    let merge = try merge(Self.book(), Self.book(intro: "Other words.")) {
      answered($0.replacing("Some words.", with: "Words of mine."))
    }
    #expect(merge.text.contains("Words of mine.") && !merge.text.contains("Other words."))
    #expect(merge.text.contains("let one = 7"))
    #expect(merge.remarks == [CopyMerge.Remark(kind: .bothChanged, line: 3)])
  }

  @Test("a new exercise among lines that both have changed stands at the end, and is told")
  func exerciseAtEnd() throws {
    let merge = try merge(Self.book(), Self.book(added: true).replacing("The end.", with: "Not yet.")) {
      $0.replacing("The end.", with: "It is over.")
    }
    #expect(merge.text.contains("It is over.") && merge.text.contains("swift exercise three"))
    #expect(merge.remarks.contains { $0.kind == .exerciseAtEnd("three") })
  }

  @Test("a cell that the learner has taken out stays out")
  func removedByLearner() throws {
    let merge = try merge(Self.book(), Self.book(intro: "Other words.")) {
      $0.replacing("```swift exercise two answer=two\nlet two = ___\n```\n", with: "")
    }
    #expect(!merge.text.contains("exercise two") && merge.text.contains("Other words."))
  }

  @Test("the same update again changes nothing", arguments: [true, false])
  func twice(isAnswered: Bool) throws {
    let new = Self.book(intro: "Other words.", starter: "let one: Int = ___", added: true, points: 2)
    let (old, newEntry) = (try entry(Self.book()), try entry(new))
    let mine = isAnswered ? answered(old.copy) : old.copy
    let once = CopyMerge(from: old, to: newEntry, of: Array(mine.utf8)).text
    #expect(CopyMerge(from: newEntry, to: newEntry, of: Array(once.utf8)).text == once)
    // An update that was interrupted is done again from the old book.
    #expect(
      CopyMerge(from: old, to: newEntry, of: Array(once.utf8)).text.contains(
        isAnswered ? "let one = 7" : "let one: Int"))
  }

  @Test(
    "whatever a learner has typed: every answer that was begun is in the merged text, and so are all lines of one's own"
  )
  func nothingIsLost() throws {
    let versions = [
      Self.book(), Self.book(intro: "Other words.", added: true),
      Self.book(starter: "let one: Int = ___", removed: true),
    ]
    for seed in 0..<120 {
      var dice = Dice(seed: UInt64(seed))
      let (old, new) = (try entry(versions[dice.next(below: 3)]), try entry(versions[dice.next(below: 3)]))
      var lines = old.copy.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      var own: [String] = []
      for number in 0..<1 + dice.next(below: 4) {
        let place = dice.next(below: lines.count)
        let words = "own \(number) of seed \(seed)"
        own.append(words)
        if lines[place].hasPrefix("```") || lines[place].hasPrefix("own") || dice.next(below: 2) == 0 {
          lines.insert(words, at: place)
        } else {
          lines[place] = words
        }
      }
      let merged = CopyMerge(from: old, to: new, of: Array(lines.joined(separator: "\n").utf8)).text
      for words in own { #expect(merged.contains(words), "seed \(seed): \(words)") }
    }
  }
}
