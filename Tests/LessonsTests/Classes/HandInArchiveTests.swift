import Classes
import Foundation
import LessonArchive
import Reporting
import Testing

@Suite("Hand-ins in archives")
struct HandInArchiveTests {
  private func member(_ path: String, _ content: String = "# T", kind: ArchiveMember.Kind = .file) -> ArchiveMember {
    ArchiveMember(path: path, kind: kind, changed: 1_700_000_000, content: Array(content.utf8))
  }

  /// What is found in `class.zip`, and in the archives within it by their paths: `student: path` and its content or why it cannot be read.
  private func found(
    _ members: [ArchiveMember], inner: [String: Result<[ArchiveMember], HandedInFile.Unreadable>] = [:]
  ) throws -> [String] {
    let search = try search(members, inner: inner)
    return search.files.map { file in
      let path = file.path.replacing(/^.*\/class\.zip/, with: "class.zip")
      switch file.kept {
      case .content(let content): return "\(file.student): \(path) \(String(decoding: content.bytes, as: UTF8.self))"
      case .unreadable(let failure): return "\(file.student): \(path) ✗ \(Words().obstacle(failure.obstacle))"
      case nil: return "\(file.student): \(path) on the disk"
      }
    }
  }

  private func search(
    _ members: [ArchiveMember], inner: [String: Result<[ArchiveMember], HandedInFile.Unreadable>] = [:]
  ) throws -> SubmissionSearch {
    let folder = FileManager.default.temporaryDirectory.appending(path: "archive-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let zip = folder.appending(path: "class.zip").path
    try Data().write(to: URL(filePath: zip))
    var search = SubmissionSearch(
      [zip], answering: folder.path + "/lesson.md", except: ResultsFolder(folder.path + "/out"))
    search.take(.success(members))
    while let next = search.archives.first {
      search.take(
        inner[next.path.replacing(zip + "/", with: "")] ?? .failure(HandedInFile.Unreadable(.special)))
    }
    return search
  }

  @Test("a class's archive: links, what climbs out, what is encrypted, damaged or too large is somebody's all the same")
  func hostile() throws {
    var encrypted = member("foxemil_305_405_lesson.md")
    encrypted.problem = .encrypted
    var damaged = member("gugus_306_406_lesson.md")
    damaged.problem = .damaged
    let all = try found([
      member("berganna_301_401_lesson.md", "mine"), member("../../ozben_302_402_lesson.md"),
      member("/deecleo_303_403_lesson.md"), member("eckdora_304_404_lesson.md", kind: .link), encrypted, damaged,
      member("__MACOSX/._berganna_301_401_lesson.md"),
    ])
    #expect(
      all == [
        "berganna: class.zip/berganna_301_401_lesson.md mine",
        "deecleo: class.zip/deecleo_303_403_lesson.md ✗ its path leads out of the archive",
        "eckdora: class.zip/eckdora_304_404_lesson.md ✗ this is a symbolic link: it was not read",
        "foxemil: class.zip/foxemil_305_405_lesson.md ✗ the file is encrypted",
        "gugus: class.zip/gugus_306_406_lesson.md ✗ the archive is damaged where this file is",
        "ozben: class.zip/ozben_302_402_lesson.md ✗ its path leads out of the archive",
      ])
  }

  @Test("archives within the class's, each a student's hand-in")
  func nested() throws {
    let all = try found(
      [
        member("Anna Berg_1_assignsubmission_file_hw.zip"), member("Ben Öz_2_assignsubmission_file_/all.zip"),
        member("Cleo Dee_3_assignsubmission_file_hw.zip"), member("Dora Eck_4_assignsubmission_file_hw.zip"),
      ],
      inner: [
        "Anna Berg_1_assignsubmission_file_hw.zip": .success([
          member("hw/src/my lesson.md", "anna"), member("hw/a.png"),
        ]),
        "Ben Öz_2_assignsubmission_file_/all.zip": .success([member("a.pdf", "%PDF-"), member("b.c")]),
        "Cleo Dee_3_assignsubmission_file_hw.zip": .success([]),
        "Dora Eck_4_assignsubmission_file_hw.zip": .failure(HandedInFile.Unreadable(.archive(.tooSlow))),
      ])
    #expect(
      all == [
        "Anna Berg: class.zip/Anna Berg_1_assignsubmission_file_hw.zip/hw/src/my lesson.md anna",
        "Ben Öz: class.zip/Ben Öz_2_assignsubmission_file_/all.zip/a.pdf %PDF-",
        "Cleo Dee: class.zip/Cleo Dee_3_assignsubmission_file_hw.zip ✗ there is no Markdown file in it: it is empty",
        "Dora Eck: class.zip/Dora Eck_4_assignsubmission_file_hw.zip ✗ the archive was not read: it takes too long",
      ])
  }

  @Test(
    "what a student's archive says of its times counts nothing: when the archive came does",
    arguments: [0, 315_532_800, 1_800_000_000])
  func times(within: Int64) throws {
    var old = member("work/lesson.md")
    old.changed = within
    let zip = "Anna Berg_1_assignsubmission_file_hw.zip"
    let search = try search([member(zip)], inner: [zip: .success([old])])
    #expect(search.files.map { try? $0.content().changed } == ["2023-11-14T22:13:20Z"])
  }

  @Test("a time that zip archives have where none is known is none")
  func noTime() throws {
    let times: [Int64] = [315_482_400, 315_576_000, 315_792_000]
    let found = try times.map { time in
      var file = member("berganna_301_401_lesson.md")
      file.changed = time
      return try search([file]).files.first?.content().changed
    }
    #expect(found == [nil, nil, "1980-01-04T00:00:00Z"])
  }

  @Test("what is hidden in a student's folder is told of, and not called nothing")
  func hidden() throws {
    let names = ["Ada_1", "Ben_2", "Cleo_3"].map { "\($0)_assignsubmission_file_" }
    let hidden = zip(names, ["/.lesson.md", "/work/.git/lesson.md", "/"]).map { $0 + $1 }
    let all = try found(hidden.enumerated().map { member($1, kind: $0 == 2 ? .folder : .file) })
    let lack = "there is no Markdown file in it"
    #expect(
      all == [
        "Ada: class.zip/\(names[0]) ✗ \(lack), but hidden ones are not looked into: .lesson.md",
        "Ben: class.zip/\(names[1]) ✗ \(lack), but hidden ones are not looked into: .git",
        "Cleo: class.zip/\(names[2]) ✗ \(lack): it is empty",
      ])
  }

  @Test("nobody hands in for somebody else: what is in a student's archive or folder is that student's")
  func impersonation() throws {
    let inner: [String: Result<[ArchiveMember], HandedInFile.Unreadable>] = [
      "berganna_301_401_hw.zip": .success([member("ozben_302_999_lesson.md", "ben's?"), member("ozben_302_998_a.md")])
    ]
    let all = try found([member("berganna_301_401_hw.zip"), member("ozben_302_402_lesson.md", "ben's")], inner: inner)
    #expect(all.map { $0.prefix(9) } == ["berganna:", "ozben: cl"])
    #expect(all[1].hasSuffix(" ben's"))
    #expect(
      try found([
        member("ada/Ben_5_assignsubmission_file_x.md", "a"), member("ben/lesson.md", "b"), member("x_1_2_y.md"),
      ])
      .contains("ada: class.zip/ada/Ben_5_assignsubmission_file_x.md a"))
  }

  @Test("archives without a platform's names: of students' files, of their folders, and of one student")
  func plain() throws {
    #expect(
      try found([member("class/ada.md", "a"), member("class/ben.md", "b")])
        == ["ada: class.zip/class/ada.md a", "ben: class.zip/class/ben.md b"])
    #expect(
      try found([member("ada/lesson.md", "a"), member("ben/x.md", "b")])
        == ["ada: class.zip/ada/lesson.md a", "ben: class.zip/ben/x.md b"])
    #expect(try found([member("hw/lesson.md", "a"), member("hw/notes.md")]) == ["class: class.zip/hw/lesson.md a"])
  }

  @Test("a class in files that begin with the lesson's name, and one with the handout beside it")
  func handout() throws {
    #expect(
      try found([member("lesson-ada.md", "a"), member("lesson_ben.md", "b")]).map { $0.prefix(10) } == [
        "lesson-ada", "lesson_ben",
      ])
    #expect(
      try found([member("lesson.md", "the handout"), member("ada/lesson.md", "a"), member("ben/lesson.md", "b")])
        == ["ada: class.zip/ada/lesson.md a", "ben: class.zip/ben/lesson.md b"])
  }

  @Test("of several texts of a student's, that with a cell in it is the lesson, whatever they are called")
  func contents() throws {
    let answer = "```swift exercise a\nlet a = 1\n```\n"
    #expect(
      try found([
        member("ada/docs/notes.md"), member("ada/src/mine.md", answer), member("ada/zzz.md"), member("ben/lesson.md"),
        member("ben/my.md", answer),
      ]) == ["ada: class.zip/ada/src/mine.md \(answer)", "ben: class.zip/ben/my.md \(answer)"])
  }

  @Test("a path that is in an archive twice stands for the last, and folders without end cost no more than others")
  func deepAndDouble() throws {
    #expect(
      try found([member("ada.md", "old"), member("ada.md", "new"), member("ben.md", "b")]).first
        == "ada: class.zip/ada.md new")
    let deep = (0..<200).map { member(String(repeating: "a/", count: 2000) + "\($0).md") }
    let clock = processorTime { #expect((try? found(deep))?.count == 1) }
    #expect(clock < .seconds(10), "\(clock)")
  }

  @Test("records are read as they were written, and whatever else the bytes are, reading ends")
  func records() {
    let records: [ArchiveRecord] = [
      .member(member("a/ü.md", "text")), .member(ArchiveMember(path: "b", kind: .link)), .end,
    ]
    let bytes = records.flatMap(\.bytes)
    #expect(ArchiveRecord.reading(bytes) == records)
    for count in bytes.indices { #expect(ArchiveRecord.reading(Array(bytes[..<count])).count < records.count) }
    for failure: ArchiveRecord.Failure in [.noMemory, .noArchive, .damaged("why"), .tooManyMembers, .tooLarge] {
      #expect(ArchiveRecord.reading(ArchiveRecord.failure(failure).bytes) == [.failure(failure)])
    }
    for _ in 1...2000 {
      var damaged = bytes
      for _ in 1...3 { damaged[Int.random(in: damaged.indices)] = UInt8.random(in: 0...255) }
      _ = ArchiveRecord.reading(damaged)
    }
  }
}
