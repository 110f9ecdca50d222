import Foundation

/// A folder with `results` as grading leaves them, made by hand: of each student an answer that the machine has found right, and one that
/// awaits a person.
struct ReviewSample {
  struct Exercise: Encodable {
    var name: String
    var status: String
    var points: Double
    var max_points = 2.0
    var feedback = "Machine.\n"
    var feedback_text = "Machine."
    var answer: String?
  }

  struct Record: Encodable {
    var student: String
    var lesson = "02-padding.md"
    var title = "2. Padding"
    var submission = "in/x.md"
    var fingerprint = "f1"
    var points: Double
    var max_points = 4.0
    var hand_in = "h1"
    var problems: [String] = []
    var exercises: [Exercise]
  }

  let folder: TemporaryFolder
  let tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    var tool = Tool()
    tool.folder = folder.url
    self.tool = tool
  }

  func store(_ student: String, answer: String = "It slides.\n") throws {
    let exercises = [
      Exercise(name: "fits", status: "passed", points: 2, answer: "let fits = true\n"),
      Exercise(name: "why", status: "awaiting-review", points: 0, answer: answer),
    ]
    try folder.write(
      try JSONEncoder().encode(Record(student: student, points: 2, exercises: exercises)), to: "results/\(student).json"
    )
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.url.appending(path: path)), as: UTF8.self)
  }

  func take(_ table: String) throws -> Tool.Result {
    try folder.write(table, to: "reviews.csv")
    return try tool.run("review", "results", "--import", "reviews.csv")
  }
}
