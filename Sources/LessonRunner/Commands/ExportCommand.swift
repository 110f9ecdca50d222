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
    let roster = try RosterFile.read(roster, column: column, keptIn: folder, undone: "nothing was exported", context)
    try expectResults(in: folder)
    try GradedFolder.requireSoundReviews(in: folder, undone: "nothing was exported")
    let target = output ?? folder.file(named: format.fileName)
    try GradedFolder.expectNoResult(target, of: folder)
    var details = ExportFormat.Details(roster: roster, isForSpreadsheets: excel, assignment: assignment)
    if format == .html { details.likeness = await likeness(in: folder) }
    if strict { try refuseMixture(in: folder, roster) }
    var survey = try format.write(folder, to: target, details)
    // Those of other versions are marked as soon as it is known which.
    if survey.outdated > 0 { survey = try format.write(folder.marking(survey.currentVersion), to: target, details) }
    let count = survey.count == 1 ? "1 result" : "\(survey.count) results"
    let absent = survey.absent > 0 ? ", and \(survey.absent) of the roster who handed in nothing" : ""
    context.terminal.writeError(warnings(about: survey) + ["lesson-run: wrote \(count)\(absent) to \(target)"])
    return .success
  }

  private func requireUse(of format: ExportFormat) throws(CommandFailure) {
    if excel, format != .csv {
      throw CommandFailure(
        .usage, "--excel is of use to --format csv only", advice: "leave it out, or take --format csv")
    }
    if assignment != nil, format != .canvas {
      throw CommandFailure(
        .usage, "--assignment is of use to --format canvas only", advice: "leave it out, or take --format canvas")
    }
  }

  /// - Throws: If the results are of several versions of a lesson, or some are of nobody on the roster.
  private func refuseMixture(in folder: ResultsFolder, _ roster: Roster?) throws(CommandFailure) {
    var reading: ResultsReading
    do throws(MachineFailure) { reading = try folder.reading(completing: roster) } catch { throw CommandFailure(error) }
    while reading.next() != nil {}
    let lines = mixture(in: reading.survey)
    guard let first = lines.first else { return }
    throw CommandFailure(.notRight, first, advice: "grade or review again, or leave out --strict; nothing was exported")
  }

  /// Which answers are alike; nothing is said of that where there is no parser.
  private func likeness(in folder: ResultsFolder) async -> Likeness? {
    let lesson = DeskLesson(in: folder)
    do throws(CommandFailure) {
      return try await context.withRunner { runner throws(MachineFailure) in
        try await folder.likeness(solutions: lesson?.solutions ?? [:], starters: lesson?.starters ?? [:], by: runner)
      }
    } catch {
      context.remark("no look at which answers are alike: \(error.lines.first ?? "")")
      return nil
    }
  }

  private func mixture(in survey: ResultsSurvey) -> [String] {
    let versions =
      survey.outdated > 0
      ? ["\(survey.outdated) of \(survey.count) results are of another version of the lesson than the one graded last"]
      : []
    let stale =
      survey.stale > 0
      ? [
        "\(Words().counted(survey.stale, "review")) of an answer that has changed since, which \(survey.stale == 1 ? "does" : "do") not count"
      ]
      : []
    let unknown = survey.unknown.prefix(Self.namedSurprises).map { "'\(printable($0))'" }.joined(separator: ", ")
    let more =
      survey.unknown.count > Self.namedSurprises ? " and \(survey.unknown.count - Self.namedSurprises) more" : ""
    return versions + stale + survey.strayReviewLines
      + (survey.unknown.isEmpty ? [] : ["not on the roster: \(unknown)\(more)"])
  }

  /// Finds out before anything is written whether there is anything to write.
  private func expectResults(in folder: ResultsFolder) throws(CommandFailure) {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      throw CommandFailure(
        .usage, "there is no folder '\(folder.path)'",
        advice: "name the folder that 'lesson-run grade' wrote results into")
    }
    guard isFolder else {
      throw CommandFailure(
        .usage, "'\(folder.path)' is a file, not a folder of results",
        advice: "name the folder that 'lesson-run grade' wrote results into")
    }
    var reading: ResultsReading
    do throws(MachineFailure) { reading = try folder.reading() } catch { throw CommandFailure(error) }
    if reading.next() == nil {
      throw CommandFailure(
        .usage,
        warnings(about: reading.survey) + [
          "lesson-run: there are no results in '\(folder.path)'",
          "  'lesson-run grade' writes them; nothing was exported",
        ])
    }
  }

  private func awaiting(_ survey: ResultsSurvey) -> [String] {
    survey.awaiting > 0
      ? ["\(Words().counted(survey.awaiting, "answer")) awaiting review, without points until then"] : []
  }

  private func warnings(about survey: ResultsSurvey) -> [String] {
    let surprises = survey.surprises
    let named = surprises.prefix(Self.namedSurprises).map { "lesson-run: warning: skipped \($0.words)" }
    let rest = surprises.count - named.count
    return named + (rest > 0 ? ["lesson-run: warning: skipped \(rest) more"] : [])
      + (mixture(in: survey) + awaiting(survey) + survey.remarks).map { "lesson-run: warning: \($0)" }
  }
}
