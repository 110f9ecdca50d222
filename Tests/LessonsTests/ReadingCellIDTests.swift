import Foundation
import Reading
import Testing

@Suite("What a cell is known by")
struct ReadingCellIDTests {
  private static let text = """
    # T

    ```swift setup
    a
    ```
    ```swift example
    b
    ```
    ```swift exercise e answer=x
    ```
    ```swift check e
    c
    ```
    ```swift example
    d
    ```
    ```swift check e
    f
    ```
    ```swift mistake e
    // No.
    ```
    ```swift exercise f answer=x
    ```

    """

  private func cells(of lesson: Lesson) -> [Cell] {
    lesson.blocks.compactMap(\.cell)
  }

  @Test("its role, its exercise and its place among those like it")
  func names() throws {
    let lesson = try sampleLesson(Self.text)
    #expect(
      cells(of: lesson).map(\.id.description) == [
        "setup/1", "example/1", "exercise/e/1", "check/e/1", "example/2", "check/e/2", "mistake/e/1", "exercise/f/1",
      ])
    #expect(lesson.exercises[0].checks.map(\.id) == [CellID(.check, "e"), CellID(.check, "e", ordinal: 2)])
    #expect(lesson.exercises[1].cell.id == CellID(.exercise, "f"))
  }

  @Test(
    "it stays the same while prose, code and line ends around it are edited",
    arguments: [
      ("# T\n", "# Another title\n\nProse.\n\n- a list\n"), ("b\n", "b\nb\nb\n"), ("\n", "\r\n"), ("c\n", ""),
      ("```swift check e\nc\n```", "```math\nx\n```\n```swift check e hidden\nc\n```"),
    ])
  func stability(old: String, new: String) throws {
    let edited = try sampleLesson(Self.text.replacing(old, with: new))
    #expect(cells(of: edited).map(\.id) == cells(of: try sampleLesson(Self.text)).map(\.id))
  }

  @Test("no two cells of a lesson of the book share one", arguments: ReadingBlocksTests.files(in: "lessons"))
  func book(file: String) throws {
    let bytes = Array(try Data(contentsOf: ReadingBlocksTests.package.appending(path: file)))
    guard let lesson = LessonReader.reading(bytes, path: file).lesson else { return }
    let ids = cells(of: lesson).map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test("a lesson with faults is read as far as it can be: the faults, and all that is not at fault")
  func faulty() throws {
    let text = Self.text.replacing("```swift mistake e", with: "```swift mistke e") + "```swift check nobody\n```\n"
    let reading = LessonReader.reading(Array(text.utf8), path: "a.md")
    let lesson = try #require(reading.lesson)
    #expect(reading.faults.count == 2)
    #expect(throws: FaultyLesson(reading.faults)) { try LessonReader.read(Array(text.utf8), path: "a.md") }
    #expect(lesson.title == "T")
    #expect(lesson.exercises.map(\.name) == ["e", "f"])
    #expect(lesson.exercises[0].checks.count == 2)
    #expect(lesson.exercises[0].mistakes.isEmpty)
    #expect(lesson.text == text)
  }

  @Test("a file that is no text holds no lesson", arguments: [[UInt8]([0xFF, 0xFE, 0, 1]), [], [0xC0]])
  func nothing(bytes: [UInt8]) {
    let reading = LessonReader.reading(bytes, path: "a.md")
    #expect(reading.lesson == nil)
    #expect(reading.faults.count == 1)
  }
}
