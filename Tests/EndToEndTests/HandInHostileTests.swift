import Foundation
import Testing

/// Whole classes from learning platforms, with hand-ins of every odd kind among them.
@Suite(
  "Classes of 400 (Hostile)", .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct HandInHostileTests {
  private typealias Item = HandInSample.Item

  private static let odd: [(HandInSample.Item.Content, String)] = [
    (.right, "my windows (2).MARKDOWN"), (.right, "windows.md.txt"), (.utf16, "windows.md"), (.zip, "hw.zip"),
    (.richText, "windows.rtf"), (.richText, "windows.md"), (.word, "windows.docx"), (.word, "windows.md"),
    (.pdf, "windows.pdf"), (.page, "windows.html"), (.picture, "photo.png"), (.empty, "windows.md"),
    (.large, "windows.md"), (.link, "windows.md"), (.encrypted, "windows.md"), (.brokenZip, "hw.zip"),
    (.emptyZip, "hw.zip"), (.right, "../../windows.md"), (.right, "a/b/c/windows.md"), (.right, "x_1_2_y.md"),
  ]

  @Test(
    "400 hand-ins of which 20 are odd, and a roster with ten more: a row for each", arguments: ["canvas", "moodle"])
  func wholeClass(platform: String) throws {
    let hand = try HandInSample()
    let isCanvas = platform == "canvas"
    let items = (0..<400).map { number in
      let (content, name) = number % 20 == 7 ? Self.odd[number / 20] : (.right, "windows.md")
      let flat = name.split(separator: "/").last.map(String.init) ?? name
      return isCanvas
        ? Item(
          "\(name.hasPrefix("..") ? "../../" : "")student\(number)x_\(3000 + number)_\(7000 + number)_\(flat)", content)
        : Item("Student \(number)_\(1000 + number)_assignsubmission_file_/\(name)", content)
    }
    try hand.write(items, to: "class.zip")
    let roster =
      isCanvas
      ? "Student,ID,SIS Login ID,Section\n"
        + (0..<410).map { "\"X, Student\($0)\",\(3000 + $0),s\($0),One\n" }.joined()
      : "Identifier,Full name,Email address\n"
        + (0..<410).map { "Participant \(1000 + $0),Student \($0),s\($0)@x\n" }.joined()
    try hand.sample.folder.write(roster, to: "roster.csv")
    let result = try hand.sample.tool.run(
      "grade", "windows.md", "class.zip", "--results", "out", "--roster", "roster.csv")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("Windows: 400 graded\n"))
    let rows = try hand.rows()
    #expect(Set(rows.keys) == Set((0..<410).map { isCanvas ? "X, Student\($0)" : "Student \($0)" }))
    #expect(rows.values.count { $0["hand_in_problems"] == "nothing was handed in" } == 10)
    #expect(rows.values.count { $0["points"] == "3" } >= 384)
    #expect(rows.values.count { $0["hand_in_problems"]?.hasPrefix("not readable: ") == true } >= 12)
    for format in ["csv", "junit", "gradescope", "html", "sqlite"] {
      let export = try hand.sample.tool.run("export", "out", "--format", format)
      #expect(
        export.status == 0 && export.errors.contains("wrote 400 results, and 10 of the roster"), "\(export.errors)")
    }
  }

  @Test("an archive that unpacks to more than anybody hands in is refused, whoever it is of")
  func bomb() throws {
    let hand = try HandInSample()
    try hand.write((0..<140).map { Item("student\($0)_\(3000 + $0)_\(7000 + $0)_windows.md", .zeros) }, to: "class.zip")
    let result = try hand.sample.tool.run("grade", "windows.md", "class.zip", "--results", "out")
    #expect(result.status == 2 && result.errors.contains("unpacks to more than 512 MiB"), "\(result.errors)")
    try FileManager.default.moveItem(
      at: hand.sample.folder.url.appending(path: "class.zip"), to: hand.sample.folder.url.appending(path: "in/ada.zip"))
    let inner = try hand.sample.grade()
    #expect(
      inner.status == 0 && inner.output.contains("in/ada.zip: not readable: the archive was not read: it unpacks to"))
  }
}
