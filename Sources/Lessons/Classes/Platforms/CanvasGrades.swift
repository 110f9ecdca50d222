import Reporting
import Running
import Support

/// A gradebook as Canvas imports it, made of the one that was downloaded from there: its students' columns, the one assignment, and no
/// other, since whatever is imported counts as a change.
///
/// Canvas finds a student by `ID`, and an assignment by the number behind its title; a title that it does not know becomes a new one.
/// After `gradebook_importer.rb` of canvas-lms.
package struct CanvasGrades {
  /// What the file is called in the results folder.
  package static let fileName = "canvas.csv"

  private let folder: ResultsFolder
  private let gradebook: Roster
  private let assignment: String?

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - gradebook: What was downloaded from Canvas.
  ///   - assignment: Its column's heading, title or number; `nil` for the lesson's title or file.
  package init(of folder: ResultsFolder, gradebook: Roster, assignment: String? = nil) {
    (self.folder, self.gradebook, self.assignment) = (folder, gradebook, assignment)
  }

  /// Writes the gradebook.
  /// - Returns: What was found in the folder; its remarks tell of points that were scaled and of a new assignment.
  /// - Throws: `ExportRefusal` if the gradebook has several assignments that may be meant, `MachineFailure` if nothing can be written.
  package func write(to path: String) throws -> ResultsSurvey {
    let sheet = try ScoreSheet(folder, gradebook)
    var survey = sheet.survey
    let headings = gradebook.table[0]
    let last = headings.lastIndex { $0.lowercased().contains("section") } ?? 0
    let column = try column(among: headings, after: last, sheet)
    let possible = gradebook.table.dropFirst().first { $0[0].contains("Points Possible") }
    let most = column.flatMap { place in possible.flatMap { place < $0.count ? foreignNumber($0[place]) : nil } }
    if let most, most > 0, most != sheet.maxPoints {
      survey.remarks.append(.scaled(plainNumber(sheet.maxPoints), to: plainNumber(most), by: "Canvas"))
    }
    let heading = column.map { headings[$0] } ?? assignment ?? (sheet.title.isEmpty ? sheet.lesson : sheet.title)
    if column == nil {
      survey.remarks.append(.newAssignment(heading))
    }
    let byRow = Dictionary(
      gradebook.students.enumerated().map { ($1.row, $0) }, uniquingKeysWith: { first, _ in first })
    var draft = try DraftFile(for: path)
    func write(_ row: [String], _ value: String) throws(MachineFailure) {
      let student = (0...last).map { Self.field(headings[$0], of: row, $0) }
      try draft.write(CSVText.row((student + [value]).map(CSVText.plainField)))
    }
    try write(headings, heading)
    for (index, row) in gradebook.table.enumerated().dropFirst() {
      let old = column.flatMap { $0 < row.count ? row[$0] : nil } ?? ""
      if row[0].contains("Points Possible") {
        try write(row, column == nil ? plainNumber(sheet.maxPoints) : old)
      } else if let entry = byRow[index].flatMap({ sheet.entries[$0] }), old.trimmed.uppercased() != "EX" {
        try write(row, plainNumber(entry.points(outOf: most)))
      } else {
        // A blank would count as a change.
        try write(row, old)
      }
    }
    for entry in sheet.others {
      try write([CSVText.unformulaic(entry.result.student)], plainNumber(entry.points(outOf: most)))
    }
    try draft.finish()
    return survey
  }

  /// A student's column as it was, but for a name that a spreadsheet would compute: Canvas goes by the numbers.
  private static func field(_ heading: String, of row: [String], _ place: Int) -> String {
    let field = place < row.count ? row[place] : ""
    let isName =
      ["student", "name"].contains { heading.lowercased().contains($0) } && !row[0].contains("Points Possible")
    return isName ? CSVText.unformulaic(field) : field
  }

  /// The place of the assignment's column; `nil` for a new one.
  private func column(among headings: [String], after last: Int, _ sheet: ScoreSheet) throws(ExportRefusal) -> Int? {
    let stem = sheet.lesson.hasSuffix(".md") ? String(sheet.lesson.dropLast(3)) : sheet.lesson
    let wanted = (assignment.map { [$0] } ?? [sheet.title, stem]).map { $0.trimmed.lowercased() }
    let found = headings.indices.dropFirst(last + 1).filter { index in
      let heading = headings[index].trimmed
      let open = heading.hasSuffix(")") ? heading.lastIndex(of: "(") : nil
      let title = open.map { String(heading[..<$0]).trimmed } ?? heading
      let number = open.map { String(heading[heading.index(after: $0)...].dropLast()) } ?? ""
      return [heading, title, number].contains { !$0.isEmpty && wanted.contains($0.lowercased()) }
    }
    guard found.count > 1 else { return found.first }
    throw .severalAssignments(found.map { headings[$0] })
  }
}
