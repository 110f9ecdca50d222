import Grading
import Reporting
import Testing

@Suite("What a lesson says about itself")
struct FrontMatterTests {
  @Test(
    "titles and languages",
    arguments: [
      ("title: X\nlanguage: de", "X", "de"), ("title: \"X\"", "X", nil), ("title: 'It''s X'", "It's X", nil),
      ("title:   X # as in xylophone  \nlanguage: pt-BR", "X", "pt-BR"),
      (#"title: "a \"b\" \u00e9 \\""#, "a \"b\" é \\", nil),
      ("# a comment\nlanguage: en\ntitle: 'X' # more", "X", "en"), ("title: 1:2 # 3", "1:2", nil),
      ("title: C#", "C#", nil),
      (
        "author: Ada\ntags:\n  - a\n- b\nlist: [a,\n  b\n]\n\"quoted key\": 1\ndate: 2026-01-01\ntitle: 畳み込み", "畳み込み",
        nil
      ),
      ("title: \"X\"\nTitle: Y", "X", nil),
    ])
  func values(lines: String, title: String, language: String?) throws {
    for (start, end) in [("---", "---"), ("---  ", "..."), ("\u{FEFF}---", "---\t")] {
      for lineEnd in ["\n", "\r\n", "\r"] {
        let text = "\(start)\n\(lines)\n\(end)\n\nProse.\n".replacing("\n", with: lineEnd)
        let lesson = try lesson(text)
        #expect(lesson.title == title)
        #expect(lesson.frontMatter?.language == language)
        #expect(lesson.text == text)
        #expect(lesson.segments.map(\.kind) == ["heading", "prose"])
        #expect(lesson.segments[1].lines.lowerBound == lines.split(separator: "\n").count + 4)
      }
    }
  }

  @Test("a heading is the title, whatever the front matter says")
  func heading() throws {
    let lesson = try lesson("---\ntitle: X\n---\n\n# Real title\n\nProse.\n")
    #expect(lesson.title == "Real title")
    #expect(lesson.frontMatter?.title == "X")
    #expect(lesson.segments.map(\.kind) == ["heading", "prose"])
  }

  @Test("faults keep their places below it")
  func places() {
    let marked = MarkedText("---\ntitle: X\n...\n\n```swift 1️⃣exmaple\n```\n")
    #expect(faults(in: marked.text).map(\.place) == [marked.places["1️⃣"]])
  }

  @Test(
    "what is no front matter",
    arguments: [
      "---\n\n# T\n\nProse: more.\n\n---\n", "# T\n\n---\ntitle: X\n---\n", "\n---\ntitle: X\n---\n\n# T\n",
      "---\n# T\n\nProse.\n\n---\n",
      "----\ntitle: X\n----\n\n# T\n", "***\n\n# T\n", "--- \nProse without a colon\n\n# T\n",
      " ---\ntitle: X\n---\n\n# T\n",
    ])
  func none(text: String) throws {
    #expect(try lesson(text).frontMatter == nil)
  }

  @Test(
    "faults",
    arguments: [
      ("1️⃣---\ntitle: X\n\n# T\n", "the front matter that begins here is never closed"),
      ("---\ntitle: 1️⃣\"X\n---\n# T\n", "the value of 'title' is not a text on one line"),
      ("---\ntitle: 1️⃣'X\n---\n# T\n", "the value of 'title' is not a text on one line"),
      ("---\ntitle: 1️⃣\"X\" Y\n---\n# T\n", "the value of 'title' is not a text on one line"),
      ("---\ntitle: 1️⃣\"\\q\"\n---\n# T\n", "the value of 'title' is not a text on one line"),
      ("---\ntitle: 1️⃣>\n  X\n---\n# T\n", "the value of 'title' is not a text on one line"),
      ("---\ntitle: 1️⃣[X]\n---\n# T\n", "the value of 'title' is not a text on one line"),
      ("---\ntitle: X\n1️⃣title: Y\n---\n# T\n", "'title' is given twice"),
      ("---\ntitle: X\n1️⃣just words\n---\n# T\n", "this line of the front matter is not 'key: value'"),
      ("---\ntitle: X\nlanguage: 1️⃣plain English\n---\n# T\n", "'plain English' is no language's abbreviation"),
      ("1️⃣---\nauthor: Ada\n---\n\nProse.\n", "the lesson has no heading"),
      ("1️⃣---\n---\n\nProse.\n", "the lesson has no heading"),
      ("1️⃣---\ntitle: ''\n---\n", "the lesson has no heading"),
    ])
  func faultsOf(text: String, problem: String) {
    let marked = MarkedText(text)
    let found = faults(in: marked.text)
    #expect(found.map(\.problem) == [problem])
    #expect(found.first?.place == marked.places["1️⃣"])
  }

  @Test("a learner's copy and renewed outputs keep it byte for byte, and print does not show it")
  func kept() throws {
    let start = "---\r\ntitle:   \"X\"\r\nother: 1 \r\n...\r\n"
    let text = start + "\r\n```swift example\r\na\r\n```\r\n```output\r\nold\r\n```\r\n"
    let lesson = try lesson(text)
    #expect(LearnersCopy(of: lesson).text == text)
    let report = Report(lesson: lesson, examples: [ExampleResult(cell: lesson.contextCells[0], printed: "new\n")])
    #expect(OutputRenewal(report).renewedText() == text.replacing("old", with: "new"))
    #expect(PrintedLesson(style: Style()).text(lesson).hasPrefix("X\n═\n\n    a\n"))
    #expect(RunReport(style: Style()).text(report).hasPrefix("X\n\n  new\n"))
  }
}
