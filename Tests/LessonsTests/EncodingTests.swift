import Reading
import Testing

@Suite("The encoding of what is read")
struct EncodingTests {
  private let lesson: Lesson

  init() throws {
    lesson = try sampleLesson("# T\n\n```swift exercise mean answer=mean\nlet mean: Double = ___\n```\n")
  }

  private func read(bytes: [UInt8]) -> Submission { Submission(bytes, path: "in/ada.md", answering: lesson) }

  private static let mean = "```swift exercise mean answer=mean\nlet mean: Double = 4\n```\n"

  struct Encoding: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var encode: @Sendable (String) -> [UInt8]

    static func bytes<Unit: FixedWidthInteger>(_ units: some Sequence<Unit>, isBigEndian: Bool) -> [UInt8] {
      units.flatMap { unit in withUnsafeBytes(of: isBigEndian ? unit.bigEndian : unit.littleEndian) { Array($0) } }
    }

    static let all =
      [false, true].flatMap { isBig in
        [
          Encoding(testDescription: "UTF-16, marked, \(isBig)") { bytes(("\u{FEFF}" + $0).utf16, isBigEndian: isBig) },
          Encoding(testDescription: "UTF-16, unmarked, \(isBig)") { bytes($0.utf16, isBigEndian: isBig) },
          Encoding(testDescription: "UTF-32, marked, \(isBig)") {
            bytes(("\u{FEFF}" + $0).unicodeScalars.map(\.value), isBigEndian: isBig)
          },
        ]
      } + [Encoding(testDescription: "UTF-8, marked") { Array(("\u{FEFF}" + $0).utf8) }]
  }

  @Test("encodings", arguments: Encoding.all)
  func encodings(encoding: Encoding) {
    let text = "# Größe 畳み込み 🙂\r\n\r\n" + Self.mean.replacing("4", with: "4 // é 🙂").replacing("\n", with: "\r\n")
    let submission = read(bytes: encoding.encode(text))
    #expect(submission.cells.mapValues(\.source) == ["mean": "let mean: Double = 4 // é 🙂\n"])
    #expect(submission.problems.isEmpty)
  }

  @Test("damaged text of any encoding is read as far as it goes", arguments: Encoding.all)
  func damagedEncodings(encoding: Encoding) {
    let whole = encoding.encode(Self.mean)
    var random = SystemRandomNumberGenerator()
    for length in 0...whole.count { _ = read(bytes: Array(whole.prefix(length))) }
    for _ in 1...200 {
      var bytes = whole
      for _ in 1...3 {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = read(bytes: bytes)
    }
    // A lone surrogate, and half a unit at the end.
    let lone = Encoding.bytes(Array(Self.mean.utf16) + [0xD83D, 0x0A, 0xDE42], isBigEndian: false)
    #expect(read(bytes: [0xFF, 0xFE] + lone + [0x41]).cells["mean"]?.source == "let mean: Double = 4\n")
  }

  @Test("a lesson is UTF-8: what else it is, is said", arguments: Encoding.all.dropLast())
  func lessons(encoding: Encoding) throws {
    let found = faults(inBytes: encoding.encode("# T\n\nSome prose.\n"))
    let name = encoding.testDescription.prefix(6)
    #expect(found.map(\.words) == ["the file is \(name), not UTF-8 text: save it as UTF-8 text"])
    #expect(found.first?.place == MarkedText.Place(line: 1, column: 1))
  }

  @Test("bytes of Latin-1 keep their message")
  func latin1() {
    let submission = read(bytes: [0x23, 0x20, 0xFC, 0x0A, 0x0A] + Array(Self.mean.utf8))
    #expect(submission.problems == ["line 1: the byte 0xFC is not UTF-8; save the file as UTF-8 text"])
    #expect(submission.cells["mean"]?.source == "let mean: Double = 4\n")
  }
}
