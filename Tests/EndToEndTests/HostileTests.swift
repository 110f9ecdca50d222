import Foundation
import Testing

/// Homework that is out for other people's points, files and time: it costs its own points and nothing else.
@Suite("A hostile class", .serialized)
struct HostileTests {
  /// Grading takes half a minute, so that all tests look at the same class.
  private static let attack = Result { try Attack() }

  @Test("the run goes through, in bounded processor time")
  func goesThrough() throws {
    let attack = try Self.attack.get()
    #expect(attack.together.status == 0 && !attack.together.isSignalled, "\(attack.together.errors)")
    #expect(attack.processorSeconds < 400)
  }

  @Test("honest students get byte for byte what they get without the others", arguments: HostileClass.honest)
  func honest(student: String) throws {
    let attack = try Self.attack.get()
    #expect(attack.honestAlone.status == 0, "\(attack.honestAlone.errors)")
    for file in ["\(student).json", "feedback/\(student).md", "feedback/\(student).txt"] {
      let alone = try attack.group.content("results-alone/\(file)")
      #expect(try attack.group.content("results-honest/\(file)") == alone, "\(file)")
      #expect(try attack.group.content("results/\(file)") == alone, "\(file)")
    }
  }

  @Test("hostile students lose their own points: a status for each exercise, and the sum")
  func statuses() throws {
    let attack = try Self.attack.get()
    let lines = try attack.names("results").filter { $0.hasSuffix(".json") }.map { name in
      let result = try JSONDecoder().decode(GradedSubmission.self, from: try attack.group.content("results/\(name)"))
      let label = name.dropLast(5).prefix(40).padding(toLength: 42, withPad: " ", startingAt: 0)
      return label + result.exercises.map(\.status).joined(separator: " ") + " \(result.points)"
    }
    #expect(lines.count > 85)
    try expectGolden(lines.joined(separator: "\n") + "\n", "hostile.txt")
  }

  @Test(
    "whoever fails to compile gets the same alone as in the crowd",
    arguments: ["blames-ada", "quotes-errors", "names-symbols", "warns"])
  func alone(student: String) throws {
    let attack = try Self.attack.get()
    #expect(try attack.group.grade(["class/\(student).md"], into: "results-one").status == 0)
    for file in ["\(student).json", "feedback/\(student).md", "feedback/\(student).txt"] {
      #expect(try attack.group.content("results-one/\(file)") == attack.group.content("results/\(file)"), "\(file)")
    }
  }

  @Test(
    "without the sandbox the same cells reach what they are after",
    arguments: ["reads-the-lesson", "reads-other-processes", "starts-an-interpreter"])
  func control(student: String) throws {
    let attack = try Self.attack.get()
    #expect(try attack.group.grade(["class/\(student).md"], into: "results-open", "--sandbox", "off").status == 0)
    let result = try JSONDecoder().decode(
      GradedSubmission.self, from: try attack.group.content("results-open/\(student).json"))
    #expect(result.points == 7)
  }

  @Test("nothing outside of the results has changed, and no process is left")
  func traces() throws {
    let attack = try Self.attack.get()
    #expect(attack.before == attack.after)
    for place in ["", "/tmp", "/usr", "/usr/bin", "/etc", "/dev", "/root", "/var/tmp", "/opt", "/proc"] {
      for name in ["owned", "owned-folder", "left-behind", "stolen", "hoard-0"] {
        #expect(access("\(place)/\(name)", F_OK) != 0, "\(place)/\(name)")
      }
    }
    let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
    let commands = processes.compactMap { FileManager.default.contents(atPath: "/proc/\($0)/cmdline") }
    #expect(!commands.contains { String(decoding: $0, as: UTF8.self).contains(attack.group.daemonSeconds) })
  }

  @Test("grades.csv, read by Python's csv: a row for each result, no formula")
  func table() throws {
    let attack = try Self.attack.get()
    var tool = Tool()
    (tool.executable, tool.folder) = (URL(filePath: "/usr/bin/env"), attack.group.folder)
    let script = "import csv, json; print(json.dumps(list(csv.reader(open('results/grades.csv', newline='')))))"
    let output = try tool.run("python3", "-c", script).output
    let rows = try JSONDecoder().decode([[String]].self, from: Data(output.utf8))
    #expect(rows.first?.prefix(7) == ["student", "points", "max_points", "twice", "mean", "spread", "largest"])
    #expect(try rows.count - 1 == attack.names("results").filter { $0.hasSuffix(".json") }.count)
    #expect(rows.allSatisfy { $0.count == 14 && !"=+-@".contains($0[0].prefix(1)) })
    #expect(rows.contains { $0[0] == "'=cmd|'calc'!A0" } && rows.contains { $0[0] == "two\nlines" })
  }

  @Test("neither names nor output command a terminal")
  func terminal() throws {
    let attack = try Self.attack.get()
    let feedback = try attack.names("results/feedback").map {
      String(decoding: try attack.group.content("results/feedback/\($0)"), as: UTF8.self)
    }
    for text in feedback + [attack.together.output, attack.together.errors] {
      #expect(
        !text.unicodeScalars.contains { "\u{1B}\u{7}\u{202E}\r".unicodeScalars.contains($0) }, "\(text.prefix(300))")
    }
    #expect(feedback.contains { $0.contains("\\u{1B}[2J\\u{1B}]0;owned\\u{7}") })
  }

  @Test("whatever is no submission is named with its reason")
  func remarks() throws {
    let told = try Self.attack.get().together
    for words in [
      "class/link.md: not readable: this is a symbolic link",
      "class/linked-folder: not readable: this is a symbolic link",
      "class/zeros.md: not readable: this is a symbolic link",
      "class/pipe.md: not readable: this is not a file but a named pipe",
      "class/huge.md: not readable: the file is larger than 4 MiB",
    ] {
      #expect(told.output.contains(words), "\(words)")
    }
    for words in [
      "twin handed in twice; class/twin/lesson.md, which is newer, was graded",
      "passed over, for its name is not UTF-8: rename it",
    ] {
      #expect(told.errors.contains(words), "\(words)")
    }
  }

  @Test("a file of the lesson's name does not hide the rest of the class without a word")
  func impostor() throws {
    let group = try HostileClass(named: "impostor")
    defer { group.remove() }
    try FileManager.default.copyItem(atPath: group.path("class/ada.md"), toPath: group.path("class/lesson.md"))
    let result = try group.grade(["class"], into: "results")
    #expect(result.errors.contains("class/lesson.md: passed over, since it bears no student's name"))
    #expect(try group.content("results/ada.json").count > 0)
  }
}

/// The class graded in three ways.
private struct Attack {
  let group: HostileClass
  let honestAlone: Tool.Result
  let together: Tool.Result
  let processorSeconds: Double
  let before: [String: [Int]]
  let after: [String: [Int]]

  init() throws {
    group = try HostileClass(named: "class")
    for student in HostileClass.honest { _ = try group.grade(["class/\(student).md"], into: "results-alone") }
    honestAlone = try group.grade(["class"], into: "results-honest")
    try group.addAttackers()
    try group.addOddFiles()
    before = try group.contents()
    (together, processorSeconds) = try group.timedGrade(["class"], into: "results")
    after = try group.contents()
  }

  /// In the order of their bytes: two names of the class are one letter, written in two ways, which strings take for equal.
  func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: group.path(folder))
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

private struct GradedSubmission: Decodable {
  struct Exercise: Decodable { var status: String }
  var points: Double
  var exercises: [Exercise]
}
