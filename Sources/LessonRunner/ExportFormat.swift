import Classes
import Running

/// What results can be exported as.
enum ExportFormat: String, CaseIterable {
  case csv
  case junit
  case gradescope
  case html
  case sqlite

  /// What the export is called in the results folder. No such name ends as results do.
  var fileName: String {
    switch self {
    case .csv: GradesTable.fileName
    case .junit: JUnitReport.fileName
    case .gradescope: GradescopeResults.folderName
    case .html: ClassPage.fileName
    case .sqlite: Gradebook.fileName
    }
  }

  func write(_ folder: ResultsFolder, to path: String, roster: Roster?) throws(MachineFailure) -> ResultsSurvey {
    switch self {
    case .csv: try GradesTable(of: folder).write(to: path)
    case .junit: try JUnitReport(of: folder).write(to: path)
    case .gradescope: try GradescopeResults(of: folder).write(to: path)
    case .html: try ClassPage(of: folder, roster: roster).write(to: path)
    case .sqlite: try Gradebook(of: folder).write(to: path)
    }
  }
}

extension Option<Checked<ExportFormat>> {
  static var format: Self {
    let names = ExportFormat.names
    let definition = OptionDefinition(
      name: "format", value: "FORMAT", kind: .choice(names), help: "csv, junit, gradescope, html or sqlite")
    return .checked(definition) { text, command throws(CommandFailure) in
      guard let text else {
        throw CommandFailure(
          .usage, "\(command) needs --format FORMAT", advice: "the formats are \(names.joined(separator: ", "))")
      }
      return try ExportFormat(named: text, orElse: "there is no format '\(text)'", among: "the formats")
    }
  }
}
