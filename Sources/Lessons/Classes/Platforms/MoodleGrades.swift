import Reporting
import Running
import Support

/// Grades as Moodle imports them: the worksheet for grading offline that was downloaded from there, filled in; or, with any other roster,
/// a file for the gradebook's import, whose columns are to be mapped there.
///
/// After `importgradeslib.php` of Moodle's `assignfeedback_offline` and "Grade import" of docs.moodle.org.
package struct MoodleGrades {
  /// What the file is called in the results folder.
  package static let fileName = "moodle.csv"

  private let folder: ResultsFolder
  private let roster: Roster

  package init(of folder: ResultsFolder, roster: Roster) {
    (self.folder, self.roster) = (folder, roster)
  }

  /// Writes the file.
  /// - Returns: What was found in the folder; its remarks tell of points that were scaled.
  package func write(to path: String) throws(MachineFailure) -> ResultsSurvey {
    let sheet = try ScoreSheet(folder, roster)
    var draft = try DraftFile(for: path)
    let rows = roster.columns.isWorksheet ? worksheet(sheet) : gradebook(sheet)
    for row in rows { try draft.write(CSVText.row(row)) }
    try draft.finish()
    var survey = sheet.survey
    if roster.columns.isWorksheet, let most = most(of: roster.table.dropFirst().first ?? []), most != sheet.maxPoints {
      survey.remarks.append(.scaled(plainNumber(sheet.maxPoints), to: plainNumber(most), by: "Moodle"))
    }
    return survey
  }

  // MARK: - The worksheet

  private func column(_ heading: String) -> Int? {
    roster.table[0].firstIndex { $0.trimmed.lowercased() == heading }
  }

  private func most(of row: [String]) -> Double? {
    column("maximum grade").flatMap { $0 < row.count ? foreignNumber(row[$0]) : nil }
  }

  private func worksheet(_ sheet: ScoreSheet) -> [[String]] {
    let byRow = Dictionary(roster.students.enumerated().map { ($1.row, $0) }, uniquingKeysWith: { first, _ in first })
    var rows = roster.table.enumerated().map { index, row in
      guard let entry = byRow[index].flatMap({ sheet.entries[$0] }) else { return named(row).map(CSVText.plainField) }
      return filled(row, entry, most(of: row)).map(CSVText.plainField)
    }
    let blank = Array(repeating: "", count: roster.table[0].count)
    for entry in sheet.others {
      var row = blank
      if let name = column("full name") { row[name] = CSVText.unformulaic(entry.result.student) }
      rows.append(filled(row, entry, most(of: roster.table.dropFirst().first ?? [])).map(CSVText.plainField))
    }
    return rows
  }

  /// A row whose name no spreadsheet computes: Moodle goes by the identifier.
  private func named(_ row: [String]) -> [String] {
    var row = row
    if let name = column("full name"), name < row.count { row[name] = CSVText.unformulaic(row[name]) }
    return row
  }

  private func filled(_ row: [String], _ entry: ScoreSheet.Entry, _ most: Double?) -> [String] {
    var row = named(row) + Array(repeating: "", count: max(0, roster.table[0].count - row.count))
    if let grade = column("grade") { row[grade] = plainNumber(entry.points(outOf: most)) }
    if let feedback = column("feedback comments") { row[feedback] = CSVText.unformulaic(entry.summary) }
    return row
  }

  // MARK: - The gradebook's import

  private func gradebook(_ sheet: ScoreSheet) -> [[String]] {
    let headings = ["Full name", "ID number", "Email address", "Grade", "Maximum grade", "Feedback"]
    let known = roster.students.enumerated().map { index, student in
      let entry = sheet.entries[index]
      return [CSVText.field(student.name)] + [student.number ?? "", student.email ?? ""].map(CSVText.identityField)
        + [entry.map { plainNumber($0.points) } ?? "", plainNumber(sheet.maxPoints)]
        + [CSVText.field(entry?.summary ?? sheet.absences[index] ?? Words().course.nothingHandedIn)]
    }
    let others = sheet.others.map { entry in
      [CSVText.field(entry.result.student), ""]
        + [CSVText.identityField(entry.result.student.contains("@") ? entry.result.student : "")]
        + [plainNumber(entry.points), plainNumber(entry.result.maxPoints), CSVText.field(entry.summary)]
    }
    return [headings] + known + others
  }
}
