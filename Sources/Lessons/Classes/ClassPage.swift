import Running
import Support

/// The class at a glance, for its teacher: one HTML file that needs nothing else, no scripts either. It shows how points are distributed,
/// how each exercise went and which mistakes were frequent, who is missing, and a table of students that can be put in other orders.
package struct ClassPage {
  /// What the file is called in the results folder.
  package static let fileName = "grades.html"

  private let folder: ResultsFolder
  private let roster: Roster?
  private let likeness: Likeness?

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - roster: The class, if it should be shown who has not handed in.
  ///   - likeness: Which answers are alike, if that is known.
  package init(of folder: ResultsFolder, roster: Roster? = nil, likeness: Likeness? = nil) {
    (self.folder, self.roster, self.likeness) = (folder, roster, likeness)
  }

  /// Writes the page.
  /// - Returns: What was found in the folder.
  /// - Complexity: O(*n*) for *n* results, which are read twice: the figures stand above the table.
  package func write(to path: String) throws(MachineFailure) -> ResultsSurvey {
    var attendance = Attendance(roster)
    // Points of two versions of a lesson make no mean.
    var versions: [String: ClassFigures] = [:]
    var first = try folder.reading()
    while let result = first.next() {
      versions[result.lessonVersion ?? "", default: ClassFigures()].add(result)
      attendance.add(result)
    }
    let figures = first.survey.currentVersion.flatMap { versions[$0] } ?? ClassFigures()
    var draft = try DraftFile(for: path)
    try draft.write(ClassPageHead(figures: figures, attendance: attendance).text)
    if let likeness { try draft.write(ClassPageLikeness(groups: likeness.groups).text) }
    let table = ClassPageTable(figures: figures)
    try draft.write(table.beginning)
    var second = try folder.reading(completing: roster)
    while let result = second.next() { try draft.write(table.row(result)) }
    try draft.write(table.ending + "</main>\n</body>\n</html>\n")
    try draft.finish()
    return second.survey
  }
}

/// Who of a class has handed in, and who else has.
struct Attendance {
  private let roster: Roster?
  private var present: Set<Int> = []
  private(set) var unexpected: [String] = []
  /// How many have handed in, whatever became of it.
  private(set) var count = 0

  init(_ roster: Roster?) { self.roster = roster }

  mutating func add(_ result: SubmissionResult) {
    count += 1
    guard let roster else { return }
    if let place = roster.place(of: result.student, section: result.section) {
      present.insert(place)
    } else {
      unexpected.append(result.student)
    }
  }

  /// How many are expected; `nil` where nobody said.
  var expectedCount: Int? { roster?.students.count }
  var missing: [String] {
    (roster?.students ?? []).enumerated().filter { !present.contains($0.offset) }.map(\.element.name)
  }
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
