import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
  struct Misuse: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var words: [String]
    var testDescription: String { "lesson-run " + arguments.joined(separator: " ") }

    init(_ arguments: String, _ words: String...) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.words = words
    }
  }

  @Test(
    "misuse is explained on standard error, with the nearest right word, and exits with 2",
    arguments: [
      Misuse("", "usage: lesson-run LESSON.md"),
      Misuse("rnu", "there is no command or file 'rnu'", "did you mean 'lesson-run run'?"),
      Misuse("chekc lessons/02-padding.md", "did you mean 'lesson-run check'?"),
      Misuse("frobnicate", "the commands are start, run, watch, next"),
      Misuse("run", "run needs LESSON.md", "lesson-run help run"),
      Misuse("run a.md b.md", "run takes one lesson, but 'b.md' stands after 'a.md'"),
      Misuse("run --exercize x a.md", "run has no option '--exercize'; did you mean '--exercise'?"),
      Misuse("run --jsn a.md", "did you mean '--json'?"),
      Misuse("a.md --solution", "did you mean '--solutions'?"),
      Misuse("run -x a.md", "run has no option '-x'"),
      Misuse("run a.md --exercise", "the option '--exercise' needs a value: --exercise NAME"),
      Misuse("run --json=yes a.md", "the option '--json' takes no value"),
      Misuse("run lessons/02-padding.md --exercise fit", "has no exercise 'fit'", "did you mean 'fits'?"),
      Misuse("run lessons/02-padding.md --exercise nothing-like-it", "it has count-stops, padded-map,"),
      Misuse("help nonsense", "there is no command or file 'nonsense'"),
    ])
  func misuse(misuse: Misuse) throws {
    let result = try Tool().run(misuse.arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    for words in misuse.words { #expect(result.errors.contains(words), "\(result.errors)") }
  }

  @Test("help, of the whole and of each command", arguments: ["--help", "-h", "help"])
  func help(word: String) throws {
    let result = try Tool().run(word)
    #expect(result.status == 0)
    for (command, operand) in [
      ("run", "LESSON.md"), ("check", "LESSON.md"), ("print", "LESSON.md"), ("new", "NAME"),
      ("export", "DIR"),
    ] {
      #expect(result.output.contains("\n  \(command) "))
      let one = try Tool().run(command, "--help")
      #expect(one.status == 0)
      #expect(one.output.hasPrefix("usage: lesson-run \(command) [OPTIONS] \(operand)"))
      #expect(try Tool().run("help", command).output == one.output)
    }
    #expect(try Tool().run("run", "--help").output.contains("--exercise NAME"))
  }

  @Test("a new lesson passes its own check, and is never written over", arguments: ["17-attention-maps", "noise.md"])
  func newLesson(name: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: name).path
    let file = URL(filePath: path.hasSuffix(".md") ? path : path + ".md")
    #expect(try Tool().run("new", path).status == 0)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.hasPrefix(name == "noise.md" ? "# Noise\n" : "# 17. Attention maps\n"))
    let check = try Tool().run("check", file.path)
    #expect(check.status == 0, "\(check.output)")

    try "mine".write(to: file, atomically: true, encoding: .utf8)
    let again = try Tool().run("new", path)
    #expect(again.status == 2 && again.errors.contains("already"))
    #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
  }

  @Test("a new lesson in a folder that is not there")
  func newNowhere() throws {
    let folder = try TemporaryFolder()
    let result = try Tool().run("new", folder.url.appending(path: "none/1-a").path)
    #expect(result.status == 4 && result.errors.contains("the folder"))
  }

  @Test("the version")
  func version() throws {
    #expect(try Tool().run("--version").output.wholeMatch(of: /lesson-run \d+\.\d+\.\d+\n/) != nil)
  }

  @Test("a file whose name is a command's, or begins with dashes, can be named after --")
  func separator() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.folder = folder.url
    try folder.write("# Dashes\n", to: "--json")
    #expect(try tool.run("run", "--", "--json").output.hasPrefix("Dashes\n"))
  }
}
