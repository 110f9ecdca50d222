import Classes
import Foundation
import Grading
import Testing

@Suite("A result that was edited or damaged")
struct DamagedResultTests {
  /// Has all members that grading writes.
  static let whole = """
    {
      "exercises" : [
        {
          "answer" : "let a = 1",
          "feedback" : "One of two.",
          "feedback_text" : "One of two.",
          "hidden" : {
            "max_points" : 1,
            "points" : 0.5,
            "right" : 1,
            "total" : 2
          },
          "is_begun" : true,
          "max_points" : 2,
          "mistake" : "Look again.",
          "name" : "fits",
          "points" : 1.5,
          "status" : "partial"
        },
        {
          "answer" : "words",
          "feedback" : "",
          "max_points" : 2,
          "name" : "why",
          "points" : 0,
          "status" : "awaiting-review"
        }
      ],
      "fingerprint" : "f1",
      "hand_in" : "h1",
      "handed_in" : "2026-11-21T11:00:00Z",
      "is_marked_late" : true,
      "is_unjudged" : false,
      "is_unreadable" : false,
      "late" : {
        "days" : 1,
        "due" : "2026-11-20T12:00:00Z",
        "most" : 4,
        "penalty" : 1,
        "per_day" : 1,
        "seconds" : 82800,
        "words" : "late"
      },
      "lesson" : "sums.md",
      "lesson_version" : "v1",
      "max_points" : 4,
      "points" : 1.5,
      "problems" : [
        "odd"
      ],
      "section" : "A",
      "student" : "Ada",
      "submission" : "in/Ada.md",
      "title" : "Sums"
    }

    """
  /// The place of each line that has a member, from 1.
  static let members = whole.split(separator: "\n").indices.filter { line(of: $0).contains("\" :") }
  static let optional: Set = [
    "answer", "feedback_text", "hidden", "is_begun", "mistake", "hand_in", "handed_in", "is_marked_late", "is_unjudged",
    "is_unreadable", "late", "lesson_version", "section",
  ]

  private static func line(of index: Int) -> Substring { whole.split(separator: "\n")[index] }
  private static func name(_ index: Int) -> String {
    String(line(of: index).split(separator: "\"").dropFirst().first ?? "")
  }
  private static func text(with line: String, at index: Int) -> String {
    var lines = whole.split(separator: "\n").map(String.init)
    lines[index] = line
    return lines.joined(separator: "\n")
  }

  /// The file's final points, or why it is refused.
  private static func read(_ text: String) throws -> (points: Double?, words: String) {
    var read: (Double?, String) = (nil, "")
    try withResultsFolder { folder in
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: folder.file(named: "Ada.json")))
      var reading = try folder.reading()
      let result = reading.next()
      read = (result?.finalPoints, reading.survey.surprises.first?.words ?? "")
      #expect((result == nil) == (folder.result(of: "Ada") == nil))
    }
    return read
  }

  @Test("as it was written, it is read, and written again as the same bytes")
  func unharmed() throws {
    #expect(try Self.read(Self.whole).points == 0.5)
    try withResultsFolder { folder in
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
      try Data(Self.whole.utf8).write(to: URL(filePath: folder.file(named: "Ada.json")))
      try folder.store(try #require(folder.result(of: "Ada")))
      #expect(try folder.text("Ada.json") == Self.whole)
    }
  }

  @Test("a member that is misspelt is refused by its place", arguments: members)
  func misspelt(_ index: Int) throws {
    let name = Self.name(index)
    let line = String(Self.line(of: index)).replacing("\"\(name)\"", with: "\"\(name)s\"")
    let words = try Self.read(Self.text(with: String(line), at: index)).words
    let column = line.prefix { $0 == " " }.count + 1
    #expect(words.hasPrefix("Ada.json:\(index + 1):\(column): it has a '") && words.contains("\(name)s'"), "\(words)")
  }

  @Test("a member that is there twice is refused by the second's place", arguments: members)
  func repeated(_ index: Int) throws {
    let line = Self.line(of: index)
    guard !line.hasSuffix("{"), !line.hasSuffix("[") else { return }
    let twice = "\(line.hasSuffix(",") ? line : line + ",")\n\(line)"
    let words = try Self.read(Self.text(with: twice, at: index)).words
    #expect(words.contains("Ada.json:\(index + 2):") && words.contains("\(Self.name(index))' twice"), "\(words)")
  }

  @Test("a member of another type is refused by its place", arguments: members)
  func otherType(_ index: Int) throws {
    let line = Self.line(of: index)
    let name = Self.name(index)
    guard !line.hasSuffix("{"), !line.hasSuffix("[") else { return }
    let isNumber = line.contains(/: [0-9]/)
    for value in ["{\"a\" : 1}", "[1]", isNumber ? "\"1\"" : "1", "1e999"] {
      let damaged = "  \"\(name)\" : \(value)\(line.hasSuffix(",") ? "," : "")"
      let (points, words) = try Self.read(Self.text(with: damaged, at: index))
      #expect(points == nil && words.hasPrefix("Ada.json:\(index + 1):"), "\(name) \(value): \(words)")
    }
  }

  @Test("a member that is missing is refused, or what it says is optional", arguments: members)
  func missing(_ index: Int) throws {
    let line = Self.line(of: index)
    let name = Self.name(index)
    guard !line.hasSuffix("{"), !line.hasSuffix("[") else { return }
    var text = Self.text(with: "", at: index)
    if !line.hasSuffix(",") { text = text.replacing(/,\s+([}\]])/) { "\n\($0.1)" } }
    let (points, words) = try Self.read(text)
    if Self.optional.contains(name) {
      #expect(points == 0.5, "\(name): \(words)")
    } else {
      #expect(points == nil && words.contains("'") && words.contains(name), "\(name): \(words)")
    }
  }

  @Test(
    "numbers that grading does not write, or that do not go with the others",
    arguments: [
      (17, "points\" : 1.5", "points\" : 3"), (17, "points\" : 1.5", "points\" : -1"),
      (17, "points\" : 1.5", "points\" : 1"), (14, "max_points\" : 2", "max_points\" : 3"),
      (8, "max_points\" : 1,", "max_points\" : 3,"), (9, "points\" : 0.5", "points\" : 1.6"),
      (10, "right\" : 1", "right\" : 3"), (11, "total\" : 2", "total\" : 0"),
      (25, "points\" : 0", "points\" : 1"), (26, "awaiting-review", "awaiting"),
      (31, "2026-11-21T", "2026-13-21T"), (36, "days\" : 1", "days\" : 0"), (36, "days\" : 1", "days\" : 1.5"),
      (36, "days\" : 1", "days\" : 99999999999999999999"), (37, "2026-11-20", "yesterday"),
      (38, "most\" : 4", "most\" : -4"), (40, "per_day\" : 1", "per_day\" : -1"),
      (40, "per_day\" : 1", "per_day\" : 1e13"), (39, "penalty\" : 1", "penalty\" : 0"),
      (39, "penalty\" : 1", "penalty\" : -1"), (41, "seconds\" : 82800", "seconds\" : 0"),
      (46, "max_points\" : 4", "max_points\" : 40"), (47, "points\" : 1.5", "points\" : 4"),
    ])
  func senseless(_ line: Int, _ old: String, _ new: String) throws {
    let text = Self.line(of: line - 1)
    #expect(text.contains(old))
    let (points, words) = try Self.read(Self.text(with: String(text.replacing(old, with: new)), at: line - 1))
    #expect(points == nil && words.hasPrefix("Ada.json:"), "\(words)")
    #expect(words.contains("makes no sense"), "\(words)")
  }

  @Test("a bit of each byte, flipped: it is refused, or counts as any other program reads it")
  func flips() throws {
    let bytes = Array(Self.whole.utf8)
    try withResultsFolder { folder in
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
      var (refused, other) = (0, 0)
      for index in bytes.indices {
        var damaged = bytes
        damaged[index] ^= 1 << [0, 5, 1, 2][index % 4]
        try Data(damaged).write(to: URL(filePath: folder.file(named: "Ada.json")))
        guard let result = folder.result(of: "Ada") else {
          refused += 1
          continue
        }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(damaged)) as? [String: Any])
        let late = try #require(object["late"] as? [String: Any])
        let points = try #require(object["points"] as? Double) - (late["penalty"] as? Double ?? 0)
        #expect(result.finalPoints == points && result.exercises.reduce(0) { $0 + $1.points } == result.points)
        other += 1
      }
      #expect(refused > 500 && other > 100)
    }
  }

  /// What versions before this one wrote.
  static let earlier: [(text: String, points: Double)] = [
    (
      #"""
      {"exercises":[{"feedback":"f","max_points":2,"name":"fits","points":2,"status":"passed"}],"fingerprint":"f",
       "lesson":"a.md","max_points":2,"points":2,"problems":[],"student":"Ada","submission":"a.md","title":"A"}
      """#, 2
    ),
    (
      #"""
      {"exercises":[{"feedback":"f","max_points":2,"name":"fits","points":2,"status":"passed",
        "hidden":{"max_points":1,"points":1,"right":1,"total":1}}],"fingerprint":"f","hand_in":"h","lesson_version":"v",
       "lesson":"a.md","max_points":2,"points":2,"problems":[],"student":"Ada","submission":"a.md","title":"A",
       "late":{"days":1,"due":"2026-11-20T12:00:00Z","penalty":0.5,"seconds":60,"words":"late"}}
      """#, 1.5
    ),
  ]

  @Test("results of earlier versions are read as they were", arguments: earlier.indices)
  func earlierVersions(_ index: Int) throws {
    #expect(try Self.read(Self.earlier[index].text).points == Self.earlier[index].points)
  }

  @Test("a student of the roster whose result is damaged is not said to have handed in nothing")
  func rosterRow() throws {
    try withResultsFolder { folder in
      try folder.store(sampleResult("Ben"))
      try Data(Self.whole.replacing("late\" : {", with: "lat\" : {").utf8).write(
        to: URL(filePath: folder.file(named: "Ada.json")))
      let roster = try Roster(reading: Array("name\nAda\nBen\nCleo\n".utf8), path: "class.csv")
      var reading = try folder.reading(completing: roster)
      var remarks: [String: [String]] = [:]
      while let result = reading.next() { remarks[result.student] = result.remarks }
      #expect(remarks == ["Ada": ["the result cannot be read"], "Ben": [], "Cleo": ["nothing was handed in"]])
      #expect(reading.survey.absent == 1)
      let path = folder.file(named: "moodle.csv")
      _ = try MoodleGrades(of: folder, roster: roster).write(to: path)
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("Ada,") && $0.contains("the result cannot be read") })
      #expect(lines.contains { $0.hasPrefix("Cleo,") && $0.contains("nothing was handed in") })
    }
  }
}
