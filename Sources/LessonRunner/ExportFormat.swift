import Classes
import Reporting
import Running

/// What results can be exported as.
enum ExportFormat: String, CaseIterable {
  case csv
  case junit
  case gradescope
  case html
  case sqlite
  case canvas
  case moodle
  case feedback
  case classroom

  /// What the export is called in the results folder. No such name ends as results do.
  var fileName: String {
    switch self {
    case .csv: GradesTable.fileName
    case .junit: JUnitReport.fileName
    case .gradescope: GradescopeResults.folderName
    case .html: ClassPage.fileName
    case .sqlite: Gradebook.fileName
    case .canvas: CanvasGrades.fileName
    case .moodle: MoodleGrades.fileName
    case .feedback: FeedbackArchive.fileName
    case .classroom: ClassroomResults.fileName
    }
  }

  /// What an export depends on besides the results.
  struct Details {
    var roster: Roster?
    var isForSpreadsheets = false
    var assignment: String?
    var likeness: Likeness?
  }

  /// Writes results.
  /// - Throws: If they cannot be written, or the platform's own file is missing that this format fills in.
  func write(_ folder: ResultsFolder, to path: String, _ details: Details) throws(CommandFailure) -> ResultsSurvey {
    let platformsFile = try platformsFile(details.roster)
    do {
      guard let platformsFile else { return try writePlain(folder, to: path, details) }
      return self == .canvas
        ? try CanvasGrades(of: folder, gradebook: platformsFile, assignment: details.assignment).write(to: path)
        : try MoodleGrades(of: folder, roster: platformsFile).write(to: path)
    } catch let refusal as ExportRefusal {
      throw CommandFailure(refusal)
    } catch let failure as MachineFailure {
      throw CommandFailure(failure)
    } catch {
      throw CommandFailure(.program(.unexpected("\(error)")))
    }
  }

  private func platformsFile(_ roster: Roster?) throws(CommandFailure) -> Roster? {
    switch self {
    case .canvas:
      guard let roster, roster.columns.isCanvas else { throw CommandFailure(.noCanvasGradebook) }
      return roster
    case .moodle:
      guard let roster else { throw CommandFailure(.noMoodleList) }
      return roster
    default: return nil
    }
  }

  private func writePlain(_ folder: ResultsFolder, to path: String, _ details: Details) throws -> ResultsSurvey {
    let roster = details.roster
    switch self {
    case .junit: return try JUnitReport(of: folder, roster: roster).write(to: path)
    case .gradescope: return try GradescopeResults(of: folder, roster: roster).write(to: path)
    case .html: return try ClassPage(of: folder, roster: roster, likeness: details.likeness).write(to: path)
    case .sqlite: return try Gradebook(of: folder, roster: roster).write(to: path)
    case .feedback: return try FeedbackArchive(of: folder).write(to: path)
    case .classroom: return try ClassroomResults(of: folder).write(to: path)
    case .csv, .canvas, .moodle:
      return try GradesTable(of: folder, roster: roster, forSpreadsheets: details.isForSpreadsheets).write(to: path)
    }
  }
}

extension Option<Checked<ExportFormat>> {
  static var format: Self {
    let names = ExportFormat.names
    let definition = OptionDefinition(
      name: "format", value: "FORMAT", kind: .choice(names),
      help: names.dropLast().joined(separator: ", ") + " or " + (names.last ?? ""))
    return .checked(definition) { text, command throws(CommandFailure) in
      guard let text else {
        throw CommandFailure(.noFormat(command: command, all: names))
      }
      return try ExportFormat(named: text, orElse: OptionRefusal.unknownFormat)
    }
  }
}
