import Glibc
import Platform
import Running
import Support

/// `grades.csv`: `student,points,max_points`, a column for each exercise with its points, and what there is to say of the hand-in; a row
/// for each student.
///
/// Exercises stand in the lesson's order. A field is empty where the result does not know the exercise. Points are written so that
/// reading them gives the same numbers. UTF-8 without a byte-order mark, which programs would read as part of the first heading, unless
/// it is for a spreadsheet.
package struct GradesTable {
  /// What the file is called in the results folder.
  package static let fileName = "grades.csv"

  /// What stands before the exercises.
  private static let opening = ["student", "points", "max_points"]
  /// What stands behind the exercises. No exercise has such a name: in those words are joined by hyphens.
  private static let closing = [
    "handed_in", "days_late", "late_penalty", "final_points", "class_section", "lesson_version", "hand_in_problems",
  ]

  private var folder: ResultsFolder
  private let roster: Roster?
  private let isForSpreadsheets: Bool
  /// Results that need not be read.
  private var known: [ExactText: SubmissionResult] = [:]

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - roster: Who is to have a row.
  ///   - isForSpreadsheets: Whether it begins with a byte-order mark, by which Excel knows UTF-8.
  package init(of folder: ResultsFolder, roster: Roster? = nil, forSpreadsheets isForSpreadsheets: Bool = false) {
    (self.folder, self.roster, self.isForSpreadsheets) = (folder, roster, isForSpreadsheets)
  }

  /// Writes the table anew that is in the folder, as it is there: with its byte-order mark, and with marks where results are of several
  /// versions of the lesson. Where there is none, none is made.
  /// - Parameter results: All results as they are, by `ResultName`; whoever is missing is read.
  /// - Throws: If it cannot be written: then it is as it was.
  package func renew(from results: [ExactText: SubmissionResult] = [:]) throws(MachineFailure) {
    let path = folder.file(named: Self.fileName)
    guard let beginning = firstBytes(of: path) else { return }
    var table = GradesTable(of: folder, roster: roster, forSpreadsheets: beginning == Array("\u{FEFF}".utf8))
    table.known = results
    let survey = try table.write(to: path)
    guard survey.outdated > 0 else { return }
    table.folder = folder.marking(survey.currentVersion)
    _ = try table.write(to: path)
  }

  /// Whether a file that begins so may be such a table.
  static func mayBegin(with bytes: some Collection<UInt8>) -> Bool {
    let mark = Array("\u{FEFF}".utf8)
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    return text.starts(with: opening.joined(separator: ",").utf8)
  }

  private func firstBytes(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return try? readAll(from: descriptor, atMost: 3)
  }

  /// Writes the table.
  /// - Returns: What was found in the folder.
  /// - Complexity: O(*n*) for *n* results, which are read once, or twice if they differ in their exercises.
  package func write(to path: String) throws(MachineFailure) -> ResultsSurvey {
    var columns = ExerciseColumns()
    var first = try folder.reading(knowing: known)
    if let result = first.next() { columns.add(result) }
    while true {
      var draft = try DraftFile(for: path)
      var reading = try folder.reading(completing: roster, knowing: known)
      let names = columns.names
      if isForSpreadsheets { try draft.write("\u{FEFF}") }
      try draft.write(CSVText.row((Self.opening + names.map(Self.heading) + Self.closing).map(CSVText.field)))
      while let result = reading.next() {
        columns.add(result)
        try draft.write(Self.row(result, names))
      }
      if columns.names == names {
        try draft.finish()
        return reading.survey
      }
    }
  }

  /// An exercise's column. One that is called like another column gets a name that neither has.
  private static func heading(_ exercise: String) -> String {
    opening.contains(exercise) ? "exercise_\(exercise)" : exercise
  }

  private static func row(_ result: SubmissionResult, _ names: [String]) -> String {
    let points = Dictionary(result.exercises.map { ($0.name, plainNumber($0.points)) }) { first, _ in first }
    let days = result.late.map { "\($0.days)" } ?? (result.isMarkedLate == true ? "late" : "")
    return CSVText.row(
      [CSVText.field(result.student), plainNumber(result.points), plainNumber(result.maxPoints)]
        + names.map { points[$0] ?? "" } + [CSVText.field(result.handedIn ?? ""), days]
        + [result.late.map { plainNumber($0.penalty) } ?? "", plainNumber(result.finalPoints)]
        + [result.section ?? "", result.lessonVersion ?? "", result.remarks.joined(separator: "; ")].map(CSVText.field))
  }
}
