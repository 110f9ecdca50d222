import Foundation
import Testing

/// What the shells propose, asked of the shells themselves.
@Suite("Shell completions")
struct CompletionTests {
  struct Line: Sendable, CustomTestStringConvertible {
    /// The words up to the cursor; the last may be incomplete or empty.
    var words: [String]
    var proposals: Set<String>
    var testDescription: String { words.joined(separator: " ") }

    init(_ words: String..., proposes proposals: Set<String>) {
      (self.words, self.proposals) = (words, proposals)
    }
  }

  private let scripts: TemporaryFolder

  init() throws {
    scripts = try TemporaryFolder()
    for shell in ["bash", "zsh", "fish"] { try scripts.write(try Tool().run("completions", shell).output, to: shell) }
  }

  private static let lines = [
    Line("gr", proposes: ["grade"]),
    Line("help", "do", proposes: ["doctor"]),
    Line("--v", proposes: ["--version"]),
    Line("export", "--fo", proposes: ["--format"]),
    Line(
      "export", "--format", "",
      proposes: ["csv", "junit", "gradescope", "html", "sqlite", "canvas", "moodle", "feedback", "classroom"]),
    Line("run", "--sandbox", "o", proposes: ["on", "off"]),
    Line("completions", "", proposes: ["bash", "zsh", "fish"]),
    Line("run", "lessons/02", proposes: ["lessons/02-padding.md"]),
    // Without a command, 'run' is meant.
    Line("lessons/02-padding.md", "--s", proposes: ["--solutions", "--student", "--sandbox"]),
    Line("lessons/02-padding.md", "--exercise", "m", proposes: ["map-size"]),
    Line("doctor", "--j", proposes: ["--json"]),
    Line("grade", "--results", "Tests/E", proposes: ["Tests/EndToEndTests/"]),
    Line("grade", "--jobs", "", proposes: []),
    Line("new", "", proposes: []),
  ]

  @Test("bash proposes", arguments: lines)
  func bash(line: Line) throws {
    #expect(try Set(bashProposals(after: line.words).map(withSlash)) == line.proposals)
  }

  @Test("bash takes a value after an equals sign, which it makes a word of its own")
  func bashEqualsSign() throws {
    #expect(try bashProposals(after: ["export", "--format", "=", "h"]) == ["html"])
    #expect(try bashProposals(after: ["export", "--format", "="]).count == 9)
  }

  @Test("bash proposes lessons and folders in names with blanks, and no other files")
  func bashFiles() throws {
    let folder = try TemporaryFolder()
    for name in ["my lesson.md", "my notes.txt", "my folder/a.md"] { try folder.write("", to: name) }
    let start = folder.url.path + "/my"
    #expect(try Set(bashProposals(after: ["check", start])) == ["\(start) lesson.md", "\(start) folder"])
  }

  @Test(
    "fish proposes", .enabled(if: installedProgram("fish") != nil, "fish is not installed"),
    arguments: lines)
  func fish(line: Line) throws {
    let text = (["lesson-run"] + line.words).joined(separator: " ")
    let script = "source '\(script(for: "fish").path)'; complete -C '\(text)'"
    let result = try run(try #require(installedProgram("fish")), ["--no-config", "-c", script])
    #expect(result.errors.isEmpty)
    #expect(Set(result.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }) == line.proposals)
  }

  @Test("each shell can read its script", arguments: ["bash", "zsh", "fish"].filter { installedProgram($0) != nil })
  func syntax(shell: String) throws {
    let result = try run(try #require(installedProgram(shell)), ["-n", script(for: shell).path])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
  }

  @Test("zsh loads its script as a completion of lesson-run", .enabled(if: installedProgram("zsh") != nil))
  func zshLoads() throws {
    let script = self.script(for: "zsh")
    let words = "autoload -Uz compinit && compinit -D -u && source '\(script.path)' && print $_comps[lesson-run]"
    #expect(try run(try #require(installedProgram("zsh")), ["-f", "-c", words]).output == "_lesson-run\n")
  }

  @Test("every command and option is in every script", arguments: try CommandOffer.all())
  func completeness(offer: CommandOffer) throws {
    let bash = try bashProposals(after: [offer.name, "-"])
    #expect(Set(bash) == Set(offer.options))
    let zsh = try Tool().run("completions", "zsh").output
    #expect(zsh.contains("\n    '\(offer.name):"))
    let fish = try Tool().run("completions", "fish").output
    #expect(fish.contains("-a \(offer.name) -d"))
    let section = try #require(zsh.firstMatch(of: try Regex("(?s)\n    \(offer.name)\\)\n.*?\n      ;;\n")))
    for option in offer.options {
      let inFish = option.hasPrefix("--") ? "-l \(option.dropFirst(2))" : "-s \(option.dropFirst())"
      #expect(fish.contains(try Regex("__lesson_run_uses \(offer.name)'.* \(inFish) ")))
      #expect(String(section.0).contains(")\(option)") || String(section.0).contains("*\(option)"))
    }
  }

  @Test("a shell that is not among them is refused with the nearest that is")
  func unknownShell() throws {
    let result = try Tool().run("completions", "bsh")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains("there are no completions for 'bsh'"))
    #expect(result.errors.contains("did you mean 'bash'? the shells are bash, zsh, fish"))
  }

  // MARK: - Helpers

  /// What bash's own function leaves in `COMPREPLY`.
  private func bashProposals(after words: [String]) throws -> [String] {
    let quoted = (["lesson-run"] + words).map { "'\($0)'" }.joined(separator: " ")
    let script = """
      source '\(script(for: "bash").path)'
      COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count)
      _lesson_run
      for proposal in "${COMPREPLY[@]}"; do echo "$proposal"; done
      """
    let result = try run(try #require(installedProgram("bash")), ["--norc", "-c", script])
    #expect(result.errors.isEmpty)
    return result.output.split(separator: "\n").map(String.init)
  }

  private func script(for shell: String) -> URL { scripts.url.appending(path: shell) }

  /// As readline would add it, and fish does.
  private func withSlash(_ name: String) -> String {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(
      atPath: Tool.root.appending(path: name).path, isDirectory: &isFolder)
    return isThere && isFolder.boolValue && name.contains("/") ? name + "/" : name
  }

  private func run(_ program: URL, _ arguments: [String]) throws -> Tool.Result {
    var tool = Tool()
    tool.executable = program
    return try tool.run(arguments)
  }
}
