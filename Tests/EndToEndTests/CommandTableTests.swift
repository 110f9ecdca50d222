import Foundation
import Testing

/// What is listed is there, and what is there is listed: each command answers itself, and each of its options changes the answer.
@Suite("The table of commands")
struct CommandTableTests {
  /// A call, and words that only one command, or one option, brings about.
  struct Call: Sendable, CustomTestStringConvertible {
    var command: String
    /// As it is typed; empty for what the command says by itself.
    var option: String
    var value: [String]
    var rest: [String]
    var words: String
    var testDescription: String { ([command] + rest + [option] + value).joined(separator: " ") }

    /// - Parameters:
    ///   - line: The command, its option with the value in brackets if there is one, and the rest: `"export [-o a.csv] results"`.
    ///   - words: What is then said.
    init(_ line: String, _ words: String) {
      let parts = line.split { "[]".contains($0) }.map { $0.split(separator: " ").map(String.init) }
      let given = parts.count > 1 ? parts[1] : []
      command = parts[0][0]
      (option, value) = (given.first ?? "", Array(given.dropFirst()))
      rest = Array(parts[0].dropFirst() + parts.dropFirst(2).joined())
      self.words = words
    }
  }

  private static let commands = [
    Call("start none.md copies", "there is no book 'none.md'"),
    Call("next", "there is no workspace here"),
    Call("hint largest-value", "there is no workspace here"),
    Call("solution largest-value", "there is no workspace here"),
    Call("reset largest-value", "there is no workspace here"),
    Call("progress windows.md", "'windows.md' is no workspace"),
    Call("run none.md", "there is no file 'none.md'"),
    Call("watch windows.md --sandbox x", "'x' makes no sense as --sandbox"),
    Call("check windows.md --sandbox off", "windows.md: 2 exercises, 3 points"),
    Call("print windows.md", "Windows\n"),
    Call("book windows.md", "book needs a folder to write the site to"),
    Call("serve nowhere", "there is no folder 'nowhere'"),
    Call("new windows", "there is a file 'windows.md' already"),
    Call("release windows.md", "```swift exercise largest-value"),
    Call("grade windows.md in", "grade needs --results DIR"),
    Call("desk nowhere", "there is no folder 'nowhere'"),
    Call("review out", "give either --export FILE.csv or --import FILE.csv"),
    Call("export none --format csv", "there is no folder 'none'"),
    Call("autograder windows.md", "autograder needs a file to write to"),
    Call("classroom windows.md", "classroom needs the assignment's repository"),
    Call("trust none", "there is no folder 'none'"),
    Call("doctor", "terminal"),
    Call("completions bash", "complete -o bashdefault"),
    Call("manual", ".TH LESSON"),
  ]

  @Test("each command that is listed runs", arguments: commands)
  func running(call: Call) throws {
    let results = try Self.readResults.contains(call.command) ? gradedClass() : nil
    #expect(try answer(to: call, withOption: false, after: results).contains(call.words))
  }

  private static let options = [
    Call("start [--update] windows.md none", "'none' is no workspace"),
    Call("start [--student mia] windows.md none --update", "a workspace stays its student"),
    Call("next [--sandbox x]", "'x' makes no sense as --sandbox"),
    Call("hint [--sandbox x] largest-value", "'x' makes no sense as --sandbox"),
    Call("progress [--json] my-lessons", "\"max_points\" : 3"),
    Call("progress [--sandbox x]", "'x' makes no sense as --sandbox"),
    Call("run [--reveal] my-lessons/windows.md --sandbox off", "expected: -4"),
    Call("run [--exercise none] windows.md --sandbox x", "has no exercise 'none'"),
    Call("run [--solutions] windows.md --sandbox off", "3 of 3 points"),
    Call("run [--trace] windows.md --json --sandbox x", "there is no trace as JSON"),
    Call("run [--write] windows.md --sandbox off", "all outputs are current"),
    Call("run [--student mia] windows.md --sandbox off", "everybody gets the same numbers"),
    Call("run [--json] windows.md --trace --sandbox x", "there is no trace as JSON"),
    Call("run [--sandbox x] windows.md", "'x' makes no sense as --sandbox"),
    Call("watch [--sandbox x] windows.md", "'x' makes no sense as --sandbox"),
    Call("check [--seeds x] windows.md", "'x' makes no sense as --seeds"),
    Call("check [--sandbox x] windows.md", "'x' makes no sense as --sandbox"),
    Call("print [--worked] windows.md --sandbox off", "largest: -4"),
    Call("print [--trace] windows.md", "--trace needs something to trace"),
    Call("print [--html] windows.md -o page.html --sandbox off", "printed windows.md to page.html"),
    Call("print [--pdf] windows.md", "--pdf needs a file to write to"),
    Call("print [--output page.html] windows.md --html --sandbox off", "printed windows.md to page.html"),
    Call("print [-o page.html] windows.md --html --sandbox off", "printed windows.md to page.html"),
    Call("print [--sandbox x] windows.md", "'x' makes no sense as --sandbox"),
    Call("book [--output site] windows.md --sandbox off", "1 lesson in site"),
    Call("book [-o site] windows.md --sandbox off", "1 lesson in site"),
    Call("book [--without-solutions] windows.md -o site --sandbox off", "1 lesson in site, without solutions:"),
    Call("book [--allow-html] windows.md -o site --sandbox off", "1 lesson in site, with its authors' HTML:"),
    Call("book [--sandbox x] windows.md -o site", "'x' makes no sense as --sandbox"),
    Call("serve [--port 0] nowhere", "'0' makes no sense as --port"),
    Call("serve [--sandbox x] nowhere", "'x' makes no sense as --sandbox"),
    Call("release [--output copy.md] windows.md", "wrote the learners' copy of windows.md to copy.md"),
    Call("release [-o copy.md] windows.md", "wrote the learners' copy of windows.md to copy.md"),
    Call("release [--student mia] windows.md", "everybody gets the same numbers"),
    Call("release [--roster none.csv] windows.md -o copies", "cannot read the roster 'none.csv'"),
    Call("release [--column name] windows.md", "--column is of use with --roster only"),
    Call("release [--sandbox x] windows.md", "'x' makes no sense as --sandbox"),
    Call("grade [--results out] windows.md in --jobs 0", "'0' makes no sense as --jobs"),
    Call("grade [--reveal] windows.md in --results out --sandbox off", "2 graded"),
    Call("grade [--again] windows.md in --results out --sandbox off", "2 graded"),
    Call("grade [--student adda] windows.md in --results out --sandbox off", "did you mean 'ada'?"),
    Call("grade [--exercise none] windows.md in --results out --sandbox off", "has no exercise 'none'"),
    Call("grade [--prune] windows.md in/ada.md --results out --sandbox off", "removed what was there of ben"),
    Call("grade [--roster none.csv] windows.md in --results out --sandbox off", "cannot read the roster 'none.csv'"),
    Call("grade [--column name] windows.md in --results out --sandbox off", "--column is of use with --roster only"),
    Call("grade [--groups] windows.md in --results out --roster teams.csv --sandbox off", "Nothing handed in: eve\n"),
    Call("grade [--due 2020-01-01] windows.md in --results out --sandbox off", "came late; the mean is of what counts"),
    Call("grade [--late-penalty 1] windows.md in --results out --sandbox off", "needs --due TIME"),
    Call("grade [--late-cap 1] windows.md in --results out --sandbox off", "needs --due TIME"),
    Call("grade [--grace 1h] windows.md in --results out --sandbox off", "needs --due TIME"),
    Call("grade [--timeout x] windows.md in --results out", "'x' makes no sense as --timeout"),
    Call("grade [--memory x] windows.md in --results out", "'x' makes no sense as --memory"),
    Call("grade [--output-limit x] windows.md in --results out", "'x' makes no sense as --output-limit"),
    Call("grade [--jobs x] windows.md in --results out", "'x' makes no sense as --jobs"),
    Call("grade [-j x] windows.md in --results out", "'x' makes no sense as --jobs"),
    Call("grade [--shard x] windows.md in --results out", "'x' makes no sense as --shard"),
    Call("grade [--sandbox x] windows.md in --results out", "'x' makes no sense as --sandbox"),
    Call("desk [--port 0] nowhere", "'0' makes no sense as --port"),
    Call("review [--export a.csv] out", "wrote 4 answers to a.csv"),
    Call("review [--import none.csv] out", "cannot read 'none.csv'"),
    Call("export [--format x] out", "there is no format 'x'"),
    Call("export [--output a.csv] out --format csv", "wrote 2 results to a.csv"),
    Call("export [-o a.csv] out --format csv", "wrote 2 results to a.csv"),
    Call("export [--roster none.csv] out --format html", "cannot read the roster 'none.csv'"),
    Call("export [--column name] out --format csv", "--column is of use with --roster only"),
    Call("export [--assignment x] out --format csv", "--assignment is of use to --format canvas only"),
    Call("export [--excel] out --format html", "--excel is of use to --format csv only"),
    Call("export [--strict] out --format csv --roster teams.csv", "leave out --strict"),
    Call("autograder [--output a.zip] windows.md", "wrote a.zip"),
    Call("autograder [-o a.zip] windows.md", "wrote a.zip"),
    Call("classroom [--output a] windows.md", "wrote a/.github/workflows/classroom.yml"),
    Call("classroom [-o a] windows.md", "wrote a/.github/workflows/classroom.yml"),
    Call("trust [--remove]", "--remove needs a folder"),
    Call("doctor [--json]", "\"checks\""),
  ]

  @Test("each option is read by its command", arguments: Set(options.map(\.command)).sorted())
  func reading(command: String) throws {
    let results = try Self.readResults.contains(command) ? gradedClass() : nil
    for call in Self.options where call.command == command {
      #expect(try answer(to: call, withOption: true, after: results).contains(call.words), "\(call)")
      // A value that makes no sense says for itself whose it is.
      guard call.value != ["x"] else { continue }
      #expect(try !answer(to: call, withOption: false, after: results).contains(call.words), "\(call)")
    }
  }

  @Test("no command and no option is without such a test")
  func completeness() throws {
    let offers = try CommandOffer.all()
    #expect(Set(offers.map(\.name)) == Set(Self.commands.map(\.command)))
    let listed = offers.flatMap { offer in offer.options.map { "\(offer.name) \($0)" } }
    // Of `--rerun` nothing is seen but that programs run: `RecallTests`. A server goes on: `ServeTests`, `DeskTests`.
    let elsewhere =
      offers.map { "\($0.name) --help" } + [
        "run --rerun", "serve --allow-html", "serve --author", "serve --open", "desk --open", "desk --anonymous",
      ]
    let tested = Self.options.map { "\($0.command) \($0.option)" } + elsewhere
    #expect(listed.sorted() == tested.sorted())
  }

  @Test("an option that a command does not have is refused", arguments: try CommandOffer.all())
  func unknownOption(offer: CommandOffer) throws {
    let others = Set(Self.options.map(\.option)).subtracting(offer.options).sorted()
    // A few of the other commands' for each: all commands together come to most of them.
    let start = abs(offer.name.utf8.reduce(0) { $0 &* 31 &+ Int($1) }) % max(1, others.count)
    for option in ["--frobnicate", "-x"] + (others[start...] + others).prefix(6) {
      let result = try Tool().run(offer.name, option)
      #expect(result.status == 2 && result.output.isEmpty)
      #expect(result.errors.hasPrefix("lesson-run: \(offer.name) has no option '\(option)'"), "\(result.errors)")
      #expect(result.errors.hasSuffix("\n  'lesson-run help \(offer.name)' shows how it is used\n"), "\(result.errors)")
    }
  }

  // MARK: - Helpers

  private static let readResults = ["grade", "export", "review"]

  private func classOfTwo() throws -> ClassSample {
    try ClassSample(ClassSample.fewStudents.filter { ["ada", "ben"].contains($0.key) }, sharingCache: true)
  }

  /// A class of two that has been graded.
  private func gradedClass() throws -> ClassSample {
    let sample = try classOfTwo()
    #expect(try sample.grade("--sandbox", "off").status == 0)
    return sample
  }

  /// What a call says where a lesson is, and a class of two: that of `graded`, with its results, if the call needs any.
  private func answer(to call: Call, withOption: Bool, after graded: ClassSample?) throws -> String {
    let sample = try classOfTwo()
    try sample.folder.write("student,group\nada,1\ncleo,1\neve,2\n", to: "teams.csv")
    if call.rest.contains(where: { $0.hasPrefix("my-lessons") }) { try learn(in: sample) }
    if let graded {
      // The hand-ins too, which are as old as the results say.
      for name in ["in", "out"] {
        let copy = sample.folder.url.appending(path: name)
        try? FileManager.default.removeItem(at: copy)
        try FileManager.default.copyItem(at: graded.folder.url.appending(path: name), to: copy)
      }
    }
    return try said(by: sample.tool.run([call.command] + call.rest + (withOption ? [call.option] + call.value : [])))
  }

  /// A workspace whose learner is wrong.
  private func learn(in sample: ClassSample) throws {
    #expect(try sample.tool.run("start", "windows.md").status == 0)
    let file = sample.folder.url.appending(path: "my-lessons/windows.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    try Data(text.replacing("___", with: "0").utf8).write(to: file)
  }

  private func said(by result: Tool.Result) -> String { result.output + result.errors }
}
