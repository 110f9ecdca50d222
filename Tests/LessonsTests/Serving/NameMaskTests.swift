import Serving
import Testing

@Suite("Names in what the machine says, at an anonymous desk")
struct NameMaskTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var student = "Kim Lee"
    var file = "in/Kim Lee.md"
    var text: String
    var masked: String
  }

  static let cases = [
    Case(testDescription: "a name as a word", text: "Kim: not right", masked: "7A3F: not right"),
    Case(testDescription: "not a part of another word", text: "Kimono, Akim, kimchi", masked: "Kimono, Akim, kimchi"),
    Case(testDescription: "in any case", text: "KIM lee's kim", masked: "7A3F's 7A3F"),
    Case(testDescription: "the path of the hand-in", text: "in/Kim Lee.md:3:1: error", masked: "answer.md:3:1: error"),
    Case(testDescription: "another path with the name in it", text: "/home/kim_lee/x", masked: "/home/7A3F/x"),
    Case(
      testDescription: "accents that are put together otherwise", student: "Zo\u{EB} \u{D6}z", file: "in/a.md",
      text: "zoe\u{308} and O\u{308}z", masked: "7A3F and 7A3F"),
    Case(
      testDescription: "a short word only as it is written in the name", student: "An Do", file: "in/a.md",
      text: "An error, do an 'Do'", masked: "7A3F error, do an '7A3F'"),
    Case(
      testDescription: "a number that a platform has put into the file's name",
      file: "in/Lee_48213_assignsubmission_file_/x.md", text: "48213 is not 4821 or 482130",
      masked: "7A3F is not 4821 or 482130"),
    Case(
      testDescription: "another script", student: "\u{674E}\u{660E}", text: "\u{674E}\u{660E}.md", masked: "7A3F.md"),
    Case(testDescription: "no name at all", student: "", file: "", text: "all right", masked: "all right"),
    Case(
      testDescription: "the lesson's own file stays", file: "in/kim/sums.md", text: "sums.md:1", masked: "sums.md:1"),
    Case(
      testDescription: "what no program knows: another spelling", student: "M\u{FC}ller", file: "in/a.md",
      text: "Mueller", masked: "Mueller"),
  ]

  @Test("words of a name become a code", arguments: cases)
  func masked(_ example: Case) {
    let mask = NameMask(of: example.student, file: example.file, lesson: "sums.md")
    #expect(mask.masked(example.text, as: "7A3F") == example.masked)
  }
}
