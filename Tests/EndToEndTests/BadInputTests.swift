import Foundation
import Testing

/// Files that are no good lessons, or only look it: each with what the tool says and the status it exits with.
@Suite("Files of every kind")
struct BadInputTests {
  struct Input: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var content: Data
    var status: Int32
    /// Words that the output or the message holds.
    var words: [String]

    init(_ description: String, _ content: String, status: Int32 = 3, _ words: String...) {
      self.init(description, Data(content.utf8), status: status, words)
    }

    init(_ description: String, _ content: Data, status: Int32 = 3, _ words: [String]) {
      (testDescription, self.content, self.status, self.words) = (description, content, status, words)
    }
  }

  private static let good =
    "# T\n\n```swift exercise e answer=a\nlet a = 1\n```\n\n```swift solution e\nlet a = 1\n```\n"

  @Test(
    "content",
    arguments: [
      Input("an empty file", "", "a.md:1:1: error: the file is empty", "nothing was run"),
      Input("blank lines only", "\n \n\t\n", "a.md:1:1: error: the file is empty"),
      Input("no heading", "Prose.\n", "a.md:1:1: error: the lesson has no heading"),
      Input(
        "bytes that are not UTF-8", Data("# T\n\nab".utf8) + Data([0xFF, 0xFE]) + Data("c\n".utf8),
        ["a.md:3:3: error: the byte 0xFF is not UTF-8", "save the file as UTF-8"]),
      Input("a NUL byte", Data("# T\n\nab\0\n".utf8), ["a.md:3:3: error: a NUL byte"]),
      Input("CRLF line ends", good.replacing("\n", with: "\r\n"), status: 0, "passed  1/1"),
      Input("CR line ends", good.replacing("\n", with: "\r"), status: 0, "passed  1/1"),
      Input("a byte-order mark", "\u{FEFF}" + good, status: 0, "T\n", "passed  1/1"),
      Input(
        "tabs in the info string and the code",
        good.replacing("swift exercise e", with: "swift\texercise\te").replacing("let a = 1", with: "\tlet\ta\t=\t1"),
        status: 0, "passed  1/1"),
      Input("fences of tildes", good.replacing("```", with: "~~~"), status: 0, "passed  1/1"),
      Input("fences of four backticks", good.replacing("```", with: "````"), status: 0, "passed  1/1"),
      Input("an unclosed fence", "# T\n\n```swift example\nlet a = 1\n", "a.md:3:1: error: this block is never closed"),
      Input(
        "a fence that is closed by the next cell",
        "# T\n\n```swift example\nlet a = 1\n\n```swift example\nlet b = 1\n```\n",
        "a.md:3:1: error: this block is not closed before line 6"),
      Input(
        "a cell inside a list", "# T\n\n- item\n\n  ```swift example\n  let a = 1\n  ```\n",
        "a.md:5:3: error: this swift block stands inside a list or a quote", "left margin"),
      Input(
        "a cell inside a quote", "# T\n\n> ```swift example\n> let a = 1\n> ```\n", "a.md:3:3: error",
        "inside a list or a quote"),
      Input(
        "an unknown role", "# T\n\n```swift exmaple\n```\n", "a.md:3:10: error: 'exmaple' is no role",
        "did you mean 'example'?"),
      Input(
        "a repeated name", good + good.replacing("# T\n", with: ""),
        "a.md:11:19: error: there is already an exercise named 'e', on line 3",
        "a.md:15:19: error: there is already a solution"),
      Input(
        "a solution without an exercise", "# T\n\n```swift solution lost\n```\n",
        "a.md:3:19: error: a solution for 'lost', but there is no such exercise"),
      Input(
        "an exercise nothing can compare", "# T\n\n```swift exercise e\n```\n",
        "a.md:3:19: error: nothing compares the exercise 'e'", "answer=VARIABLE"),
      Input(
        "options that make no sense",
        "# T\n\n```swift exercise e answer=a points=many timeout=-1 hidden pionts=2\n```\n",
        "a.md:3:30: error: 'many' makes no sense as points", "a.md:3:42: error: '-1' makes no sense as timeout",
        "a.md:3:53: error: only a check can be hidden", "a.md:3:60: error: 'pionts' is no option",
        "did you mean 'points'?",
        "4 faults"),
      Input("only prose", "# T\n\nNothing to run.\n", status: 0, "T\n"),
    ])
  func content(input: Input) throws {
    let folder = try TemporaryFolder()
    try folder.write(input.content, to: "a.md")
    var tool = Tool()
    tool.folder = folder.url
    let result = try tool.run("a.md")
    #expect(result.status == input.status)
    let said = result.output + result.errors
    for words in input.words { #expect(said.contains(words), "\(said)") }
    // A faulty lesson's faults are no results.
    if input.status != 0 { #expect(result.output.isEmpty) }
    #expect(!said.contains("Fatal error"))
  }

  @Test("a lesson of 5 MB is read and run")
  func large() throws {
    let folder = try TemporaryFolder()
    let paragraph = "Some *words* about `convolution`, with a [link](https://example.org) and more.\n\n"
    let file = try folder.write(
      Self.good + String(repeating: paragraph, count: 5_000_000 / paragraph.utf8.count), to: "a.md")
    let result = try Tool().run(file.path)
    #expect(result.status == 0)
    #expect(result.output.contains("passed  1/1"))
  }

  @Test("a file larger than any lesson is refused before it is parsed")
  func tooLarge() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Data(repeating: 0x61, count: 17 << 20), to: "a.md")
    let result = try Tool().run(file.path)
    #expect(result.status == 3)
    #expect(result.errors.contains("larger than 16 MiB"))
  }

  @Test("a missing file, with the one that was meant")
  func missing() throws {
    let result = try Tool().run("lessons/02-pading.md")
    #expect(result.status == 2)
    #expect(result.errors.contains("there is no file 'lessons/02-pading.md'"))
    #expect(result.errors.contains("did you mean"))
    #expect(result.errors.contains("lessons/02-padding.md'?"))
  }

  @Test(
    "what is no file, each in its own words",
    arguments: [
      ("ln -s nowhere.md a.md", 2, "'a.md' is a link to 'nowhere.md', where there is no file"),
      ("mkfifo a.md", 2, "'a.md' is a pipe, not a lesson"),
      ("mkdir a.md", 2, "'a.md' is a folder, not a lesson"),
      ("ln -s /dev/zero a.md", 2, "'a.md' is a device, not a lesson"),
      ("ln -s a.md a.md", 4, "cannot read a.md: its symbolic links go in a circle"),
    ])
  func noFile(script: String, status: Int32, words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("# T\n", to: "good.md")
    var shell = Tool()
    shell.folder = folder.url
    shell.executable = URL(filePath: "/bin/sh")
    #expect(try shell.run("-c", script).status == 0)
    var tool = Tool()
    tool.folder = folder.url
    for command in [
      ["a.md"], ["run", "--write", "a.md"], ["print", "a.md"], ["check", "a.md", "missing.md", "good.md"],
    ] {
      let result = try tool.run(command)
      #expect(result.status == status)
      #expect(result.errors.contains(words), "\(result.errors)")
      // What can be checked is.
      if command[0] == "check" {
        #expect(result.output.contains("good.md: 0 exercises") && result.errors.contains("'missing.md'"))
      }
    }
  }

  @Test("a folder instead of a lesson")
  func folder() throws {
    let result = try Tool().run("run", "lessons")
    #expect(result.status == 2)
    #expect(result.errors.contains("'lessons' is a folder, not a lesson"))
    #expect(result.errors.contains("such as lessons/00-swift-for-python.md"))
  }
}
