import Foundation
import Testing

@Suite("The book's glossary")
struct GlossaryTests {
  /// A row of the table: a term, what it is in Korean, what it means, and the lesson that introduces it.
  struct Entry: CustomTestStringConvertible {
    var term: String
    var korean: String
    var meaning: String
    var number: String
    var lesson: String

    var testDescription: String { term }

    init?(row: Substring) {
      let columns = #/\| ([^|]+) \| ([^|]+) \| ([^|]+) \| \[(\d+)\]\(([^|]+)\) \|/#
      guard let match = row.wholeMatch(of: columns) else { return nil }
      (term, korean, meaning) = (String(match.1), String(match.2), String(match.3))
      (number, lesson) = (String(match.4), String(match.5))
    }
  }

  /// The table's rows, without its head.
  private static let rows: [Substring] = {
    let path = Tool.root.appending(path: "lessons/glossary.md")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return Array(text.split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2))
  }()
  static let entries: [Entry] = rows.compactMap(Entry.init(row:))

  /// What a lesson teaches in words: its prose without code, formulas and further reading, in small letters and on one line.
  private func prose(of lesson: String) throws -> String {
    let text = try String(contentsOf: Tool.root.appending(path: "lessons/\(lesson)"), encoding: .utf8)
    let taught = try #require(text.split(separator: "\n## Further reading").first)
    var isCode = false
    var words: [Substring] = []
    for line in taught.split(separator: "\n") {
      if line.hasPrefix("```") {
        isCode.toggle()
      } else if !isCode {
        words += line.split(separator: " ")
      }
    }
    return words.joined(separator: " ").filter { $0 != "*" && $0 != "`" }.lowercased()
  }

  @Test("every row has a term, its Korean, its meaning and a lesson")
  func complete() {
    #expect(Self.entries.count >= 60)
    let broken = Self.rows.filter { Entry(row: $0) == nil }
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("each term stands once, and they stand in alphabetical order")
  func order() {
    let terms = Self.entries.map { $0.term.lowercased() }
    #expect(Set(terms).count == terms.count)
    #expect(terms == terms.sorted())
  }

  @Test("the lesson exists and speaks of the term", arguments: entries)
  func lesson(entry: Entry) throws {
    #expect(BookTests.lessons.contains(entry.lesson))
    #expect(entry.lesson.hasPrefix(entry.number.count == 1 ? "0\(entry.number)-" : "\(entry.number)-"))
    let term = try Regex("\\b" + entry.term.lowercased())
    #expect(try prose(of: entry.lesson).firstMatch(of: term) != nil)
    #expect(entry.korean.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }, "not a word of Korean")
  }
}
