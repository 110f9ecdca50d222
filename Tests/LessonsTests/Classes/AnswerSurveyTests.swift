import Classes
import Foundation
import Reading
import Testing

@Suite("A first look at all answers")
struct AnswerSurveyTests {
  private func cell(_ name: String, _ source: String) -> Cell {
    Cell(role: .exercise, name: name, source: source + "\n", lines: 1...3)
  }

  @Test("an answer is shared if two files have it word for word in the same exercise; doubt is a file's")
  func survey() throws {
    let lesson = try sampleLesson(threeExercises)
    let folder = FileManager.default.temporaryDirectory.appending(path: "shared-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let answers = [
      "ada": ("let total = 2", "let twice = 4"), "ben": ("let total = 2", "let twice =  4"),
      "carl": ("let total = 3", "let total = 3"),
    ]
    var files = [HandedInFile(student: "none", path: folder.path + "/none.md")]
    for (student, (total, twice)) in answers {
      let text = "```swift exercise total\r\n\(total)\r\n```\n\n```swift exercise twice\n\(twice)\n```\n"
      try Data(text.utf8).write(to: folder.appending(path: student + ".md"))
      files.append(HandedInFile(student: student, path: "\(folder.path)/\(student).md"))
    }
    let survey = AnswerSurvey(of: files, answering: lesson, watch: JudgingWatch()) { $0.source.contains("=  ") }
    #expect(survey.isShared(cell("total", "let total = 2")))
    #expect(!survey.isShared(cell("twice", "let twice = 4")))
    #expect(!survey.isShared(cell("total", "let total = 3")), "the same words in another exercise are another answer")
    #expect(files.filter(survey.isDoubtful).map(\.student) == ["ben"])
    #expect(!survey.isShared(cell("twice", "let total = 2")))
  }
}
