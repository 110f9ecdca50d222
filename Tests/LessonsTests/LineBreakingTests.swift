import Reading
import Support
import Testing

@Suite("Where lines of prose break")
struct LineBreakingTests {
  struct Prose: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
  }

  private static let all = [
    Prose(
      testDescription: "Japanese",
      text: "これは、畳み込み演算（convolution）の説明です。「カーネル」を画像の上で滑らせて、積の和を計算します。フィルターは、３×３の大きさです。ちょっと待って！"),
    Prose(testDescription: "Chinese", text: "卷积神经网络（CNN）是一类包含卷积计算且具有深度结构的前馈神经网络，是深度学习的代表算法之一。“卷积核”在图像上滑动……"),
    Prose(
      testDescription: "Thai",
      text: "ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอนหรือวรรณยุกต์เช่นเดียวกับภาษาจีนและออกเสียงแยกคำต่อคำเป็นที่ลำบากของชาวต่างชาติ"),
    Prose(
      testDescription: "Khmer", text: "ភាសាខ្មែរគឺជាភាសាផ្លូវការរបស់ប្រទេសកម្ពុជាហើយត្រូវបានប្រើប្រាស់ដោយប្រជាជនជាច្រើនលាននាក់ភាសាខ្មែរគឺជាភាសាផ្លូវការរបស់ប្រទេសកម្ពុជា"),
    Prose(testDescription: "Korean without blanks", text: String(repeating: "합성곱신경망", count: 12)),
    Prose(testDescription: "Korean", text: "합성곱 신경망은 이미지 인식에 널리 사용되는 딥러닝 모델이며 커널을 이미지 위에서 이동시키면서 내적을 계산하는 방식으로 동작한다."),
    Prose(
      testDescription: "mixed",
      text: "The word 畳み込み演算畳み込み演算畳み込み演算 means convolution, 卷积 in Chinese, and การประมวลผลภาพ is image processing."),
  ]

  /// Columns as a terminal has them; here all that is no ASCII but Thai and Khmer is wide.
  private func columns(_ line: String) -> Int {
    line.reduce(0) { sum, character in
      let value = character.unicodeScalars.first?.value ?? 0
      return sum + (value < 0x1100 || (0x1780...0x17FF).contains(value) || (0x2010...0x2030).contains(value) ? 1 : 2)
    }
  }

  private func withoutBlanks(_ text: String) -> String { text.filter { $0 != " " } }

  @Test(
    "no line is too long, no letter is lost, and no line begins with what closes", arguments: all, [20, 33, 40, 78])
  func wrapping(prose: Prose, width: Int) {
    let lines = MarkdownDocument.plainLines(of: prose.text + "\n", width: width)
    #expect(lines.count > 1 || columns(prose.text) <= width)
    #expect(withoutBlanks(lines.joined()) == withoutBlanks(prose.text))
    for line in lines {
      #expect(columns(line) <= width, "\(line)")
      #expect(!"、。，！）」』”ー…っょィー".contains(line.first ?? " "), "\(line)")
      #expect(!"「（『“".contains(line.last ?? " "), "\(line)")
    }
  }

  @Test("lines are filled as far as they may be")
  func filled() {
    let lines = MarkdownDocument.plainLines(of: String(repeating: "畳", count: 60) + "\n", width: 40)
    #expect(lines.map(\.count) == [20, 20, 20])
  }

  @Test("Korean breaks at its blanks")
  func korean() {
    let text = "합성곱 신경망은 이미지 인식에 널리 사용되는 딥러닝 모델이며"
    let lines = MarkdownDocument.plainLines(of: text + "\n", width: 20)
    #expect(lines.joined(separator: " ") == text)
  }

  @Test(
    "spaces that hold together, and marks that are not to be seen",
    arguments: [
      // Two numbers and a unit of each: a narrow no-break space does not break, and stays.
      (
        "1\u{202F}234\u{A0}€ 5\u{202F}678\u{A0}€ 9\u{202F}012\u{A0}€",
        ["1\u{202F}234 € 5\u{202F}678 €", "9\u{202F}012 €"]
      ),
      ("a zero\u{200B}width space is a place to break", ["a zerowidth space is", "a place to break"]),
      ("a verylong\u{200B}wordthat breaks", ["a verylongwordthat", "breaks"]),
      ("averyvery\u{200B}longwordthat breaks", ["averyverylongwordthat", "breaks"]),
      ("a super\u{AD}califragilistic word", ["a super-", "califragilistic word"]), ("soft\u{AD}ly", ["softly"]),
    ])
  func spaces(text: String, expected: [String]) {
    #expect(MarkdownDocument.plainLines(of: text + "\n", width: text.hasPrefix("avery") ? 22 : 20) == expected)
  }

  @Test("without the library, simple rules do")
  func simple() {
    func parts(_ text: String) -> [String] { WordBreaks(text[...], width: 20, library: nil).parts }
    #expect(parts("畳み込み（CNN）は、ちょっと。") == ["畳", "み", "込", "み", "（CNN）", "は、", "ちょっ", "と。"])
    #expect(parts("plain-words") == ["plain-words"])
    #expect(parts("naïve") == ["naïve"])
    // No dictionary: what fits a line stays whole, what does not is cut between letters.
    #expect(parts("ภาษาไทย") == ["ภาษาไทย"])
    let long = String(repeating: "ภาษาไทย", count: 8)
    #expect(parts(long).count > 8 && parts(long).joined() == long)
  }

  @Test(
    "hostile text is wrapped as well",
    arguments: ["\u{200B}", "\u{AD}", "\u{AD}\u{AD}a", "畳\u{AD}", "\u{300}\u{E31}", "\u{3000}\u{3000}"])
  func hostile(part: String) {
    for count in [1, 2, 100] {
      _ = MarkdownDocument.plainLines(of: "a" + String(repeating: part, count: count) + " b\n", width: 20)
    }
  }
}
