import Foundation
import Reading
import Reporting
import Testing

@Suite("A lesson on paper")
struct PrintedLessonTests {
  private static let lessons = URL(filePath: #filePath).appending(path: "../../../../lessons").standardized

  @Test(
    "formulas in Unicode, code with its marks and folded where it is wide",
    arguments: ["08-softmax-and-cross-entropy", "11-counting-parameters"])
  func golden(name: String) throws {
    let file = Self.lessons.appending(path: name + ".md")
    let lesson = try LessonReader.read(Array(try Data(contentsOf: file)), path: name + ".md")
    try expectGolden(PrintedLesson(style: Style()).text(lesson), "print-\(name).txt")
  }

  @Test("No line of a lesson's code or formulas is wider than the page, and none is cut")
  func widths() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.lessons.path).filter { $0.hasSuffix(".md") }
    for name in names {
      let file = Self.lessons.appending(path: name)
      guard let lesson = try? LessonReader.read(Array(try Data(contentsOf: file)), path: name) else { continue }
      let lines = PrintedLesson(style: Style(width: 60)).text(lesson).split(separator: "\n")
      let wide = lines.filter { $0.count > 60 && !$0.hasPrefix("  │ ") && $0.hasPrefix("    ") }
      #expect(wide.isEmpty, "\(name): \(wide)")
      #expect(!lesson.formulasSources.contains { PrintedLesson(style: Style()).text(lesson).contains($0) })
      #expect(lesson.unknownTeX.isEmpty, "\(name)")
    }
  }

  @Test(
    "Wide code is folded behind a blank with a mark, and further indented",
    arguments: [
      ("let a = 1", ["let a = 1"]),
      ("    let sum = first + second + third", ["    let sum = first + ↩", "        second + third"]),
      ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ["aaaaaaaaaaaaaaaaaaaaaa ↩", "    aaaaaaaaaaaaa"]), ("", [""]),
    ])
  func folding(code: String, lines: [String]) throws {
    let lesson = try LessonReader.read(Array("# T\n\n```swift\n\(code)\n```\n".utf8), path: "a.md")
    let text = PrintedLesson(style: Style(width: 28)).text(lesson).split(separator: "\n").dropFirst(2)
    #expect(text.map { String($0.dropFirst(4)) } == lines.filter { !$0.isEmpty })
  }
}

extension Lesson {
  fileprivate var formulasSources: [String] {
    segments.compactMap { if case .math(let block) = $0, block.text.contains("\\") { block.text } else { nil } }
  }
}
