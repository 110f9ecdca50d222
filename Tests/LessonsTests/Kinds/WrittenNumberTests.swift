import Reading
import Testing

@Suite("Numbers as people write them")
struct WrittenNumberTests {
  @Test(
    "Read",
    arguments: [
      ("0", 0), ("7", 7), ("1024", 1024), ("1,024", 1024), ("1 024", 1024), ("1\u{202F}024", 1024), ("1'024", 1024),
      ("1’024", 1024), ("1_024", 1024), ("12,345,678", 12_345_678), ("1,024.5", 1024.5), ("1.024,5", 1024.5),
      ("1.024.000", 1_024_000), ("1.024", 1.024), ("0.5", 0.5), (".5", 0.5), ("5.", 5), ("0,5", 0.5), ("0,125", 0.125),
      ("3,14159", 3.14159), ("-3", -3), ("−3", -3), ("+3", 3), ("3.2e4", 32000), ("3.2E-2", 0.032),
      ("3.2 × 10^4", 32000),
      ("3.2*10^4", 32000), ("3.2·10⁴", 32000), ("5 × 10⁻²", 0.05), ("1/3", 1.0 / 3), ("-1/4", -0.25), ("1,000/8", 125),
    ] as [(String, Double)])
  func read(_ text: String, _ value: Double) {
    #expect(WrittenNumber(text)?.value == value)
  }

  @Test(
    "Not read",
    arguments: [
      "", "many", "12,34,567", "1,024,56", "1 02", "1/0", "1/2/3", "2+2", "12 weights", "0x10", "1e999", "nan", "inf",
      "--3",
      "4321²", "5²", "1e308/1e-300", "1 1/2", "½", "50%", "1.5k", "__", String(repeating: "9", count: 200),
    ])
  func notRead(_ text: String) {
    #expect(WrittenNumber(text) == nil)
  }

  @Test(
    "Where a blank was filled, the words around the number are known",
    arguments: [
      ("400 weights", "", "weights"), ("___ weights", "", "weights"), ("3.2 × 10^4 weights", "", "weights"),
      ("about 1 024 weights\n", "about", "weights"), ("7", "", ""),
    ])
  func around(_ source: String, _ before: String, _ unit: String) {
    #expect(NumberLine(around: source)?.before == before)
    #expect(NumberLine(around: source)?.unit == unit)
  }

  @Test(
    "A line keeps its words",
    arguments: [
      ("1,792 weights", .number(1792)), ("  1792   weights ", .number(1792)), ("1792weights", .number(1792)),
      ("1792", .otherUnit(expected: "weights")), ("1792 biases", .otherUnit(expected: "weights")),
      ("many weights", .noNumber("many")), ("1792 weights\nor so", .severalLines),
    ] as [(String, NumberLine.Answer)])
  func line(_ source: String, _ answer: NumberLine.Answer) {
    #expect(NumberLine.answer(source, to: NumberLine("___ weights\n")) == answer)
  }

  @Test(
    "A sum is none of its numbers, in the author's own file neither, where nobody knows the words around the blank",
    arguments: [
      "5 * 5 * 3 weights", "5*5 weights", "2 + 3 weights", "4 × 4 weights", "6 - 1 weights", "10 ÷ 2 weights",
      "2^3 weights",
      "2 * 3 = 6 weights",
    ])
  func sum(_ source: String) {
    #expect(NumberLine.answer(source, to: nil) == .noNumber(source))
    #expect(NumberLine.answer("600 weights", to: nil) == .number(600))
  }
}
