import Classes
import Foundation
import Running
import Testing

@Suite("The results folder")
struct ResultsFolderTests {
  private static let hostile = [
    "=cmd|' /C calc'!A0", "a\"b", "a\nb", "../../x", "ünïcode", "<script>", "\u{1B}[31mred", "grades", ".x", "a b",
    String(repeating: "n", count: 250), String(repeating: "/", count: 250), "",
  ]

  @Test("what is stored is found again, whatever the student's name", arguments: hostile)
  func roundTrip(student: String) throws {
    try withResultsFolder { folder in
      let result = sampleResult(student)
      #expect(folder.result(of: student) == nil)
      try folder.store(result)
      #expect(folder.result(of: student) == result)
      #expect(try folder.contents().students == [student])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }
  }

  @Test("the file: snake case, sorted keys, slashes as they are, a line end; the same result, the same bytes")
  func format() throws {
    try withResultsFolder { folder in
      try folder.store(sampleResult("anna"))
      let text = try folder.text("anna.json")
      #expect(text.hasPrefix("{\n  \"exercises\" : [\n"))
      #expect(text.contains("\"max_points\" : 4,") && text.contains("\"in/anna.md\"") && text.hasSuffix("}\n"))
      #expect(text.contains("\"handed_in\" : \"2026-11-20T14:03:00Z\""))
      try folder.store(sampleResult("anna"))
      #expect(try folder.text("anna.json") == text)
    }
  }

  @Test("results come in the byte-wise order of their names, and a stored one replaces the last")
  func order() throws {
    try withResultsFolder { folder in
      for student in ["b", "a.b", "ä", "a", "B", "a b", "a-b", "b"] { try folder.store(sampleResult(student)) }
      #expect(try folder.contents().students == ["B", "a", "a b", "a-b", "a.b", "b", "ä"])
    }
  }

  @Test("what is no result is skipped, and said")
  func foreign() throws {
    try withResultsFolder { folder in
      try folder.store(sampleResult("anna"))
      try folder.store(feedback: "# A\n", text: "A\n", of: "anna")
      let whole = try folder.text("anna.json")
      try write(String(whole.prefix(200)), "half.json", folder)
      try write("", "empty.json", folder)
      try write("{\"a\": [1, 2]}", "foreign.json", folder)
      try write(whole, "anna copy.json", folder)
      try write(whole.replacing("same-size", with: "fits").replacing("anna", with: "twice"), "twice.json", folder)
      try write("student\n", "grades.csv", folder)
      try write("{", ".draft-1", folder)
      try FileManager.default.createDirectory(atPath: folder.file(named: "x.json"), withIntermediateDirectories: true)
      #expect(mkfifo(folder.file(named: "pipe.json"), 0o600) == 0)
      symlink("nowhere", folder.file(named: "broken.json"))

      let (students, survey) = try folder.contents()
      #expect(students == ["anna"] && survey.count == 1)
      #expect(
        survey.surprises.map(\.words) == [
          "anna copy.json: its student's file is anna.json", "broken.json: No such file or directory",
          "empty.json:1:1: it is not JSON, or only half a file",
          "foreign.json:1:2: it has a 'a', which no result has: is that misspelt?",
          "half.json:11:36: it is not JSON, or only half a file", "pipe.json: it is not an ordinary file",
          "twice.json: it holds two exercises of one name", "x.json: it is a folder",
        ])
      #expect(survey.skipped.filter { !$0.isSurprising }.map(\.name) == [".draft-1", "feedback", "grades.csv"])
      #expect(folder.result(of: "half") == nil)
    }
  }

  @Test("feedback is two files of its own")
  func feedback() throws {
    try withResultsFolder { folder in
      try folder.store(feedback: "# ü\n", text: "ü\n", of: "../x")
      #expect(try folder.text("feedback/%2E.%2Fx.md") == "# ü\n")
      #expect(try folder.text("feedback/%2E.%2Fx.txt") == "ü\n")
      #expect(try folder.contents().students.isEmpty)
    }
  }

  @Test("drafts that killed processes left are removed after an hour, and nothing else")
  func drafts() throws {
    try withResultsFolder { folder in
      try folder.store(sampleResult("anna"))
      try folder.store(feedback: "# A\n", text: "A\n", of: "anna")
      let earlier = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -3700)]
      for name in [".draft-old", "feedback/.draft-old", "feedback/.draft-new", "feedback/.other"] {
        try write("half", name, folder)
        guard name.hasSuffix("old") || name.hasSuffix("other") else { continue }
        try FileManager.default.setAttributes(earlier, ofItemAtPath: folder.file(named: name))
      }
      folder.removeOldDrafts()
      let names = try ["", "feedback"].map {
        try FileManager.default.contentsOfDirectory(atPath: folder.file(named: $0)).sorted()
      }
      #expect(names == [["anna.json", "feedback"], [".draft-new", ".other", "anna.md", "anna.txt"]])
    }
  }

  @Test("a folder that cannot be made or written is refused")
  func unwritable() throws {
    let failure = #expect(throws: MachineFailure.self) { try ResultsFolder("/dev/null/x").store(sampleResult("a")) }
    #expect(failure?.problem.contains("cannot make the folder /dev/null/x") == true)
    #expect(throws: MachineFailure.self) { try ResultsFolder("/nowhere").reading() }
  }

  @Test("many may store at the same time: each file is whole")
  func concurrency() async throws {
    let folder = ResultsFolder(
      FileManager.default.temporaryDirectory.appending(path: "lesson-run-results-\(UUID())").path)
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask { try folder.store(sampleResult("s\(number % 4)", fingerprint: "\(number)")) }
      }
      try await group.waitForAll()
    }
    let (students, survey) = try folder.contents()
    #expect(students == ["s0", "s1", "s2", "s3"] && survey.skipped.isEmpty)
  }

  private func write(_ text: String, _ name: String, _ folder: ResultsFolder) throws {
    try Data(text.utf8).write(to: URL(filePath: folder.file(named: name)))
  }
}
