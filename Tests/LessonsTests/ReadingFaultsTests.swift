import Reading
import Testing

@Suite("Every fault names its place, the problem and the remedy")
struct ReadingFaultsTests {
  @Test("One fault, exactly there", arguments: FaultCase.all)
  func single(_ example: FaultCase) throws {
    let marked = MarkedText("# Title\n\n" + example.sample)
    let found = faults(in: marked.text)
    #expect(found.map(\.place) == [try #require(marked.places["1️⃣"])], "\(found.map(\.words))")
    for word in example.words {
      #expect(found.first?.words.contains(word) == true, "'\(word)' is not in: \(found.map(\.words))")
    }
  }

  @Test(
    "A file without a lesson",
    arguments: [
      ("empty", "", "the file is empty"), ("blank", " \n\t\r\n\n", "the file is empty"),
      ("only a byte-order mark", "\u{FEFF}", "the file is empty"),
      ("no heading", "Just prose.\n", "no heading"), ("a heading without words", "#\n\nProse.\n", "no heading"),
      ("a heading in a quote", "> # Title\n", "no heading"), ("a heading in code", "```\n# Title\n```\n", "no heading"),
    ])
  func withoutLesson(_ name: String, _ text: String, _ words: String) {
    let found = faults(in: text)
    #expect(found.map(\.place) == [.init(line: 1, column: 1)])
    #expect(found.first?.words.contains(words) == true)
  }

  @Test("A file of more than 16 MiB is not even looked at")
  func tooLarge() {
    let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: 16 << 20)
    #expect(faults(inBytes: bytes).first?.problem == "the file is empty")
    #expect(faults(inBytes: bytes + [10]).first?.problem == "the file is larger than 16 MiB")
  }

  @Test("Each run of bytes that are not UTF-8 is located: Latin-1, EUC-KR, a surrogate, a character cut off")
  func badBytes() {
    let bytes =
      Array("# Ti\n가".utf8) + [0xE9] + Array("\r\nb".utf8) + [0xB0, 0xA1, 10, 0xED, 0xA0, 0x80, 10, 0xE2, 0x82]
    let found = faults(inBytes: bytes)
    #expect(found.map(\.place.description) == ["2:4", "3:2", "4:1", "5:1"])
    #expect(found.first?.problem == "the byte 0xE9 is not UTF-8")
    #expect(found.allSatisfy { $0.advice.contains("UTF-8") })
  }

  @Test("A NUL byte is no text")
  func nul() {
    let found = faults(in: "# Title\n\n```swift example\nlet a\u{0} = 1\n```\n")
    #expect(found.map(\.place) == [.init(line: 4, column: 6)])
    #expect(found.first?.problem == "a NUL byte")
  }

  @Test("Of many bad bytes five are listed and the others counted")
  func manyBadBytes() {
    let found = faults(inBytes: (1...1000).flatMap { _ in [0xFF, 0x41, 0x0A] as [UInt8] })
    #expect(found.count == 6)
    #expect(found.last?.place == .init(line: 6, column: 1))
    #expect(found.last?.problem == "995 more such places follow")
  }

  @Test("Of very many faults 500 are listed and the others counted")
  func manyFaults() {
    let found = faults(in: "# Title\n" + String(repeating: "```swift demo\n```\n", count: 10_000))
    #expect(found.count == 501)
    #expect(found.last?.place == .init(line: 1002, column: 10))
    #expect(found.last?.problem == "9500 more faults follow")
  }

  @Test("All faults of a file at once, in the order of the text")
  func several() {
    let marked = MarkedText(
      """
      # Title

      ```swift exercise 1️⃣Sum points=1
      ```

      ```swift exercise 2️⃣mean 3️⃣points=x 4️⃣weight=1
      ```

      ```swift solution 5️⃣men
      ```

      > 6️⃣```swift example
      > ```

      ## Heading

      ```7️⃣output
      ```

      8️⃣```swift 9️⃣exemple
      """)
    let found = faults(in: marked.text)
    let expected = "1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣".map { marked.places[$0]?.description }
    #expect(found.map(\.place.description) == expected)
    #expect(found.first?.location.description == "lesson.md:3:19")
  }
}
