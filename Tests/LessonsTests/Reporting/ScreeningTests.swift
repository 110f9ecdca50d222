import Live
import Reporting
import Support
import Testing

@Suite("Text that is fit to be shown")
struct ScreeningTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var shown: String

    init(_ description: String, _ text: String, _ shown: String) {
      (testDescription, self.text, self.shown) = (description, text, shown)
    }
  }

  @Test(
    "orders become visible, and letters stay",
    arguments: [
      Sample("a colour", "\u{1B}[31mred", "\\u{1B}[31mred"),
      Sample("a title of the window", "\u{1B}]0;x\u{7}", "\\u{1B}]0;x\\u{7}"),
      Sample("the second set", "\u{9B}31m\u{85}\u{A0}\u{A1}", "\\u{9B}31m\\u{85}\u{A0}\u{A1}"),
      Sample("erasing", "no\u{8}\u{8}yes\u{7F}\rold", "no\\u{8}\\u{8}yes\\u{7F}\\u{D}old"),
      Sample("lines", "a\n\tb\u{B}\u{C}\u{2028}\u{2029}", "a\n\tb\\u{B}\\u{C}\\u{2028}\\u{2029}"),
      Sample("turned round", "\u{202E}cba\u{202C}\u{2067}x\u{2069}", "\\u{202E}cba\\u{202C}\\u{2067}x\\u{2069}"),
      Sample("marks of direction", "\u{200E}\u{200F}\u{61C}\u{206A}", "\\u{200E}\\u{200F}\\u{61C}\\u{206A}"),
      Sample("annotations", "\u{FFF9}a\u{FFFA}b\u{FFFB}", "\\u{FFF9}a\\u{FFFA}b\\u{FFFB}"),
      Sample("nothing", "\0", "\\u{0}"),
      Sample("Windows's line end", "a\r\nb", "a\\u{D}\nb"),
      Sample("Korean", "합성곱 신경망", "합성곱 신경망"),
      Sample("decomposed Korean", "한", "한"),
      Sample("Arabic and Hebrew", "مرحبا שלום", "مرحبا שלום"),
      Sample("emoji that are joined", "👩‍🔬 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩‍🔬 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
      Sample(
        "neighbours of orders", "\u{200D}\u{2010}\u{2027}\u{202F}\u{2065}\u{2070}\u{FFFC}\u{FFFD}",
        "\u{200D}\u{2010}\u{2027}\u{202F}\u{2065}\u{2070}\u{FFFC}\u{FFFD}"),
      Sample("nothing to do", "", ""),
    ])
  func samples(sample: Sample) {
    #expect(Array(Screening(seal: nil).screened(sample.text).unicodeScalars) == Array(sample.shown.unicodeScalars))
    // The same but for line ends and tabs.
    let line = sample.shown.replacing("\n", with: "\\u{A}").replacing("\t", with: "\\u{9}")
    #expect(Array(printable(sample.text).unicodeScalars) == Array(line.unicodeScalars))
  }

  @Test("every character but letters and marks is either shown or named, whatever stands around it")
  func every() {
    for number in Array(UInt32(0)..<0x1_0000) + Array(stride(from: UInt32(0x1_0000), to: 0x11_0000, by: 97)) {
      guard let scalar = Unicode.Scalar(number) else { continue }
      let text = "é\(scalar)字"
      let isOrder: Bool
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: isOrder = true
      case .format:
        isOrder =
          scalar.properties.isBidiControl || (0x206A...0x206F).contains(number) || (0xFFF9...0xFFFB).contains(number)
      default: isOrder = false
      }
      let shown = printable(text)
      #expect(
        Array(shown.utf8) == Array((isOrder ? "é\\u{\(String(number, radix: 16, uppercase: true))}字" : text).utf8),
        "\(number)")
    }
  }

  @Test("our own colours stay, sealed; whatever else begins like one is foreign")
  func seals() {
    let style = Style(hasColour: true, seal: Style.newSeal())
    let screening = Screening(seal: style.seal)
    #expect(screening.screened(ProblemText(style: style).lines(for: [], in: "").joined()) == "")
    let own = "\u{1B}[\(style.seal)1;31mred\u{1B}[\(style.seal)0m"
    #expect(screening.screened(own) == "\u{1B}[1;31mred\u{1B}[0m")
    #expect(Screening(seal: nil).screened(own) == own.replacing("\u{1B}", with: "\\u{1B}"))
    for foreign in [
      "\u{1B}[31m", "\u{1B}[\(Style.newSeal())31m", "\u{1B}[==31m", "\u{1B}[\(style.seal)",
      "\u{1B}[\(style.seal)2J\u{1B}[H",
    ] {
      #expect(screening.screened(foreign) == foreign.replacing("\u{1B}", with: "\\u{1B}"), "\(foreign)")
    }
    #expect(Style.newSeal() != Style.newSeal())
  }

  @Test("a line that is folded keeps its sealed colours whole")
  func folded() {
    let style = Style(hasColour: true, width: 20, seal: Style.newSeal())
    let line = "\u{1B}[\(style.seal)31mone two three four five six\u{1B}[\(style.seal)0m seven"
    let pieces = Live.folded(line, width: 20).map { Screening(seal: style.seal).screened($0) }
    #expect(pieces == Live.folded(line.replacing(style.seal, with: ""), width: 20))
    #expect(pieces.count == 2 && pieces[0].hasSuffix("\u{1B}[0m") && pieces[1].hasPrefix("\u{1B}[31m"))
  }

  @Test("JSON keeps its meaning: orders in it are escaped as JSON does it")
  func json() {
    #expect(screenedJSON("{\n  \"a\": \"한\u{202E}\u{9B}\u{7F}\"\n}\n") == "{\n  \"a\": \"한\\u202e\\u009b\\u007f\"\n}\n")
    #expect(screenedJSON("[1]\n") == "[1]\n")
  }
}
