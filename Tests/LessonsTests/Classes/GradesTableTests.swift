import Classes
import Foundation
import Running
import Testing

@Suite("The table of grades")
struct GradesTableTests {
  private func table(_ results: SubmissionResult...) throws -> String {
    var text = ""
    try withResultsFolder { folder in
      for result in results { try folder.store(result) }
      _ = try GradesTable(of: folder).write(to: folder.file(named: GradesTable.fileName))
      text = try folder.text("grades.csv")
    }
    return text
  }

  private static let headings =
    ",handed_in,days_late,late_penalty,final_points,class_section,lesson_version,hand_in_problems"

  @Test("a column for each exercise, in the lesson's order; numbers as short as they can be")
  func plain() throws {
    let text = try table(
      sampleResult("Ben", [("fits", .passed, 2), ("a", .partial, 1 / 3), ("same-size", .wrong, 0)]),
      sampleResult("Anna", [("fits", .partial, 0.5), ("a", .missing, 0), ("same-size", .passed, 2)]))
    #expect(
      text == """
        student,points,max_points,fits,a,same-size\(Self.headings)
        Anna,2.5,6,0.5,0,2,2026-11-20T14:03:00Z,,,2.5,,,
        Ben,2.3333333333333335,6,2,0.3333333333333333,0,2026-11-20T14:03:00Z,,,2.3333333333333335,,,

        """)
  }

  @Test("results that differ in their exercises: all columns, each in its place, and empty fields")
  func versions() throws {
    let text = try table(
      sampleResult("a", [("one", .passed, 2), ("three", .passed, 2)]),
      sampleResult("b", [("zero", .passed, 2), ("one", .passed, 2), ("two", .passed, 1), ("three", .passed, 2)]))
    let rows = text.replacing(Self.headings, with: "").replacing(/,2026-11-20T14:03:00Z,,,\d,,,/, with: "")
    #expect(rows == "student,points,max_points,zero,one,two,three\na,4,4,,2,,2\nb,7,8,2,2,1,2\n")
  }

  @Test("no exercise's column is called like another column")
  func namesakes() throws {
    let text = try table(sampleResult("Ada", [("student", .passed, 2), ("points", .wrong, 0), ("max", .passed, 1)]))
    #expect(
      text.hasPrefix("student,points,max_points,exercise_student,exercise_points,max\(Self.headings)\nAda,3,6,2,0,1,"))
  }

  @Test(
    "names are quoted where they must be, and no formula is left",
    arguments: [
      ("Berg, Anna", "\"Berg, Anna\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""),
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
      ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("a=1", "a=1"), (" a", "\" a\""), ("a\0b", "a\u{FFFD}b"),
      ("＝1+1", "'＝1+1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"), ("\u{2212}1", "'\u{2212}1"),
      (" =1+1", "' =1+1"), ("\u{A0}=1", "'\u{A0}=1"), ("\u{3000}＝1", "'\u{3000}＝1"), ("\u{FEFF}=1", "'\u{FEFF}=1"),
      ("\u{200B}@x", "'\u{200B}@x"), ("\n=1", "\"'\n=1\""), ("\nx", "\"'\nx\""), ("\u{B}x", "'\u{B}x"),
      ("\u{2028}x", "'\u{2028}x"),
      (" \t=1", "' \t=1"), ("\u{1}=1", "'\u{1}=1"), ("\u{AD}=1", "'\u{AD}=1"), (" x=1", "\" x=1\""),
      ("\u{1}x", "\u{1}x"),
      ("x\"\u{301}y", "\"x\"\"\u{301}y\""),
    ])
  func quoting(name: String, field: String) throws {
    let text = try table(sampleResult(name))
    #expect(
      text.unicodeScalars.elementsEqual(
        "student,points,max_points,fits,same-size\(Self.headings)\n\(field),2,4,2,0,2026-11-20T14:03:00Z,,,2,,,\n"
          .unicodeScalars))
  }

  @Test("a table that cannot be written leaves the old one, and no draft")
  func atomic() throws {
    try withResultsFolder { folder in
      try folder.store(sampleResult("a"))
      let failure = #expect(throws: MachineFailure.self) {
        _ = try GradesTable(of: folder).write(to: folder.file(named: "none/grades.csv"))
      }
      #expect(failure?.problem.contains("No such file or directory") == true)
      #expect(throws: MachineFailure.self) { _ = try GradesTable(of: folder).write(to: folder.path) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.json"])
    }
  }
}
