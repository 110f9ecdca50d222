import Classes
import Testing

@Suite("Rosters")
struct RosterTests {
  private func names(_ text: String) throws -> [String] { try Roster(reading: Array(text.utf8), path: "r.csv").names }

  @Test(
    "forms of one roster",
    arguments: [
      "student\nAnna\n\"Ben, B.\"\n", "Anna\n\"Ben, B.\"", "\u{FEFF}student\r\nAnna\r\n\"Ben, B.\"\r\n",
      "id,Student,mail\n1,Anna,a@x\n2,\"Ben, B.\",b@x\n", "name,id\rAnna,1\r\"Ben, B.\",2",
      "student;id\nAnna;1\nBen, B.;2\n", "학번,이름\n1,Anna\n2,\"Ben, B.\"\n",
      "student\tid\n\nAnna\t1\n \t \nBen, B.\t2\n\n", "Anna\n Anna \n\"Ben, B.\"",
    ])
  func forms(text: String) throws {
    #expect(try names(text) == ["Anna", "Ben, B."])
  }

  @Test("quotes hold quotes, line ends and blanks")
  func quotes() throws {
    #expect(try names("\"a \"\"b\"\"\"\n\"c\r\nd\"\n") == ["a \"b\"", "c\r\nd"])
  }

  @Test(
    "faults, each with its place",
    arguments: [
      ("", "r.csv:1:1", "no names"), ("\n\n", "r.csv:1:1", "no names"),
      ("student\n\"Anna\nBen\n", "r.csv:2:1", "never closed"),
      ("student\nAn\"na\n", "r.csv:2:3", "middle of a field"),
      ("id,student\n1,\"Anna\" B\n", "r.csv:2:9", "behind a closing quote"),
      ("id,student\n1,Anna\n2\n", "r.csv:3:1", "without a student's name"),
      ("id,student\n1,\n", "r.csv:2:3", "without a student's name"),
      ("student,id\n", "r.csv:1:1", "no names"),
      ("student,id\nAnna,1\nBen,1\n", "r.csv:3:5", "'1' is somebody else's in line 2"),
      ("name,login\nAnna,a\n\nBen,A\n", "r.csv:4:5", "'A' is somebody else's in line 2"),
      ("student,note\nAnna,a\nBen,b\nAnna,c\n", "r.csv:4:1", "the same name as in line 2"),
      ("Berg, Anna\nKim, Lee\nBerg, Tom\n", "r.csv:3:1", "the same name as in line 1"),
      ("student\nBerg, Anna\n", "r.csv:2:6", "more fields than the first line, which has 1"),
      ("student,due\nAnna,21.11.2026\n", "r.csv:2:6", "'21.11.2026' is no time that is understood"),
      ("student,handed in\nAnna,2026-11-31\n", "r.csv:2:6", "'2026-11-31' is no time"),
      ("\"a\nb\"\nc\"\n", "r.csv:3:2", "middle of a field"), ("a\0\n", "r.csv:1:2", "NUL"),
    ])
  func faults(text: String, place: String, words: String) {
    let faulty = #expect(throws: FaultyRoster.self) { try names(text) }
    #expect(faulty?.fault.location.description == place)
    #expect(faulty?.fault.problem.contains(words) == true, "\(faulty?.fault.problem ?? "")")
  }

  @Test(
    "what is no table is called by its name, with what to do",
    arguments: [
      ("PK\u{3}\u{4}…docProps/app.xml…xl/workbook.xml", "an Excel workbook", "save it as CSV"),
      (
        "PK\u{3}\u{4}[Content_Types].xml\(String(repeating: ".", count: 30_000))xl/workbook.xml", "an Excel workbook",
        "save it as CSV"
      ),
      (
        "PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet",
        "save it as CSV"
      ),
      ("PK\u{3}\u{4}list.csv", "a zip archive", "unpack it"),
      ("PK\u{3}\u{4}word/document.xml", "a Word document", "as CSV"),
      ("%PDF-1.7\nstudent\nAnna\n", "a PDF file", "as CSV"), ("{\\rtf1 student\nAnna\n}", "Rich Text", "as CSV"),
      ("<!DOCTYPE html>\n<html><body>Sign in</body></html>", "a web page", "sign in"),
      ("\u{FEFF}\n <table><tr><td>Anna</td></tr></table>", "a web page", "sign in"),
      ("<?xml version=\"1.0\"?>\n<Workbook/>", "XML", "save it as CSV"),
      ("[{\"student\": \"Anna\"}]", "JSON", "as CSV"),
    ])
  func noTable(text: String, kind: String, advice: String) {
    let faulty = #expect(throws: FaultyRoster.self) { try names(text) }
    #expect(faulty?.fault.location.description == "r.csv:1:1")
    #expect(faulty?.fault.problem == "the file is \(kind), not a CSV table")
    #expect(faulty?.fault.advice.contains(advice) == true, "\(faulty?.fault.advice ?? "")")
  }

  @Test(
    "headings and names that begin oddly are a table all the same",
    arguments: ["<3\nAnna\n", "[1] id,name\n1,Anna\n", "{x}\nAnna\n"])
  func oddTable(text: String) throws {
    #expect(try names(text).last == "Anna")
  }

  @Test("bytes that are not UTF-8")
  func notText() {
    let faulty = #expect(throws: FaultyRoster.self) { try Roster(reading: [0x61, 0x0A, 0xFC, 0x0A], path: "r.csv") }
    #expect(faulty?.fault.location.description == "r.csv:2:1")
  }

  @Test(
    "the headings of Moodle, Canvas, Gradescope, GitHub Classroom and spreadsheets are none of the class",
    arguments: [
      "First name,Last name,ID number,Email address,Groups\nAnna,Berg,17,anna@x.org,\nBen,Öz,18,ben@x.org,\n",
      "First name,Surname,Email address\nAnna,Berg,anna@x.org\nBen,Öz,ben@x.org\n",
      "Identifier,Full name,Email address,Status,Grade\nParticipant 7,Anna Berg,anna@x.org,x,\nParticipant 8,Ben Öz,ben@x.org,x,\n",
      "Student,ID,SIS User ID,SIS Login ID,Section,Windows (77)\n    Points Possible,,,,,3\nAnna Berg,7,S7,anna,A,\n"
        + "Ben Öz,8,S8,ben,A,\n\"Student, Test\",9,,x,A,\n",
      "Name,SID,Email,Sections\nAnna Berg,17,anna@x.org,A\nBen Öz,18,ben@x.org,A\n",
      "identifier,github_username,github_id,name\nanna,anna-b,1,Anna Berg\nben,ben-oz,2,Ben Öz\n",
      "sep=;\nStudent ID;Student\n17;Anna Berg\n18;Ben Öz\n", "sep=|\nName|Student ID\nAnna Berg|17\nBen Öz|18\n",
      "Student Name\tStudent ID\nAnna Berg\t17\nBen Öz\t18\n", "Student name\nAnna Berg\nBen Öz\n",
    ])
  func headings(text: String) throws {
    #expect(try names(text) == ["Anna Berg", "Ben Öz"])
    let utf16: [UInt8] =
      [0xFF, 0xFE] + text.utf16.flatMap { unit in [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)] }
    #expect(try Roster(reading: utf16, path: "r.csv").names == ["Anna Berg", "Ben Öz"])
  }

  @Test("lines of one student: the same line, or the same name and number; of all groups that they name")
  func sameStudent() throws {
    let text = "student,id,group\nAnna,1,A\nBen,2,A\nAnna,1,B\nBen,2,A\n"
    let roster = try Roster(reading: Array(text.utf8), path: "r.csv")
    #expect(roster.names == ["Anna", "Ben"])
    #expect(roster.students.map(\.groups) == [["A", "B"], ["A"]])
  }

  @Test("Canvas's gradebook with first and last names apart")
  func canvas() throws {
    let text =
      "LastName,FirstName,ID,SIS Login ID,Section,Sum (5)\n    Points Possible,,,,,2\nBerg,Anna,7,anna,A,\nÖz,Ben,8,ben,A,\n"
    let roster = try Roster(reading: Array(text.utf8), path: "r.csv")
    #expect(roster.names == ["Anna Berg", "Ben Öz"] && roster.columns.isCanvas)
    #expect(roster.students.map(\.platformID) == ["7", "8"])
  }

  @Test("a first line of several columns that was taken for a student is told of")
  func doubtfulHeadings() throws {
    func doubt(_ text: String) throws -> String? {
      try Roster(reading: Array(text.utf8), path: "r.csv").doubtfulHeadings
    }
    #expect(try doubt("Foo,Bar\nAnna,1\n")?.contains("'Foo' for a student") == true)
    #expect(try doubt("Anna\nBen\n") == nil)
    #expect(try doubt("student,Bar\nAnna,1\n") == nil)
  }

  @Test("a worksheet's times may be in any language: the hand-ins have times of their own")
  func foreignWorksheet() throws {
    let text =
      "Identifier,Full name,Grade,Last modified (submission),Last modified (grade)\nParticipant 7,Anna,,2026년 11월 20일,-\n"
    #expect(try Roster(reading: Array(text.utf8), path: "r.csv").students[0].handedIn == nil)
  }

  @Test("a column that is named, in whatever case; and one that is not there")
  func column() throws {
    let text = Array("Wer,Was\nAnna,1\nBen,2\n".utf8)
    #expect(try Roster(reading: text, path: "r.csv", column: "wer").names == ["Anna", "Ben"])
    let faulty = #expect(throws: FaultyRoster.self) { try Roster(reading: text, path: "r.csv", column: "Wär") }
    #expect(faulty?.fault.location.description == "r.csv:1:1")
    #expect(faulty?.fault.problem.contains("there is no column 'Wär'") == true)
  }

  @Test(
    "whose hand-in it is, by whatever name",
    arguments: [
      ("Anna Berg", 0), ("anna berg", 0), ("Berg, Anna", 0), ("berganna", 0), ("Berg Anna", 0), ("17", 0),
      ("anna.b@x.org", 0),
      ("ANNA.B@X.ORG", 0), ("anna.b", 0), ("Participant 7", 0), ("Zoë Öz (18)", 1), ("19", 2), ("Zoë Öz", nil),
      ("Zoë Öz (One)", 1), ("Zoë Öz (Two)", 2), ("Anna Berg (7)", 0), ("Anna Berg (8)", 0), ("Ben (7)", nil),
      ("Ann", nil),
      ("", nil),
    ] as [(String, Int?)])
  func matching(name: String, place: Int?) throws {
    let text = """
      Identifier,Full name,ID number,Email address,Section
      Participant 7,Anna Berg,17,anna.b@x.org,One
      ,Zoë Öz,18,z@x.org,One
      ,Zoë Öz,19,zz@x.org,Two

      """
    let roster = try Roster(reading: Array(text.utf8), path: "r.csv")
    #expect(roster.names == ["Anna Berg", "Zoë Öz (18)", "Zoë Öz (19)"])
    #expect(roster.place(of: name) == place)
    if name == "Zoë Öz" { #expect(roster.place(of: name, section: "Two") == 2) }
  }
}
