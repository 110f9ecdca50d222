import Classes
import Grading
import Running
import Support

/// What results can be exported as.
enum ExportFormat: String, CaseIterable {
  case csv
  case junit
  case gradescope
  case html
  case sqlite

  /// - Throws: If there is no such format, or none is given.
  init(_ name: String?) throws(CommandFailure) {
    let names = Self.allCases.map(\.rawValue)
    let advice = "the formats are \(names.joined(separator: ", "))"
    guard let name else { throw CommandFailure(.usage, "export needs --format FORMAT", advice: advice) }
    guard let format = Self(rawValue: name) else {
      let meant = nearest(to: name.lowercased(), among: names).map { "did you mean '\($0)'? " } ?? ""
      throw CommandFailure(.usage, "there is no format '\(name)'", advice: meant + advice)
    }
    self = format
  }

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
