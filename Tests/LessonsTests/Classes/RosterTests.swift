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
      "student;id\nAnna;1\nBen, B.;2\n", "student\tid\n\nAnna\t1\n \t \nBen, B.\t2\n\n", "Anna\n Anna \n\"Ben, B.\"",
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
      ("\"a\nb\"\nc\"\n", "r.csv:3:2", "middle of a field"), ("a\0\n", "r.csv:1:2", "NUL"),
    ])
  func faults(text: String, place: String, words: String) {
    let faulty = #expect(throws: FaultyRoster.self) { try names(text) }
    #expect(faulty?.fault.location.description == place)
    #expect(faulty?.fault.problem.contains(words) == true, "\(faulty?.fault.problem ?? "")")
  }

  @Test("bytes that are not UTF-8")
  func notText() {
    let faulty = #expect(throws: FaultyRoster.self) { try Roster(reading: [0x61, 0x0A, 0xFC, 0x0A], path: "r.csv") }
    #expect(faulty?.fault.location.description == "r.csv:2:1")
  }
}
