import Foundation
import Reading
import Serving
import Testing

@Suite("A cell written into its file")
struct CellWritingTests {
  private static let author = """
    # T

    ```swift example
    let five = 5
    ```

    ```swift exercise one answer=a
    let a = ___
    ```

    ```swift solution one
    let a = five
    ```

    """
  private static let copy = author.replacing("```swift solution one\nlet a = five\n```\n", with: "Mine.\n")
  private static let id = CellID(.exercise, "one")

  private let folder = FileManager.default.temporaryDirectory.appending(path: "cell-writing-\(UUID())")

  private func withFile(_ text: String, isCopy: Bool = false, _ body: (CellWriting, URL) throws -> Void) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "t.md")
    try Data(text.utf8).write(to: file)
    let author = isCopy ? try LessonReader.read(Array(Self.author.utf8), path: "author.md") : nil
    try body(CellWriting(file.path, author: author), file)
  }

  private func text(_ file: URL) -> String? { try? String(contentsOf: file, encoding: .utf8) }

  private static let seen = CellWriting.version(of: "let a = ___")

  @Test("every other byte stays, whatever ends the lines", arguments: ["\n", "\r\n"], [false, true])
  func bytes(end: String, isCopy: Bool) throws {
    let old = (isCopy ? Self.copy : Self.author).replacing("\n", with: end)
    try withFile(old, isCopy: isCopy) { writing, file in
      let outcome = writing.write("let a = five\n// done\n", into: Self.id, changing: Self.seen)
      let new = old.replacing("let a = ___", with: "let a = five\(end)// done")
      #expect(outcome == .written(Array(new.utf8)))
      #expect(text(file) == new)
      #expect(writing.write("let a = five\n// done", into: Self.id, changing: "whatever") == .unchanged)
    }
  }

  @Test("what was changed elsewhere is not written over")
  func conflict() throws {
    let old = Self.author.replacing("___", with: "4")
    try withFile(old) { writing, file in
      #expect(writing.write("let a = 5", into: Self.id, changing: Self.seen) == .conflict("let a = 4\n"))
      #expect(text(file) == old)
      let version = CellWriting.version(of: "let a = 4\n")
      guard case .written = writing.write("let a = 5", into: Self.id, changing: version) else {
        Issue.record("written after a look")
        return
      }
    }
  }

  @Test("an answer that a copy has lost is put at its end")
  func lost() throws {
    try withFile("# T\n", isCopy: true) { writing, file in
      guard case .written = writing.write("let a = 5", into: Self.id, changing: Self.seen) else {
        Issue.record("not written")
        return
      }
      #expect(text(file) == "# T\n\n```swift exercise one answer=a\nlet a = 5\n```\n")
    }
  }

  struct Trouble: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text = CellWritingTests.author
    var source = "let a = 5"
    var id = CellWritingTests.id
    var prepare: @Sendable (URL) throws -> Void = { _ in }
    var words: String
  }

  static let troubles: [Trouble] = [
    Trouble(testDescription: "a line that ends the block", source: "let a = 5\n```\nlet b = 1", words: "end its block"),
    Trouble(testDescription: "a cell that is gone", id: CellID(.exercise, "two"), words: "no such cell"),
    Trouble(
      testDescription: "a faulty lesson", text: author.replacing("answer=a", with: "anser=a"), words: "has faults"),
    Trouble(
      testDescription: "a read-only file",
      prepare: { try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: $0.path) },
      words: "read-only"),
    Trouble(
      testDescription: "no file", prepare: { try FileManager.default.removeItem(at: $0) }, words: "cannot be read"),
    Trouble(
      testDescription: "another encoding", prepare: { try Data([0x23, 0xFF, 0xFE]).write(to: $0) }, words: "not UTF-8"),
  ]

  @Test("what cannot be written is said, and nothing is", arguments: troubles)
  func refusals(trouble: Trouble) throws {
    try withFile(trouble.text) { writing, file in
      try trouble.prepare(file)
      let before = try? Data(contentsOf: file)
      guard case .refused(let words) = writing.write(trouble.source, into: trouble.id, changing: Self.seen) else {
        Issue.record("written")
        return
      }
      #expect(words.contains(trouble.words))
      #expect((try? Data(contentsOf: file)) == before)
    }
  }
}
