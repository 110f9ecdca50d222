import Running
import Support

/// The class at a glance, for its teacher: one HTML file that needs nothing else, no scripts either. It shows how points are distributed,
/// how each exercise went and which mistakes were frequent, who is missing, and a table of students that can be put in other orders.
package struct ClassPage {
  /// What the file is called in the results folder.
  package static let fileName = "grades.html"

  private let folder: ResultsFolder
  private let roster: Roster?

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - roster: The class, if it should be shown who has not handed in.
  package init(of folder: ResultsFolder, roster: Roster? = nil) {
    (self.folder, self.roster) = (folder, roster)
  }

  /// Writes the page.
  /// - Returns: What was found in the folder.
  /// - Complexity: O(*n*) for *n* results, which are read twice: the figures stand above the table.
  package func write(to path: String) throws(MachineFailure) -> ResultsSurvey {
    var (figures, attendance) = (ClassFigures(), Attendance(roster))
    var first = try folder.reading()
    while let result = first.next() {
      figures.add(result)
      attendance.add(result.student)
    }
    var draft = try DraftFile(for: path)
    try draft.write(ClassPageHead(figures: figures, attendance: attendance).text)
    let table = ClassPageTable(figures: figures)
    try draft.write(table.beginning)
    var second = try folder.reading()
    while let result = second.next() { try draft.write(table.row(result)) }
    try draft.write(table.ending + "</main>\n</body>\n</html>\n")
    try draft.finish()
    return second.survey
  }
}

/// Who of a class has handed in, and who else has.
struct Attendance {
  private let roster: Roster?
  /// Spaces around a name do not count; nor, as everywhere in Swift, does the form of accents.
  private let expected: Set<String>
  private var present: Set<String> = []
  private(set) var unexpected: [String] = []

  init(_ roster: Roster?) {
    self.roster = roster
    expected = Set(roster?.names ?? [])
  }

  mutating func add(_ student: String) {
    guard roster != nil else { return }
    if expected.contains(student.trimmed) { present.insert(student.trimmed) } else { unexpected.append(student) }
  }

  /// How many are expected; `nil` where nobody said.
  var expectedCount: Int? { roster?.names.count }
  var missing: [String] { (roster?.names ?? []).filter { !present.contains($0) } }
}

/// A text that came from elsewhere, for a page: control characters made visible, the rest escaped, its direction kept to itself.
func pageText(_ text: String) -> String { "<bdi>\(pageAttribute(text))</bdi>" }

func pageAttribute(_ text: String) -> String { XMLText.escaped(printable(text), inAttribute: true) }

/// A share in per cent; never 100 % or 0 % for what is only nearly so.
func percentage(_ part: Int, of whole: Int) -> String {
  guard whole > 0 else { return "–" }
  let rounded = Int((100 * Double(part) / Double(whole)).rounded())
  return "\(part == whole ? 100 : part == 0 ? 0 : min(99, max(1, rounded))) %"
}
