import Classes
import FoundationEssentials
import Reporting
import Running
import Serving
import Support

/// `lesson-run export DIR`
struct ExportCommand: Subcommand {
  /// How many files that are no results are named before the rest is only counted.
  private static let namedSurprises = 5

  let context: CommandContext
  let format: Checked<ExportFormat>
  let output: String?
  let roster: String?
  let column: String?
  let assignment: String?
  let excel: Bool
  let strict: Bool

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let format = try format.get()
    try requireUse(of: format)
    let folder = ResultsFolder(operands[0])
    let roster = try RosterFile.read(roster, column: column, keptIn: folder, undone: .nothingExported, context)
    try expectResults(in: folder)
    try GradedFolder.requireSoundReviews(in: folder, undone: .nothingExported)
    let target = output ?? folder.file(named: format.fileName)
    try GradedFolder.expectNoResult(target, of: folder)
    var details = ExportFormat.Details(roster: roster, isForSpreadsheets: excel, assignment: assignment)
    if format == .html { details.likeness = await likeness(in: folder) }
    if strict { try refuseMixture(in: folder, roster) }
    var survey = try format.write(folder, to: target, details)
    // Those of other versions are marked as soon as it is known which.
    if survey.outdated > 0 { survey = try format.write(folder.marking(survey.currentVersion), to: target, details) }
    context.terminal.writeError(warnings(about: survey))
    context.remark(.exported(survey.count, absent: survey.absent, to: target))
    return .success
  }

  private func requireUse(of format: ExportFormat) throws(CommandFailure) {
    if excel, format != .csv {
      throw CommandFailure(.excelOutsideCSV)
    }
    if assignment != nil, format != .canvas {
      throw CommandFailure(.assignmentOutsideCanvas)
    }
  }

  /// - Throws: If the results are of several versions of a lesson, or some cannot be read or are of nobody on the roster.
  private func refuseMixture(in folder: ResultsFolder, _ roster: Roster?) throws(CommandFailure) {
    var reading: ResultsReading
    do throws(MachineFailure) { reading = try folder.reading(completing: roster) } catch { throw CommandFailure(error) }
    while reading.next() != nil {}
    let damaged = reading.survey.surprises.map(\.words)
    let unreadable: [ResultsRemark] = damaged.isEmpty ? [] : [.unreadable(damaged)]
    if let first = (mixture(in: reading.survey) + unreadable).first { throw CommandFailure(.mixture(first), .notRight) }
  }

  /// Which answers are alike; nothing is said of that where there is no parser.
  private func likeness(in folder: ResultsFolder) async -> Likeness? {
    let lesson = DeskLesson(in: folder)
    do throws(CommandFailure) {
      return try await context.withRunner { runner throws(MachineFailure) in
        try await folder.likeness(solutions: lesson?.solutions ?? [:], starters: lesson?.starters ?? [:], by: runner)
      }
    } catch {
      context.remark(.noLikeness(because: error.lines.first ?? ""))
      return nil
    }
  }

  private func mixture(in survey: ResultsSurvey) -> [ResultsRemark] {
    let unknown = Array(survey.unknown.prefix(Self.namedSurprises))
    return (survey.outdated > 0 ? [.otherVersions(survey.outdated, of: survey.count)] : [])
      + (survey.stale > 0 ? [.staleReviews(survey.stale)] : [])
      + survey.reviewRemarks
      + (unknown.isEmpty ? [] : [.notOnRoster(unknown, more: survey.unknown.count - unknown.count)])
  }

  /// Finds out before anything is written whether there is anything to write.
  private func expectResults(in folder: ResultsFolder) throws(CommandFailure) {
    try GradedFolder.requireFolder(at: folder.path)
    var reading: ResultsReading
    do throws(MachineFailure) { reading = try folder.reading() } catch { throw CommandFailure(error) }
    if reading.next() == nil {
      var failure = CommandFailure(.noResults(in: folder.path, .nothingExported))
      failure.lines = warnings(about: reading.survey) + failure.lines
      throw failure
    }
  }

  private func warnings(about survey: ResultsSurvey) -> [String] {
    let surprises = survey.surprises
    var skipped = surprises.prefix(Self.namedSurprises).map { CommandRemark.skipped($0.words) }
    let rest = surprises.count - skipped.count
    if rest > 0 { skipped.append(.moreSkipped(rest)) }
    let awaiting: [ResultsRemark] = survey.awaiting > 0 ? [.awaitingReview(survey.awaiting)] : []
    return skipped.map { "lesson-run: \(Words().remark($0))" }
      + (mixture(in: survey) + awaiting + survey.remarks).map { "lesson-run: warning: \(Words().remark($0))" }
  }
}
