import Foundation
import Testing

/// A folder with `results` made by hand, as `grade` writes them, and things in it that are none.
struct ExportSample {
  /// Students, and what the files of each are called.
  static let fileNames = [
    "Anna Berg": "Anna Berg", "=cmd|' /C calc'!A0": "%3Dcmd%7C%27 %2FC calc%27%21A0",
    "a \"quoted\", name": "a %22quoted%22%2C name", "two\nlines": "two%0Alines", "../../x": "%2E.%2F..%2Fx",
    "ünïcode 李": "ünïcode 李", "<script>alert(1)</script>": "%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
    "\u{1B}[31mred\u{7}": "%1B%5B31mred%07", "grades": "grades", "]]> & <![CDATA[": "%5D%5D%3E %26 %3C%21%5BCDATA%5B",
  ]
  static let students = Array(fileNames.keys)
  static let statuses = [
    "passed", "partial", "wrong", "not-attempted", "missing", "compile-error", "crashed", "timed-out", "over-limit",
    "ungraded", "awaiting-review",
  ]
  static let feedback = "# No ]]> end\n\n<script>x</script> \u{0} \u{1B}[2J \u{FFFF} ünï"

  struct Exercise: Encodable {
    var name: String
    var status: String
    var points: Double
    var max_points: Double
    var feedback = ExportSample.feedback
    var mistake: String?
  }

  struct Record: Encodable {
    var student: String
    var lesson = "02-padding.md"
    var title = "2. Padding <b>"
    var submission = "in/x.md"
    var handed_in: String? = "2026-11-20T14:03:00Z"
    var fingerprint = "f1"
    var points: Double
    var max_points = 20.0
    var hand_in: String?
    var lesson_version: String?
    var problems = ["line \u{1B} <1>"]
    var exercises: [Exercise]
  }

  static func record(_ student: String, fingerprint: String = "f1", passed: Double = 2) -> Record {
    let exercises = statuses.map { status in
      Exercise(
        name: "is-\(status)", status: status, points: status == "passed" ? passed : status == "partial" ? 0.5 : 0,
        max_points: status == "ungraded" ? 0 : 2, mistake: status == "wrong" ? "You <flipped> it." : nil)
    }
    return Record(student: student, fingerprint: fingerprint, points: passed + 0.5, exercises: exercises)
  }

  let folder: TemporaryFolder

  init(_ students: [String] = Self.students) throws {
    folder = try TemporaryFolder()
    for student in students { try store(Self.record(student)) }
    try folder.write("{\"half\":", to: "results/half.json")
    try folder.write("{}", to: "results/.draft-7")
    try folder.write("text", to: "results/feedback/a.json")
  }

  func store(_ record: Record) throws {
    try folder.write(
      try JSONEncoder().encode(record), to: "results/\(Self.fileNames[record.student] ?? record.student).json")
  }

  func export(_ format: String, _ more: String...) throws -> Tool.Result {
    try run(["export", "results", "--format", format] + more)
  }

  /// Runs the tool in the folder.
  func run(_ arguments: [String]) throws -> Tool.Result {
    var tool = Tool()
    tool.folder = folder.url
    return try tool.run(arguments)
  }

  /// What a Python script prints as JSON.
  func python(_ script: String, _ arguments: String...) throws -> Any {
    let file = try folder.write("import json, sys\n" + script, to: "read.py")
    var tool = Tool()
    tool.executable = URL(filePath: "/usr/bin/env")
    tool.folder = folder.url
    tool.environment["PYTHONPATH"] = Tool.root.appending(path: ".build/python-readers").path
    let result = try tool.run(["python3", "-B", file.path] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    return try JSONSerialization.jsonObject(with: Data(result.output.utf8), options: .fragmentsAllowed)
  }

  func content(_ path: String) throws -> Data { try Data(contentsOf: folder.url.appending(path: path)) }

  /// The names in the folder of results.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "results").path).sorted()
  }
}
