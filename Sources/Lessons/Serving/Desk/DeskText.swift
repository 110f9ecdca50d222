import Classes
import Support

/// Texts on the desk's pages: escaped, and without names where they are hidden.
struct DeskText: Sendable {
  let isAnonymous: Bool

  /// Within a line.
  func inline(_ text: String) -> String { XMLText.escaped(printable(text), inAttribute: true) }

  /// As the value of a field that is sent back: letter by letter.
  func exact(_ text: String) -> String { XMLText.escaped(text, inAttribute: true) }

  /// Line by line.
  func block(_ text: String) -> String { XMLText.escaped(printable(text, keepingLines: true)) }

  /// What a student is called on the page.
  func name(_ student: ReviewedClass.Student) -> String {
    isAnonymous ? "Student \(student.code)" : student.name
  }

  /// What several are called, in an order that says nothing of their names where those are hidden.
  func names(_ students: [ReviewedClass.Student]) -> [String] {
    (isAnonymous ? students.sorted { $0.code < $1.code } : students).map(name)
  }

  /// What the machine says of an answer: it names the student's file, which is called like the student.
  func withoutNames(_ text: String, of student: ReviewedClass.Student) -> String {
    guard isAnonymous else { return text }
    return NameMask(of: student.name, file: student.machine.submission, lesson: student.machine.lesson)
      .masked(text, as: student.code)
  }
}
