import Reading
import Testing

@Suite("What became of a hand-in on its way")
struct SubmissionRepairTests {
  private let lesson: Lesson

  init() throws {
    lesson = try sampleLesson(
      """
      # Temperatures

      ```swift example
      let week: [Double] = [3, 5, 4]
      ```

      ```swift exercise mean answer=mean
      let mean: Double = ___
      ```

      ```swift exercise warm-days
      func warmDays(_ days: [Double]) -> Int {
        ___
      }
      ```

      ```swift check warm-days
      answer("n", warmDays(week))
      ```
      """)
  }

  private func read(_ text: String) -> Submission { read(bytes: Array(text.utf8)) }

  private func read(bytes: [UInt8]) -> Submission { Submission(bytes, path: "in/ada.md", answering: lesson) }

  private static let mean = "```swift exercise mean answer=mean\nlet mean: Double = 4\n```\n"
  private static let starter = "```swift exercise mean answer=mean\nlet mean: Double = ___\n```\n"
  private static let other = "```swift exercise warm-days\nfunc warmDays(_ days: [Double]) -> Int { 2 }\n```\n"

  struct Several: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var source: String
    var problems: [String]

    init(_ description: String, _ text: String, _ source: String, _ problems: [String]) {
      (testDescription, self.text, self.source, self.problems) = (description, text, source, problems)
    }
  }

  private static func another(_ line: Int, graded: Int, _ reason: String) -> String {
    "line \(line): another cell for 'mean'; the one in line \(graded) was graded, this one"
      + (reason.hasPrefix(",") ? "" : " ") + reason
  }

  @Test(
    "of several cells of an exercise the last counts that was attempted",
    arguments: [
      Several(
        "a blank, then an answer", starter + mean, "let mean: Double = 4\n",
        [another(1, graded: 4, "was not, as there is no answer in it")]),
      Several(
        "an answer, then a blank", mean + starter, "let mean: Double = 4\n",
        [another(4, graded: 1, "was not, as there is no answer in it")]),
      Several(
        "a wrong answer, then a right one", mean.replacing("4", with: "3") + mean, "let mean: Double = 4\n",
        [another(1, graded: 4, "was not, as the last attempt counts")]),
      Several(
        "the whole file twice", mean + mean, "let mean: Double = 4\n",
        [another(1, graded: 4, ", which is the same, was not")]),
      Several(
        "an answer among blanks", starter + mean + starter, "let mean: Double = 4\n",
        [
          another(1, graded: 4, "was not, as there is no answer in it"),
          another(7, graded: 4, "was not, as there is no answer in it"),
        ]),
      Several(
        "an answer, then an empty cell", mean + "```swift exercise mean\n\n```\n", "let mean: Double = 4\n",
        [another(4, graded: 1, "was not, as there is no answer in it")]),
      Several(
        "blanks only", starter + starter, "let mean: Double = ___\n",
        [another(1, graded: 4, ", which is the same, was not")]),
      Several(
        "an answer in a quote below the blank", starter + mean.split(separator: "\n").map { "> \($0)\n" }.joined(),
        "let mean: Double = 4\n", [another(1, graded: 4, "was not, as there is no answer in it")]),
    ])
  func several(_ several: Several) {
    let submission = read(several.text)
    #expect(submission.cells["mean"]?.source == several.source)
    #expect(submission.problems == several.problems)
  }

  @Test("a starter without a blank that was left as it is never wins over an answer")
  func starterWithoutBlank() throws {
    let text = "# T\n\n```swift exercise e answer=a\nlet a = 1 // mend this\n```\n"
    let lesson = try sampleLesson(text)
    let answer = "```swift exercise e\nlet a = 2\n```\n"
    for file in [answer + text, text + answer] {
      #expect(Submission(Array(file.utf8), path: "a.md", answering: lesson).cells["e"]?.source == "let a = 2\n")
    }
  }

  struct Mangled: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    /// What was read of `mean`, without blank lines and indentation.
    var source: String?
    var problems: [String]

    init(_ description: String, _ text: String, reads source: String? = "let mean: Double = 4", _ problems: String...) {
      (testDescription, self.text, self.source, self.problems) = (description, text, source, problems)
    }
  }

  private static let away = "line 1: this block stands away from the margin; move its fences to the left margin"

  private static func indented(_ text: String, by blanks: String) -> String {
    text.split(separator: "\n").map { blanks + $0 + "\n" }.joined()
  }

  @Test(
    "fences out of place are told of, and the answer is taken",
    arguments: [
      Mangled("four blanks", indented(mean, by: "    "), away),
      Mangled("six blanks", indented(mean, by: "      "), away),
      Mangled("a tab", indented(mean, by: "\t"), away),
      Mangled("a blank and a tab", indented(mean, by: " \t"), away),
      Mangled("only the fences", "    ```swift exercise mean\nlet mean: Double = 4\n    ```\n", away),
      Mangled(
        "below a paragraph", "\n" + "text\n" + indented(mean, by: "    "), away.replacing("line 1", with: "line 3")),
      Mangled(
        "a block pasted with its fences",
        "```swift exercise mean\n```swift\nlet mean: Double = 4\n```\n```\n",
        "line 2: a fence within this block, whose header is in line 1: it was left out"),
      Mangled(
        "a block pasted with other fences", "```swift exercise mean\n~~~swift\nlet mean: Double = 4\n~~~\n```\n",
        "line 2: a fence within this block, whose header is in line 1: it was left out"),
      Mangled(
        "a block pasted with its fences, of another language, in the place of the closing one",
        "```swift exercise mean\n~~~\nlet mean: Double = 4\n~~~\n```\n",
        "line 2: a fence within this block, whose header is in line 1: it was left out"),
      Mangled(
        "a block pasted with its header, too",
        "```swift exercise mean\n```swift exercise mean\nlet mean: Double = 4\n```\n```\n",
        "line 1: this block is not closed before line 2 opens the next one; end it with a line of ```",
        another(1, graded: 2, "was not, as there is no answer in it")),
      Mangled(
        "words behind the closing fence", "```swift exercise mean\nlet mean: Double = 4\n``` done\n\nProse.\n",
        "line 3: this fence has words after it and so closes nothing ('``` done'); leave nothing but ``` on the line"),
      Mangled(
        "a comment behind the closing fence", "~~~swift exercise mean\nlet mean: Double = 4\n~~~ // end\n\nProse.\n",
        "line 3: this fence has words after it and so closes nothing ('~~~ // end'); leave nothing but ~~~ on the line"),
      Mangled(
        "a fence right below the header", "```swift exercise mean\n```\nlet mean: Double = 4\n```\n", reads: "",
        "line 2: this fence closes the block above before there is any code in it; remove it"),
    ])
  func fences(_ mangled: Mangled) { expect(mangled, with: mangled.text + "\n" + Self.other) }

  @Test(
    "headers that were changed but are unmistakable are told of, and the answer is taken",
    arguments: [
      ("swift\u{A0}exercise\u{A0}mean", "its header has U+00A0 (no-break space) instead of a plain blank"),
      (
        "swift exercise\u{202F}mean", "its header has U+202F (narrow no-break space) instead of a plain blank"
      ),
      ("swift\u{3000}exercise mean", "its header has U+3000 (ideographic space) instead of a plain blank"),
      ("Swift exercise mean", "its header is not in small letters"),
      ("swift Exercise mean", "its header is not in small letters"),
      ("SWIFT EXERCISE MEAN", "its header is not in small letters"),
      ("swift\u{200B} exercise mean", "its header has U+200B (zero width space), which is not to be seen"),
      ("swift exercise mean\u{200B}", "its header has U+200B (zero width space), which is not to be seen"),
      (
        "\u{FEFF}swift exercise mean",
        "its header has U+FEFF (zero width no-break space), which is not to be seen"
      ),
      ("swift exer\u{AD}cise mean", "its header has U+00AD (soft hyphen), which is not to be seen"),
      ("{swift exercise mean}", "its header has '{', which does not belong there"),
      ("swift, exercise, mean", "its header has ',', which does not belong there"),
    ])
  func headers(header: String, reason: String) {
    let text = Self.mean.replacing("swift exercise mean", with: header)
    expect(
      Mangled("", text, "line 1 looks like 'mean', but \(reason); it was read as 'swift exercise mean'"),
      with: text + "\n" + Self.other)
  }

  @Test("an invisible character in the code is told of", arguments: ["\u{200B}", "\u{AD}", "\u{2060}", "\u{FEFF}"])
  func invisible(character: String) {
    let submission = read("\n" + Self.mean.replacing("= 4", with: "=\(character) 4"))
    #expect(submission.cells["mean"]?.source == "let mean: Double =\(character) 4\n")
    #expect(submission.problems.count == 1)
    #expect(submission.problems[0].hasPrefix("line 3: there is U+"), "\(submission.problems)")
    #expect(submission.problems[0].hasSuffix("in the code, which is not to be seen; remove it"))
  }

  @Test("a dash that was a hyphen")
  func dash() {
    let submission = read(Self.other.replacing("warm-days", with: "warm–days") + Self.mean)
    #expect(submission.cells.count == 2)
    #expect(
      submission.problems == [
        "line 1 looks like 'warm-days', but its header has U+2013 (en dash) instead of a hyphen; "
          + "it was read as 'swift exercise warm-days'"
      ])
  }

  @Test(
    "what only looks like an answer is not taken, but told of",
    arguments: [
      ("```swift mean", "the word 'exercise' is missing in its header"),
      ("```mean", "the word 'exercise' is missing in its header"),
      ("```exercise mean", "'swift' is missing in its header"),
      ("```swift exercice mean", "its header has 'exercice' instead of 'exercise'"),
      ("```swift solution mean", "its role is 'solution' instead of 'exercise'"),
      ("```swift exercise points=2 mean", "its name is not right behind 'exercise'"),
      ("``swift exercise mean", "its header begins with `` instead of ```"),
      ("'''swift exercise mean", "its header begins with ''' instead of ```"),
      ("‘‘‘swift exercise mean", "its header begins with ‘‘‘ instead of ```"),
      ("swift exercise mean answer=mean", "its header does not begin with ```"),
      ("```python mean", "its header is not 'swift exercise mean'"),
    ])
  func likenesses(header: String, reason: String) throws {
    let submission = read(Self.other + "\n\(header)\nlet mean: Double = 4\n```\n")
    let problem = "line 5 looks like 'mean', but \(reason); write ```swift exercise mean"
    #expect(submission.problems.contains(problem), "\(submission.problems)")
    #expect(submission.cells["mean"] == nil)
  }

  @Test("a header with another name is told as that, and not as one that is lost", arguments: ["means", "mena", "mea"])
  func renamed(name: String) {
    let submission = read(Self.other + "\n```swift exercise \(name) answer=mean\nlet mean: Double = 4\n```\n")
    #expect(submission.problems == ["line 5: this lesson has no exercise of that name; did you mean 'mean'?"])
  }

  @Test(
    "code whose header is lost", arguments: ["```swift\n", "```\n", "", "~~~ swift\n", "```swift answer\n"])
  func lostHeader(header: String) {
    let submission = read(Self.other + "\n\(header)let mean: Double = 4\n```\n")
    let line = header.isEmpty ? 5 : 6
    #expect(
      submission.problems == [
        "line \(line) looks like 'mean', but its header is lost; write ```swift exercise mean above it and ``` below"
      ])
  }

  @Test("nothing is said of an exercise that is simply not there, nor of what shows how a cell is written")
  func leftOut() {
    #expect(read(Self.other).problems.isEmpty)
    let shown = read(Self.other + "\n````markdown\n" + Self.mean + "````\n\n~~~~\n" + Self.starter + "~~~~\n")
    #expect(shown.cells["mean"] == nil)
  }

  @Test("rich text and other files that are no text", arguments: ["{\\rtf1\\ansi ", "%PDF-1.4\n", "PK\u{3}\u{4}"])
  func otherFiles(beginning: String) {
    let text = (beginning + "\n" + Self.mean).split(separator: "\n").map { $0 + "\\par\n" }.joined()
    let submission = read(text)
    #expect(submission.cells.isEmpty)
    #expect(submission.problems.first?.hasPrefix("the file is ") == true)
    #expect(
      submission.problems.first?.hasSuffix(", not plain text: save it as plain text and hand it in again") == true)
    if beginning.hasPrefix("{") {
      #expect(submission.problems.dropFirst() == ["line 2 looks like 'mean', but the file is Rich Text"])
    }
  }

  private func expect(_ mangled: Mangled, with text: String) {
    let submission = read(text)
    let lines = submission.cells["mean"]?.source.split(separator: "\n").map { $0.drop(while: \.isWhitespace) }
    #expect(lines?.joined(separator: "\n") ?? (mangled.source == "" ? "" : nil) == mangled.source)
    #expect(submission.cells["warm-days"]?.source == "func warmDays(_ days: [Double]) -> Int { 2 }\n")
    #expect(submission.problems == mangled.problems)
  }
}
