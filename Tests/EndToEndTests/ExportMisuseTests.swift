import Foundation
import Testing

@Suite("Exports that cannot be made")
struct ExportMisuseTests {
  struct Misuse: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var status: Int32
    var words: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String, _ words: String, status: Int32 = 2) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      (self.status, self.words) = (status, words)
    }
  }

  @Test(
    "each is explained, and writes nothing",
    arguments: [
      Misuse("export", "export needs DIR"),
      Misuse("export results", "export needs --format FORMAT\n  the formats are csv, junit, gradescope, html, sqlite"),
      Misuse("export results --format htlm", "there is no format 'htlm'\n  did you mean 'html'?"),
      Misuse("export results --format word", "the formats are csv,"),
      Misuse("export results more --format csv", "export takes one DIR, but 'more' stands after 'results'"),
      Misuse("export none --format csv", "there is no folder 'none'"),
      Misuse("export class.csv --format csv", "'class.csv' is a file, not a folder of results"),
      Misuse("export empty --format csv", "there are no results in 'empty'"),
      Misuse("export foreign --format sqlite -o a.sqlite", "skipped a.json:1:"),
      Misuse("export results --format canvas", "canvas needs the gradebook that was exported from there"),
      Misuse(
        "export results --format canvas --roster class.csv",
        "in Canvas: Grades, Export; then give the file with --roster"),
      Misuse("export results --format moodle", "moodle needs the worksheet for grading offline"),
      Misuse("export results --format html --excel", "--excel is of use to --format csv only"),
      Misuse("export results --format csv --assignment x", "--assignment is of use to --format canvas only"),
      Misuse("export two --format classroom", "GitHub Classroom takes the result of one student at a time"),
      Misuse("export two --format feedback", "there is no two/feedback/a.md\n  grade again"),
      Misuse(
        "export results --format canvas --roster canvas.csv",
        "the gradebook has 2 assignments of that title: 2. Padding <b> (11), 2. Padding <b> (12)\n  name one with --assignment"
      ),
      Misuse("export results --format csv --roster same.csv", "same.csv:3:5: error: '1' is somebody else's in line 2"),
      Misuse(
        "export results --format csv --roster times.csv",
        "times.csv:2:11: error: '1.2.26' is no time that is understood"),
      Misuse("export results --format csv --column x", "--column is of use with --roster only"),
      Misuse(
        "export results --format csv --roster class.csv --column studnt",
        "class.csv:1:1: error: there is no column 'studnt'"),
      Misuse("export results --format csv --roster other.csv --strict", "not on the roster: 'Anna Berg'", status: 1),
      Misuse("export results --format html --roster none.csv", "cannot read the roster 'none.csv'"),
      Misuse(
        "export results --format html --roster faulty.csv", "faulty.csv:2:3: error: a quote in the middle of a field"),
      Misuse("export results --format csv -o results/x.json", "would be taken for a student's result"),
      Misuse("export results --format html -o ./results/../results/x.json", "would be taken for a student's result"),
      Misuse("export results --format csv -o none/a.csv", "cannot write none/a.csv: No such file", status: 4),
      Misuse("export results --format junit -o empty", "cannot write empty: Is a directory", status: 4),
      Misuse("export results --format gradescope -o class.csv", "class.csv", status: 4),
      Misuse("export results --format html -o /proc/a.html", "cannot write /proc/a.html", status: 4),
      Misuse(
        "export results --format sqlite -o none/a.sqlite", "cannot write none/a.sqlite: unable to open", status: 4),
      Misuse("export results --format sqlite -o empty", "cannot write empty: Is a directory", status: 4),
    ])
  func misuse(misuse: Misuse) throws {
    let sample = try ExportSample(["Anna Berg"])
    try sample.folder.write("student\nAnna Berg\n", to: "class.csv")
    try sample.folder.write("student\nBen\n", to: "other.csv")
    try sample.folder.write("student\nAn\"na\n", to: "faulty.csv")
    try sample.folder.write("{\"a\": 1}", to: "foreign/a.json")
    try sample.folder.write("student,id\nAnna Berg,1\nBen,1\n", to: "same.csv")
    try sample.folder.write("student,due\nAnna Berg,1.2.26\n", to: "times.csv")
    try sample.folder.write(
      "Student,ID,Section,2. Padding <b> (11),2. Padding <b> (12)\nAnna Berg,1,One,,\n", to: "canvas.csv")
    for name in ["a", "b"] {
      try sample.folder.write(try JSONEncoder().encode(ExportSample.record(name)), to: "two/\(name).json")
    }
    try FileManager.default.createDirectory(
      at: sample.folder.url.appending(path: "empty"), withIntermediateDirectories: false)
    let before = try everything(in: sample)
    let result = try sample.run(misuse.arguments)
    #expect(result.status == misuse.status, "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(misuse.words), "\(result.errors)")
    #expect(try everything(in: sample) == before)
  }

  @Test("a full disk leaves what was there", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func full() throws {
    let sample = try ExportSample(["Anna Berg"])
    let result = try sample.export("csv", "-o", "/dev/full")
    #expect(result.status == 4 && result.errors.contains("No space left on device"), "\(result.errors)")
  }

  @Test("a pipe or a terminal can be written to, and stays one")
  func device() throws {
    let sample = try ExportSample(["Anna Berg"])
    let result = try sample.export("csv", "-o", "/dev/stdout")
    #expect(result.output.hasPrefix("student,points,max_points,"))
    #expect(try sample.export("html", "-o", "/dev/null").status == 0)
    #expect(
      try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        == .typeCharacterSpecial)
  }

  private func everything(in sample: ExportSample) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: sample.folder.url.path).sorted()
  }
}
