import Foundation
import Testing

@Suite("The manual page")
struct ManualTests {
  @Test("has the sections that manual pages have, in their order")
  func sections() throws {
    let titles = try page().split(separator: "\n").filter { $0.hasPrefix(".SH ") }.map { $0.dropFirst(4) }
    #expect(
      titles == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES",
      ])
    let version = try Tool().run("--version").output.trimmingCharacters(in: .newlines)
    #expect(try page().contains(version.replacing("-", with: "\\-")))
  }

  @Test("has every command and option", arguments: try CommandOffer.all())
  func completeness(offer: CommandOffer) throws {
    let escaped = try page()
    let start = try #require(escaped.range(of: ".SS \(offer.name): "))
    let rest = escaped[start.upperBound...]
    let section = rest[..<(rest.firstRange(of: "\n.S")?.lowerBound ?? rest.endIndex)]
    for option in offer.options {
      #expect(section.contains("\\fB\(option.replacing("-", with: "\\-"))\\fP"), "\(option)")
    }
    #expect(escaped.contains("\\fBlesson\\-run \(offer.name)\\fP"))
  }

  @Test(
    "names every variable that the tool looks at",
    arguments: ["PATH", "LESSON_RUN_CACHE", "LESSON_RUN_KEEP", "XDG_CONFIG_HOME", "NO_COLOR", "TERM", "COLUMNS"])
  func environment(variable: String) throws {
    #expect(try page().contains("\n\\fB\(variable)\\fP\n"))
  }

  @Test("groff has nothing to complain about", .enabled(if: installedProgram("groff") != nil, "groff is not installed"))
  func typesetting() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(try page(), to: "lesson-run.1")
    var groff = Tool()
    groff.executable = try #require(installedProgram("groff"))
    let result = try groff.run("-man", "-ww", "-Tascii", "-P-cbou", file.path)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    // Commands come out as they are typed.
    #expect(result.output.contains("    lesson-run release 17-attention.md -o for-learners.md\n"))
    #expect(result.output.contains("'lesson-run LESSON.md' does the same."))
    #expect(!result.output.contains("\\"))
  }

  private func page() throws -> String {
    let result = try Tool().run("manual")
    #expect(result.status == 0 && result.errors.isEmpty)
    return result.output
  }
}
