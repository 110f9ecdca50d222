import Foundation
import Testing

/// `lesson-run grade` on what learning platforms deliver.
@Suite(
  "grade, from a learning platform",
  .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct HandInTests {
  private typealias Item = HandInSample.Item

  /// A hand-in of every kind, what it earns, and what is said of it; in names as Canvas has them, and Moodle.
  private static let kinds: [(content: HandInSample.Item.Content, name: String, points: String, words: String)] = [
    (.right, "windows.md", "3", ""), (.right, "my windows (2).MARKDOWN", "3", ""), (.right, "windows.md.txt", "3", ""),
    (.utf16, "windows.md", "3", ""), (.zip, "hw.zip", "3", ""),
    (.richText, "windows.rtf", "0", "not readable: the file is Rich Text"),
    (.richText, "windows.md", "0", "not readable: the file is Rich Text"),
    (.word, "windows.docx", "0", "not readable: the file is a Word document"),
    (.word, "windows.md", "0", "not readable: the file is a Word document"),
    (.pdf, "windows.pdf", "0", "not readable: the file is a PDF file"),
    (.page, "windows.html", "0", "not readable: the file is a web page"),
    (.picture, "photo.png", "0", "not readable: "),
    (.empty, "windows.md", "0", "the file is empty"),
    (.large, "windows.md", "0", "not readable: the file is larger than 4 MiB"),
    (.link, "windows.md", "0", "not readable: this is a symbolic link"),
    (.encrypted, "windows.md", "0", "not readable: the file is encrypted"),
    (.brokenZip, "hw.zip", "0", "not readable: the archive was not read"),
    (.emptyZip, "hw.zip", "0", "not readable: there is no Markdown file in it, but notes.c"),
    (.photo, "windows.md", "0", "not readable: the file is a picture"),
    (.latin1, "windows.md", "3", "line 1: the byte 0xF6 is not UTF-8"),
    (.zip64, "hw.zip", "3", ""), (.koreanZip, "hw.zip", "3", ""), (.zipZip, "hw.zip", "3", ""),
    (.hugeZip, "hw.zip", "0", "not readable: the file is larger than 4 MiB"), (.hugeBesideZip, "hw.zip", "3", ""),
    (.lockedZip, "hw.zip", "0", "not readable: the file is encrypted"),
  ]

  @Test("each kind of hand-in in an archive of Canvas, of Moodle and of Moodle's folders has its row", arguments: 0..<3)
  func kinds(form: Int) throws {
    let hand = try HandInSample()
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let items = Self.kinds.enumerated().map { index, kind in
      let name = "Student \(letters[index])"
      let paths = [
        "student\(letters[index])_\(300 + index)_\(500 + index)_\(kind.name)",
        "\(name)_\(100 + index)_assignsubmission_file_\(kind.name)",
        "\(name)_\(100 + index)_assignsubmission_file_/\(kind.name)",
      ]
      return Item(paths[form], kind.content)
    }
    try hand.write(items, to: "class.zip")
    let roster =
      form == 0
      ? "Student,ID,SIS Login ID,Section,Windows (77)\n    Points Possible,,,,3\n"
        + items.indices.map { "\"\(letters[$0]), Student\",\(300 + $0),s\($0),One,\n" }.joined()
        + "\"Last, Zoë\",999,z,One,\n"
      : "Identifier,Full name,Email address,Grade,Last modified (grade)\n"
        + items.indices.map { "Participant \(100 + $0),Student \(letters[$0]),s\($0)@x,,-\n" }.joined()
        + "Participant 999,Zoë Last,z@x,,-\n"
    try hand.sample.folder.write(roster, to: "roster.csv")
    let result = try hand.sample.tool.run(
      "grade", "windows.md", "class.zip", "--results", "out", "--roster", "roster.csv")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("Windows: \(Self.kinds.count) graded\n"))
    #expect(result.output.contains("\nNothing handed in: \(form == 0 ? "Last, Zoë" : "Zoë Last")\n"))
    let rows = try hand.rows()
    #expect(rows.count == Self.kinds.count + 1)
    for (index, kind) in Self.kinds.enumerated() {
      let row = rows[form == 0 ? "\(letters[index]), Student" : "Student \(letters[index])"]
      #expect(row?["points"] == kind.points, "\(kind.name) \(kind.content): \(row ?? [:])")
      #expect(row?["hand_in_problems"]?.hasPrefix(kind.words) == true, "\(kind.name) \(kind.content): \(row ?? [:])")
    }
    #expect(rows[form == 0 ? "Last, Zoë" : "Zoë Last"]?["hand_in_problems"] == "nothing was handed in")
    guard form == 0 else { return }
    // Every export has everybody.
    for format in ["junit", "gradescope", "html", "sqlite", "canvas", "moodle"] {
      let export = try hand.sample.tool.run("export", "out", "--format", format)
      #expect(export.status == 0, "\(format): \(export.errors)")
    }
    let junit = try hand.sample.text("out/junit.xml")
    #expect(junit.components(separatedBy: "<testsuite ").count == Self.kinds.count + 2)
    #expect(try hand.sample.text("out/canvas.csv").split(separator: "\n").count == Self.kinds.count + 3)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: hand.sample.folder.url.appending(path: "out/gradescope").path)
        .count == Self.kinds.count + 1)
    #expect(try hand.sample.text("out/grades.html").contains("Last, Zoë"))
  }

  @Test("what was handed in again, late, in time zones of the archive, and what that costs")
  func times() throws {
    let hand = try HandInSample()
    var tool = hand.sample.tool
    tool.environment["TZ"] = "UTC"
    try hand.write(
      [
        Item("ada_1_11_windows.md", .empty), Item("ada_1_12_windows-1.md", at: [2026, 11, 21, 0, 30, 0]),
        Item("ben_LATE_2_13_windows.md", at: [2026, 11, 22, 14, 3, 2]), Item("cleo_3_14_windows.md"),
        Item("dora_4_15_windows.md", at: [2026, 11, 24, 12, 0, 0]),
      ], to: "class.zip")
    try hand.sample.folder.write("student,due\nada,\nben,\ncleo,\ndora,2026-11-25\n", to: "roster.csv")
    let result = try tool.run(
      "grade", "windows.md", "class.zip", "--results", "out", "--roster", "roster.csv", "--due", "2026-11-21T00:00Z",
      "--late-penalty", "0.5", "--grace", "1h")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("ada handed in twice; class.zip/ada_1_12_windows-1.md, which is newer, was graded"))
    let rows = try hand.rows()
    let told = ["ada", "ben", "cleo", "dora"].map { name in
      ["handed_in", "days_late", "late_penalty", "points", "final_points"].map { rows[name]?[$0] ?? "-" }
    }
    #expect(
      told == [
        ["2026-11-21T00:30:00Z", "", "", "3", "3"], ["2026-11-22T14:03:02Z", "2", "1", "3", "2"],
        ["2026-11-20T14:03:00Z", "", "", "3", "3"], ["2026-11-24T12:00:00Z", "", "", "3", "3"],
      ])
    let words =
      "Handed in 1 d 14 h after 2026-11-21 00:00: 2 days begun, 0.5 points off for each. What counts: 2 of 3 points."
    #expect(try hand.sample.text("out/feedback/ben.md").contains(words))
    #expect(try hand.sample.text("out/feedback/ben.txt").replacing("\n", with: " ").contains(words))
  }

  @Test("groups: a hand-in in the group's name is each member's, and with --groups so is a member's")
  func groups() throws {
    let hand = try HandInSample()
    try FileManager.default.copyItem(
      at: hand.sample.folder.url.appending(path: "right.md"), to: hand.sample.folder.url.appending(path: "in/Team 1.md")
    )
    try FileManager.default.copyItem(
      at: hand.sample.folder.url.appending(path: "right.md"), to: hand.sample.folder.url.appending(path: "in/fay.md"))
    try hand.sample.folder.write("student,team\nada,Team 1\nben,Team 1\nfay,Team 2\ngus,Team 2\n", to: "teams.csv")
    #expect(try hand.sample.grade("--roster", "teams.csv").status == 0)
    #expect(try hand.rows().mapValues { $0["points"] } == ["ada": "3", "ben": "3", "fay": "3", "gus": "0"])
    // The list is remembered.
    #expect(try hand.sample.grade("--groups").status == 0)
    #expect(try hand.rows().mapValues { $0["points"] } == ["ada": "3", "ben": "3", "fay": "3", "gus": "3"])
  }

  @Test("only some are graded again; what is not there is said")
  func some() throws {
    let sample = try ClassSample()
    _ = try sample.grade()
    #expect(
      try sample.grade("--again", "--student", "ada", "--student", "ben").output.hasPrefix(
        "Windows: 2 graded, 3 unchanged\n"))
    // Dora left the second exercise as it was.
    #expect(
      try sample.grade("--again", "--exercise", "mean-of-map").output.hasPrefix("Windows: 4 graded, 1 unchanged\n"))
    let nobody = try sample.grade("--student", "nobody")
    #expect(nobody.status == 2 && nobody.errors.contains("there is no hand-in of 'nobody'"))
  }

  @Test("another lesson of the same file name is refused, and a changed one is not")
  func sameName() throws {
    let sample = try ClassSample()
    #expect(try sample.grade("--sandbox", "off").status == 0)
    let other =
      "# Doors\n\n```swift exercise door answer=door\nlet door = ___\n```\n\n```swift solution door\nlet door = 1\n```\n"
    try sample.folder.write(other, to: "other/windows.md")
    let result = try sample.tool.run("grade", "other/windows.md", "in", "--results", "out", "--sandbox", "off")
    #expect(
      result.status == 2 && result.errors.contains("out holds results of windows.md ('Windows')"), "\(result.errors)")
  }

  @Test("archives that cannot be read end the grading before it begins; what reads them may be missing")
  func unreadable() throws {
    let hand = try HandInSample()
    try hand.sample.folder.write("PK\u{3}\u{4} and no more", to: "class.zip")
    let broken = try hand.sample.tool.run("grade", "windows.md", "class.zip", "--results", "out")
    #expect(broken.status == 2 && broken.output.isEmpty)
    #expect(broken.errors.contains("lesson-run: class.zip: the archive was not read: "), "\(broken.errors)")
    #expect(broken.errors.contains("unpack it and hand over the folder; nothing was graded"))
    #expect(!FileManager.default.fileExists(atPath: hand.sample.folder.url.appending(path: "out").path))

    // Where there is no library, the process that reads archives says so.
    var tool = hand.sample.tool
    let programs = hand.sample.folder.url.appending(path: "programs")
    try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
    tool.executable = programs.appending(path: "lesson-run")
    try copyProgram(Tool.executable, to: tool.executable)
    for name in ["lesson-cell", "lesson-syntax", "Modules", "Interfaces"] {
      try FileManager.default.createSymbolicLink(
        at: programs.appending(path: name), withDestinationURL: Tool.products.appending(path: name))
    }
    try hand.sample.folder.writeProgram("#!/bin/sh\nexit 4\n", to: "programs/lesson-unpack")
    let missing = try tool.run("grade", "windows.md", "class.zip", "--results", "out", "--sandbox", "off")
    #expect(
      missing.status == 4
        && missing.errors.contains("libarchive, which is not installed\n  apt-get install libarchive13"))
  }
}
