import Foundation
import Reading
import Testing

@Suite("Every example of CommonMark's specification is read")
struct ReadingSpecificationTests {
  @Test("All 652, alone, below a title and as the content of a hint")
  func examples() throws {
    let examples = try Self.examples()
    #expect(examples.count == 652)
    for (index, markdown) in examples.enumerated() {
      expectOrder(in: markdown, "example \(index + 1)")
      expectOrder(in: "# Title\n\n" + markdown, "example \(index + 1) below a title")
      let fence = String(repeating: "`", count: 40)
      let hint = "# Title\n\(fence)hint a\n\(markdown)\(fence)\n```swift exercise a answer=x\n```\n"
      #expect(try lesson(hint).exercises[0].hints.map(\.markdown) == [markdown], "example \(index + 1) as a hint")
    }
  }

  @Test("All in one file, with each kind of line end", arguments: ["\n", "\r\n", "\r"])
  func together(_ lineEnd: String) throws {
    let text = "# Title\n\n" + (try Self.examples()).joined(separator: "\n\n")
    expectOrder(in: text.replacing("\n", with: lineEnd), "all examples")
  }

  @Test("None stops the plain text")
  func plainText() throws {
    let lines = try Self.examples().flatMap { MarkdownDocument.plainLines(of: $0, width: 60) }
    #expect(lines.count > 652)
  }

  /// Expects either faults within the file or each line in one block, in order.
  private func expectOrder(in text: String, _ name: String) {
    let lineCount = text.replacing("\r\n", with: "\n").split(omittingEmptySubsequences: false) { $0.isNewline }.count
    do throws(FaultyLesson) {
      expectPartition(try LessonReader.read(Array(text.utf8), path: "spec.md"), Comment(rawValue: name))
    } catch {
      #expect(!error.faults.isEmpty)
      #expect(error.faults.allSatisfy { (1...lineCount).contains($0.place.line) }, "\(name): \(error.faults)")
    }
  }

  /// The Markdown of the specification's examples, where `→` stands for a tab.
  private static func examples() throws -> [String] {
    let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
    let file = package.appending(path: ".build/commonmark/spec.txt")
    guard let specification = try? String(contentsOf: file, encoding: .utf8) else {
      Issue.record("There is no .build/commonmark/spec.txt: run ./Scripts/fetch-commonmark-spec")
      return []
    }
    let fence = String(repeating: "`", count: 32)
    var examples: [String] = []
    var lines: [Substring]?
    for line in specification.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == fence + " example" {
        lines = []
      } else if line == ".", let content = lines {
        examples.append(content.map { $0.replacing("→", with: "\t") + "\n" }.joined())
        lines = nil
      } else {
        lines?.append(line)
      }
    }
    return examples
  }
}
