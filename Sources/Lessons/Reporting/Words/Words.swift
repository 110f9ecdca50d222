import Reading
import Support

/// The catalogue of sentences: all that is said of lessons, answers and files is put into words here, a file for each area. What is
/// wrong is a value until then, so that another catalogue could say it in another language.
package struct Words: Sendable {
  package init() {}

  func role(_ role: Cell.Role) -> String { (role == .example || role == .exercise ? "an " : "a ") + role.rawValue }

  func fileKind(_ kind: FileKind) -> String {
    switch kind {
    case .utf16: "UTF-16"
    case .utf32: "UTF-32"
    case .richText: "Rich Text"
    case .pdf: "a PDF file"
    case .archive: "a zip archive"
    case .word: "a Word document"
    case .oldOffice: "an old Word or Excel document"
    case .workbook: "an Excel workbook"
    case .openSpreadsheet: "an OpenDocument spreadsheet"
    case .xml: "XML"
    case .json: "JSON"
    case .openDocument: "an OpenDocument text"
    case .webPage: "a web page"
    case .notebook: "a notebook"
    case .picture: "a picture"
    case .bytes: "a binary file"
    case .compressed: "a compressed file"
    }
  }

  /// A question, where it is known what was meant.
  func proposal(_ meant: String?, or advice: String) -> String {
    meant.map { "did you mean '\(printable($0))'?" } ?? advice
  }

  /// `1 fault`, `2 faults`.
  package func counted(_ count: Int, _ thing: String) -> String { "\(count) \(thing)\(count == 1 ? "" : "s")" }
}
