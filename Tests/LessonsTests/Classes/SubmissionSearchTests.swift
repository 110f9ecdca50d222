import Classes
import Foundation
import Testing

@Suite("The search for submissions")
struct SubmissionSearchTests {
  /// What a search found: `student ← path` for each, and the remarks.
  private typealias Found = (files: [String], remarks: [String])

  /// Searches a folder of files, which are empty unless they have a content; paths are told from that folder.
  private func search(
    _ operands: [String], among files: [String], lesson: String = "lesson.md", links: [(String, to: String)] = [],
    contents: [String: String] = [:]
  ) throws -> Found {
    let folder = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID())/class")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    for (age, file) in (files + [lesson]).enumerated() {
      let url = folder.appending(path: file)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data((contents[file] ?? "").utf8).write(to: url)
      // Each is a minute older than the one before.
      let date = Date(timeIntervalSince1970: 1_700_000_000 - 60 * Double(age))
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: url.path)
    }
    for (link, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: link).path, withDestinationPath: target)
    }
    let place = folder.path + "/"
    let search = SubmissionSearch(
      operands.map { place + $0 }, answering: place + lesson, except: ResultsFolder(place + "in/results"))
    return (
      search.files.map { "\($0.student) ← \($0.path.replacing(place, with: ""))" },
      search.remarks.map { $0.replacing(place, with: "") }
    )
  }

  @Test("files that are named themselves are named after their students")
  func files() throws {
    let found = try search(
      ["in/ben.md", "in/ada.lovelace.md", "in/carl"],
      among: [
        "in/ada.lovelace.md", "in/ben.md", "in/carl",
      ])
    #expect(found.files == ["ada.lovelace ← in/ada.lovelace.md", "ben ← in/ben.md", "carl ← in/carl"])
    #expect(found.remarks.isEmpty)
  }

  @Test("a folder of files, with or without a slash behind it", arguments: ["in", "in/"])
  func folder(operand: String) throws {
    let found = try search([operand], among: ["in/ada.md", "in/ben b.md", "in/Ö.md", "in/.hidden.md"])
    #expect(found.files == ["ada ← in/ada.md", "ben b ← in/ben b.md", "Ö ← in/Ö.md"])
    #expect(found.remarks.isEmpty)
  }

  @Test("a folder of students' folders, and those folders themselves")
  func folders() throws {
    let files = ["in/ada/lesson.md", "in/ada/notes.md", "in/ben/lesson.md", "in/ben/data.csv", "in/carl/other.md"]
    let found = try search(["in"], among: files)
    #expect(found.files == ["ada ← in/ada/lesson.md", "ben ← in/ben/lesson.md", "carl ← in/carl/other.md"])
    #expect(found.remarks.isEmpty)
    #expect(try search(["in/ben", "in/ben/"], among: files).files == ["ben ← in/ben/lesson.md"])
    #expect(try search(["in/ben/lesson.md"], among: files).files == ["ben ← in/ben/lesson.md"])
  }

  @Test("mixtures")
  func mixtures() throws {
    let found = try search(
      ["in", "late/eve.md", "late/dan"],
      among: ["in/ada.md", "in/ben/lesson.md", "late/dan/lesson.md", "late/eve.md"])
    #expect(
      found.files == ["ada ← in/ada.md", "ben ← in/ben/lesson.md", "dan ← late/dan/lesson.md", "eve ← late/eve.md"])
    #expect(found.remarks.isEmpty)
  }

  @Test(
    "what may be an answer in another form is a hand-in; what is none is passed over, and all of it said in one line")
  func others() throws {
    let found = try search(
      ["in"], among: ["in/ada.md", "in/a.pdf", "in/b.txt", "in/c", "in/d.png", "in/e.csv", "in/f.json", "in/.DS_Store"])
    #expect(found.files == ["a ← in/a.pdf", "ada ← in/ada.md", "b ← in/b.txt"])
    #expect(found.remarks == ["in: passed over 4 that are no Markdown files: c, d.png, e.csv, f.json"])
  }

  @Test(
    "a folder's only Markdown file is the lesson whatever it is called",
    arguments: [
      "lesson (1).md", "my lesson final.md", "LESSON.MD", "lesson/lesson.md", "work/homework.md", "x.md.txt",
      "x.markdown", "answers.txt",
    ])
  func renamed(name: String) throws {
    for others in [[], ["in/ada/README.md"], ["in/ada/data.csv", "in/ada/photo.png"]] {
      // Text is not Markdown.
      if name.hasSuffix("answers.txt"), others == ["in/ada/README.md"] { continue }
      let found = try search(["in"], among: ["in/ada/\(name)", "in/ben/lesson.md"] + others)
      #expect(found.files == ["ada ← in/ada/\(name)", "ben ← in/ben/lesson.md"])
      #expect(found.remarks.isEmpty, "\(found.remarks)")
    }
  }

  @Test("of several Markdown files in a folder the one that is called like the lesson counts, and the others are named")
  func several() throws {
    let found = try search(["in"], among: ["in/ada/notes.md", "in/ada/lesson (2).md", "in/ben/lesson.md"])
    #expect(found.files == ["ada ← in/ada/lesson (2).md", "ben ← in/ben/lesson.md"])
    #expect(found.remarks == ["in/ada/lesson (2).md: graded for ada; passed over in/ada/notes.md"])
  }

  @Test(
    "whatever a student's folder holds, the student has a hand-in",
    arguments: ["a.pdf", "a.rtf", "photo.png", "src/a.c"])
  func unreadable(name: String) throws {
    let found = try search(["in"], among: ["in/ada/\(name)", "in/ben/lesson.md"])
    #expect(found.files.map { $0.prefix(3) } == ["ada", "ben"])
  }

  @Test("sections: two students of one name are told apart, and others keep theirs")
  func sections() throws {
    let found = try search(
      ["in"], among: ["in/section1/ben/lesson.md", "in/section2/ben/other.md", "in/section2/eve/lesson.md"])
    #expect(
      found.files == [
        "ben (section1) ← in/section1/ben/lesson.md", "ben (section2) ← in/section2/ben/other.md",
        "eve ← in/section2/eve/lesson.md",
      ])
    #expect(found.remarks.isEmpty)
  }

  @Test("sections in sections: two students of one name in two of one name")
  func nestedSections() throws {
    let found = try search(
      ["in"],
      among: ["north", "south"].flatMap { place in
        [
          "in/\(place)/section1/ben/lesson.md", "in/\(place)/section1/eve\(place)/lesson.md",
          "in/\(place)/section2/a\(place)/lesson.md",
          "in/\(place)/section2/b\(place)/lesson.md",
        ]
      })
    #expect(found.files.count == 8)
    #expect(
      found.files.filter { $0.hasPrefix("ben") } == [
        "ben (north/section1) ← in/north/section1/ben/lesson.md",
        "ben (south/section1) ← in/south/section1/ben/lesson.md",
      ])
  }

  @Test("a repository with its notes in another folder than the lesson is one student's, and no section")
  func repository() throws {
    let found = try search(["in"], among: ["in/ada/docs/notes.md", "in/ada/src/lesson.md", "in/ben/lesson.md"])
    #expect(found.files == ["ada ← in/ada/src/lesson.md", "ben ← in/ben/lesson.md"])
    #expect(found.remarks == ["in/ada/src/lesson.md: graded for ada; passed over in/ada/docs/notes.md"])
  }

  @Test("names that only look like Canvas's, since two files have one number, are the students'")
  func notCanvas() throws {
    let found = try search(["in"], among: ["in/hw_2026_11_ada.md", "in/hw_2026_11_ben.md", "in/berg_1_12_lesson.md"])
    #expect(
      found.files == [
        "berg ← in/berg_1_12_lesson.md", "hw_2026_11_ada ← in/hw_2026_11_ada.md",
        "hw_2026_11_ben ← in/hw_2026_11_ben.md",
      ])
    #expect(found.remarks.isEmpty)
  }

  @Test("a lone file that bears no student's name is that of the folder that was named")
  func nameless() throws {
    #expect(try search(["in/ben"], among: ["in/ben/Lesson_final (3).md"]).files == ["ben ← in/ben/Lesson_final (3).md"])
    #expect(try search(["in/ben/LESSON.MD"], among: ["in/ben/LESSON.MD"]).files == ["ben ← in/ben/LESSON.MD"])
    #expect(try search(["in"], among: ["in/lesson-anna.md"]).files == ["lesson-anna ← in/lesson-anna.md"])
  }

  @Test("what platforms unpack to: names, participants, users and logins are told from the files' own names")
  func platforms() throws {
    let found = try search(
      ["in", "lesson-submissions"],
      among: [
        "in/Anna Berg_101_assignsubmission_file_/x.md", "in/Ben Öz_102_assignsubmission_file_lesson.md",
        "in/Anna Berg_103_assignsubmission_file_lesson.md",
        "in/Anna Berg_103_assignsubmission_onlinetext_onlinetext.html",
        "in/deecleo_LATE_301_401_lesson-1.md", "in/deecleo_301_399_lesson.md", "in/eckdora_302_402_photo.png",
        "lesson-submissions/lesson-fay/lesson.md", "lesson-submissions/lesson-gus/README.md",
      ])
    #expect(
      found.files == [
        "Anna Berg (101) ← in/Anna Berg_101_assignsubmission_file_/x.md",
        "Anna Berg (103) ← in/Anna Berg_103_assignsubmission_file_lesson.md",
        "Ben Öz ← in/Ben Öz_102_assignsubmission_file_lesson.md",
        "deecleo ← in/deecleo_LATE_301_401_lesson-1.md", "eckdora ← in/eckdora_302_402_photo.png",
        "fay ← lesson-submissions/lesson-fay/lesson.md", "gus ← lesson-submissions/lesson-gus/README.md",
      ])
    #expect(found.remarks.count == 2)
  }

  @Test("of two by one student the later counts, whatever the order in which they are named")
  func twice() throws {
    let files = ["new/ada.md", "old/ada.md"]
    for operands in [["new", "old"], ["old", "new"]] {
      let found = try search(operands, among: files)
      #expect(found.files == ["ada ← new/ada.md"])
      #expect(found.remarks == ["old/ada.md: ada handed in twice; new/ada.md, which is newer, was graded"])
    }
  }

  @Test("the same file named twice is one")
  func sameFile() throws {
    let found = try search(["in", "in/ada.md", "in/../in/ada.md"], among: ["in/ada.md"])
    #expect(found.files == ["ada ← in/ada.md"])
    #expect(found.remarks.isEmpty)
  }

  @Test("the lesson itself is nobody's, though it stands among the submissions")
  func lessonAmongFiles() throws {
    let found = try search(
      ["in"], among: ["in/ada.md", "in/ben/lesson.md", "in/results/ada.json"], lesson: "in/lesson.md")
    #expect(found.files == ["ada ← in/ada.md", "ben ← in/ben/lesson.md"])
    #expect(found.remarks.isEmpty, "the folder of results is nobody's either")
    #expect(try search(["lesson.md"], among: []).files.isEmpty)
  }

  @Test("a file of the lesson's name in a folder of students' folders is nobody's, and said so")
  func copyAmongFolders() throws {
    let found = try search(["in"], among: ["in/lesson.md", "in/ada/lesson.md", "in/ben.md"])
    #expect(found.files == ["ada ← in/ada/lesson.md", "ben ← in/ben.md"])
    #expect(found.remarks == ["in/lesson.md: passed over, since it bears no student's name"])
  }

  @Test("a file of the lesson's name among other files makes the folder a student's, and that is said")
  func copyAmongFiles() throws {
    let found = try search(["in"], among: ["in/ada.md", "in/ben.md", "in/lesson.md"])
    #expect(found.files == ["in ← in/lesson.md"])
    #expect(
      found.remarks == [
        "in/lesson.md: taken for what 'in' handed in, and the folder's other files passed over: ada.md, ben.md; "
          + "if they are submissions, move lesson.md elsewhere"
      ])
  }

  @Test("a file of the lesson's name among others that answer the same exercises is the handout, and nobody's")
  func handoutAmongFiles() throws {
    func answer(_ name: String) -> String { "# T\n\n```swift exercise \(name) points=2\nlet a = 1\n```\n" }
    let files = ["in/lesson.md", "in/ada.md", "in/ben.md"]
    let same = Dictionary(uniqueKeysWithValues: files.map { ($0, answer("one")) })
    let found = try search(["in"], among: files, contents: same)
    #expect(found.files == ["ada ← in/ada.md", "ben ← in/ben.md"])
    #expect(found.remarks == ["in/lesson.md: passed over, since it bears no student's name"])
    // Whose folder has other lessons in it, or older versions of this one, is one student.
    var others = same
    others["in/ben.md"] = answer("two")
    #expect(try search(["in"], among: files, contents: others).files == ["in ← in/lesson.md"])
    let versions = ["in/lesson.md", "in/lesson (1).md", "in/my lesson old.md"]
    let alike = Dictionary(uniqueKeysWithValues: versions.map { ($0, answer("one")) })
    #expect(try search(["in"], among: versions, contents: alike).files == ["in ← in/lesson.md"])
  }

  @Test("what a grading has left in the class's folder is nobody's, whichever grading it was")
  func results() throws {
    let left = ["lesson.md", "ada.json", "grades.csv", "feedback/ada.md"]
    let files =
      ["in/ada.md", "in/ben.md"] + ["results", "older"].flatMap { place in left.map { "in/\(place)/\($0)" } }
    for mark in ["", "\u{FEFF}"] {
      let table = mark + "student,points,max_points,one\nada,1,1,1\n"
      let found = try search(
        ["in"], among: files, contents: ["in/results/grades.csv": table, "in/older/grades.csv": table])
      #expect(found.files == ["ada ← in/ada.md", "ben ← in/ben.md"])
      #expect(found.remarks == ["in/older: passed over, for it holds the results of a grading"])
    }
    // A student's table of grades is something else.
    let own = try search(["in"], among: files, contents: ["in/older/grades.csv": "name,grade\n"])
    #expect(own.files.contains("older ← in/older/lesson.md"))
  }

  @Test("a student's folder that was graded into itself is still one student's")
  func resultsWithin() throws {
    let files = ["in/lesson.md", "in/results/lesson.md", "in/results/grades.csv", "in/results/feedback/in.md"]
    let found = try search(["in"], among: files, contents: ["in/results/grades.csv": "student,points,max_points\n"])
    #expect(found.files == ["in ← in/lesson.md"])
  }

  @Test("links are found, to be told of as not read, and never followed into folders")
  func links() throws {
    let found = try search(
      ["in"], among: ["in/ada.md", "elsewhere/lesson.md"],
      links: [("in/ben.md", to: "ada.md"), ("in/carl", to: "../elsewhere"), ("in/dan.md", to: "../lesson.md")])
    #expect(found.files == ["ada ← in/ada.md", "ben ← in/ben.md", "carl ← in/carl", "dan ← in/dan.md"])
    #expect(try search(["link"], among: ["in/ada.md"], links: [("link", to: "in")]).files == ["ada ← link/ada.md"])
  }
}
