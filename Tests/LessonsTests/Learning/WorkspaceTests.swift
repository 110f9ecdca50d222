import Foundation
import Learning
import Reading
import Reporting
import Running
import Testing

@Suite("A workspace on disk")
struct WorkspaceTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "workspace-test-\(UUID())")

  private static let lesson = """
    # One

    ```swift exercise a answer=a
    let a = ___
    ```

    ```swift solution a
    let a = 1
    ```

    Look at "numbers.txt".
    """

  /// A book of two lessons, a page, a file that a lesson names, and what does not belong to it.
  private func withBook(_ body: (String, Workspace) throws -> Void) throws {
    let book = folder.appending(path: "book")
    try FileManager.default.createDirectory(at: book, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = [
      "01-one.md": Self.lesson, "02-two.md": Self.lesson.replacing("One", with: "Two"), "glossary.md": "# Words\n",
      "README.md": "# For authors\n", "numbers.txt": "1 2 3\n", "other.txt": "not named\n",
    ]
    for (name, text) in files { try Data(text.utf8).write(to: book.appending(path: name)) }
    try body(book.path, Workspace(at: folder.appending(path: "mine").path))
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test("it holds copies without solutions, the author's beside them, and what lessons name")
  func start() throws {
    try withBook { book, workspace in
      try workspace.start(Textbook(at: book), from: book)
      #expect(try names(workspace.folder) == [".lesson-run", "01-one.md", "02-two.md", "glossary.md", "numbers.txt"])
      #expect(try !text(workspace.path(of: "01-one.md")).contains("solution"))
      #expect(try text(workspace.authorsPath(of: "01-one.md")) == Self.lesson)
      #expect(workspace.lessonNames == ["01-one.md", "02-two.md"])
      #expect(Workspace(ofLesson: workspace.path(of: "01-one.md"))?.folder == workspace.folder)
      #expect(Workspace(ofLesson: workspace.path(of: "glossary.md")) == nil)
      #expect(try workspace.state().book == book)
    }
  }

  @Test("nothing is written over a folder in which there is something, and nothing is left where it cannot be written")
  func refusals() throws {
    try withBook { path, workspace in
      let book = try Textbook(at: path)
      let busy = Workspace(at: path)
      let before = try names(path)
      #expect(throws: Workspace.StartFailure.self) { try busy.start(book, from: nil) }
      #expect(try names(path) == before)
      let file = Workspace(at: path + "/README.md")
      #expect(throws: Workspace.StartFailure.self) { try file.start(book, from: nil) }
      // Below a file there is no folder.
      let nowhere = Workspace(at: path + "/README.md/mine")
      #expect(throws: Workspace.StartFailure.self) { try nowhere.start(book, from: nil) }
      #expect(try text(path + "/README.md") == "# For authors\n")
      try workspace.start(book, from: nil)
      #expect(throws: Workspace.StartFailure.self) { try workspace.start(book, from: nil) }
      #expect(throws: Textbook.Failure.self) { try Textbook(at: workspace.folder) }
    }
  }

  @Test("a book with a faulty lesson, with two of one name, or with none is refused")
  func books() throws {
    try withBook { path, _ in
      func failure() -> Textbook.Failure? { do { _ = try Textbook(at: path); return nil } catch { return error } }
      try Data(Self.lesson.utf8).write(to: URL(filePath: path + "/01-ONE.md"))
      guard case .sameName("01-ONE.md", "01-one.md")? = failure() else { throw Unexpected() }
      try Data("# X\n\n```swift exercise a\n".utf8).write(to: URL(filePath: path + "/01-ONE.md"))
      guard case .faulty(let lessons)? = failure(), lessons.count == 1 else { throw Unexpected() }
      for name in try names(path) where name.hasPrefix("0") {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
      }
      guard case .noLessons? = failure() else { throw Unexpected() }
      try FileManager.default.removeItem(atPath: path)
      guard case .nothing? = failure() else { throw Unexpected() }
    }
  }

  private struct Unexpected: Error {}

  @Test("an update merges, keeps what was there, adds what is new and leaves what is one's own")
  func update() throws {
    try withBook { path, workspace in
      try workspace.start(Textbook(at: path), from: path)
      let mine = workspace.path(of: "01-one.md")
      let answered = try text(mine).replacing("___", with: "5")
      try Data(answered.utf8).write(to: URL(filePath: mine))
      try Data("my own".utf8).write(to: URL(filePath: workspace.path(of: "numbers.txt")))
      try Data(Self.lesson.replacing("Look at", with: "Now look at").utf8).write(to: URL(filePath: path + "/01-one.md"))
      try Data(Self.lesson.utf8).write(to: URL(filePath: path + "/03-three.md"))
      try Data("4 5 6\n".utf8).write(to: URL(filePath: path + "/numbers.txt"))
      try FileManager.default.removeItem(atPath: path + "/02-two.md")
      let update = try WorkspaceUpdate(of: workspace, with: Textbook(at: path), from: path)
      #expect(update.changed == 1 && update.added == 1)
      #expect(
        Set(update.remarks) == [.changedFile(workspace.path(of: "numbers.txt")), .lessonGone("02-two.md")])
      #expect(try text(mine).contains("let a = 5") && text(mine).contains("Now look at"))
      #expect(try text(workspace.hiddenFolder + "/old/01-one.1.md") == answered)
      #expect(try text(workspace.path(of: "numbers.txt")) == "my own")
      #expect(try text(workspace.path(of: "03-three.md")).contains("let a = ___"))
      #expect(try text(workspace.path(of: "02-two.md")).contains("# Two"))
    }
  }

  @Test("a reset puts the starter back and keeps the answer; a cell that is gone is put at the end")
  func reset() throws {
    try withBook { path, workspace in
      let book = try Textbook(at: path)
      try workspace.start(book, from: nil)
      let mine = workspace.path(of: "01-one.md")
      let starter = try text(mine)
      #expect(try workspace.reset("a", of: "01-one.md", book.lessons[0]) == .isStarter)
      try Data(starter.replacing("___", with: "5").utf8).write(to: URL(filePath: mine))
      let kept = workspace.hiddenFolder + "/old/01-one.a.1.md"
      #expect(try workspace.reset("a", of: "01-one.md", book.lessons[0]) == .done(kept: kept))
      #expect(try text(mine) == starter)
      #expect(try text(kept).contains("let a = 5"))
      try Data("# Mine\n".utf8).write(to: URL(filePath: mine))
      #expect(try workspace.reset("a", of: "01-one.md", book.lessons[0]) == .appended)
      #expect(try text(mine) == "# Mine\n\n```swift exercise a answer=a\nlet a = ___\n```\n")
    }
  }

  @Test("what is remembered is found again; what is damaged is told and not written over")
  func memory() throws {
    try withBook { path, workspace in
      try workspace.start(Textbook(at: path), from: nil)
      try workspace.remember { $0["01-one.md", "a"].hints = 2 }
      #expect(try workspace.state().hints(of: "01-one.md") == ["a": 2])
      let file = workspace.hiddenFolder + "/learner.json"
      try Data("{".utf8).write(to: URL(filePath: file))
      #expect(throws: MachineFailure.self) { try workspace.remember { $0.book = "x" } }
      #expect(try text(file) == "{")
    }
  }

  @Test("one cell of a learner's file is written as the file is at that moment, also if it is gone")
  func cells() throws {
    try withBook { path, workspace in
      try workspace.start(Textbook(at: path), from: nil)
      let file = workspace.path(of: "01-one.md")
      let author = try sampleLesson(text(workspace.authorsPath(of: "01-one.md")))
      let mine = try "Mine.\n" + text(file)
      try Data(mine.utf8).write(to: URL(filePath: file))
      #expect(try workspace.write("let a = 2", in: CellID(.exercise, "a"), of: "01-one.md", author) == .done)
      #expect(try text(file) == mine.replacing("___", with: "2"))
      #expect(try workspace.write("let b = 2", in: CellID(.exercise, "b"), of: "01-one.md", author) == .nothing)
      try FileManager.default.removeItem(atPath: file)
      #expect(try workspace.write("let a = 3", in: CellID(.exercise, "a"), of: "01-one.md", author) == .done)
      #expect(try text(file) == "```swift exercise a answer=a\nlet a = 3\n```\n")
    }
  }
}
