import Classes
import Foundation
import LessonArchive
import Testing

@Suite("Hand-ins that are hard to tell")
struct OddHandInsTests {
  @Test("names that are not UTF-8 are somebody's each, and say what to do")
  func unnameable() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder + "/in", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, isFolder) in [
      ([0x61, 0xE9, 0x2E, 0x6D, 0x64], false), ([0x61, 0xE8, 0x2E, 0x6D, 0x64], false), ([0x62, 0xE8], true),
    ]
      as [([UInt8], Bool)]
    {
      let path = (Array((folder + "/in/").utf8) + name + [0]).map { CChar(bitPattern: $0) }
      if isFolder { #expect(mkdir(path, 0o700) == 0) } else { close(open(path, O_CREAT | O_WRONLY, 0o600)) }
    }
    let search = SubmissionSearch(
      [folder + "/in"], answering: folder + "/lesson.md", except: ResultsFolder(folder + "/out"))
    #expect(search.files.map(\.student) == ["aè", "aé", "bè"])
    #expect(
      search.files.allSatisfy {
        if case .unreadable(let why) = $0.kept, case .unnameable = why.obstacle { true } else { false }
      })
  }

  @Test("a lone archive in a folder that was named is as good as named; beside others it is a student's")
  func soleArchive() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder + "/in", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for others in [[], ["ben.md"]] {
      for name in ["course.zip"] + others { try Data().write(to: URL(filePath: "\(folder)/in/\(name)")) }
      var search = SubmissionSearch(
        [folder + "/in"], answering: folder + "/lesson.md", except: ResultsFolder(folder + "/out"))
      search.take(.success(["ada.md", "eve.md"].map { ArchiveMember(path: $0, kind: .file) }))
      #expect(search.files.map(\.student) == (others.isEmpty ? ["ada", "eve"] : ["ben", "course"]))
    }
  }

  @Test("what is no Markdown is a hand-in where the roster has a student of its name, who has no other")
  func strays() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder + "/in", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["ada.png", "ben.png", "ben.md", "notes.csv"] {
      try Data().write(to: URL(filePath: "\(folder)/in/\(name)"))
    }
    let search = SubmissionSearch(
      [folder + "/in"], answering: folder + "/lesson.md", except: ResultsFolder(folder + "/out"))
    let roster = try Roster(reading: Array("student\nAda\nBen\nCleo\n".utf8), path: "r.csv")
    let assignment = RosterAssignment(search.files, strays: search.strays, among: roster, sharingGroups: false)
    #expect(
      assignment.files.map { "\($0.student) \($0.path.split(separator: "/").last ?? "")" } == [
        "Ada ada.png", "Ben ben.md",
      ])
    #expect(assignment.missing == ["Cleo"])
    #expect(
      search.remarks(besides: assignment.files) == [
        "\(folder)/in: passed over 2 that are no Markdown files: ben.png, notes.csv"
      ])
  }

  @Test("whose hand-in it is where two have one name: told by the section, by Moodle's group, or by nobody")
  func namesakes() throws {
    var files = ["One", "Two", "Three"].map { section in
      var file = HandedInFile(student: "Kim", path: "in/\(section)/kim.md")
      file.section = section
      return file
    }
    files.append(HandedInFile(student: "Team A-Eve", path: "in/Team A-Eve_9_assignsubmission_file_/x.md"))
    files[3].label = HandInLabel("Team A-Eve_9_assignsubmission_file_")
    let text = "student,id,section\nKim,1,One\nKim,2,Two\nEve,3,One\n"
    let roster = try Roster(reading: Array(text.utf8), path: "r.csv")
    let assignment = RosterAssignment(files, among: roster, sharingGroups: false)
    #expect(assignment.files.map(\.student) == ["Eve", "Kim", "Kim (1)", "Kim (2)"])
    #expect(assignment.remarks == ["in/Three/kim.md: 'Kim' is one of Kim (1), Kim (2), but not which"])
  }
}
