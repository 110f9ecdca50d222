import Classes
import FoundationEssentials
import Reporting
import Running

/// `lesson-run export DIR`
struct ExportCommand: Subcommand {
  /// How many files that are no results are named before the rest is only counted.
  private static let namedSurprises = 5

  let context: CommandContext
  let format: Checked<ExportFormat>
  let output: String?
  let roster: String?

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    let format = try format.get()
    let roster = try roster.map { path throws(CommandFailure) in try self.roster(path, for: format) }
    let folder = ResultsFolder(operands[0])
    try expectResults(in: folder)
    let target = output ?? folder.file(named: format.fileName)
    try expectNoResult(target, of: folder)
    let survey: ResultsSurvey
    do throws(MachineFailure) { survey = try format.write(folder, to: target, roster: roster) } catch {
      throw CommandFailure(error)
    }
    let count = survey.count == 1 ? "1 result" : "\(survey.count) results"
    context.terminal.writeError(warnings(about: survey) + ["lesson-run: wrote \(count) to \(target)"])
    return .success
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

  /// An export in a result's place would cost that student's points.
  private func expectNoResult(_ target: String, of folder: ResultsFolder) throws(CommandFailure) {
    let url = URL(filePath: target).standardizedFileURL
    let parent = url.deletingLastPathComponent().resolvingSymlinksInPath().path
    let results = URL(filePath: folder.path).standardizedFileURL.resolvingSymlinksInPath().path
    guard url.pathExtension == "json", trimmed(parent) == trimmed(results) else { return }
    throw CommandFailure(
      .usage, "'\(target)' would be taken for a student's result", advice: "name a file outside of '\(folder.path)'")
  }

  private func trimmed(_ path: String) -> Substring { path.hasSuffix("/") ? path.dropLast() : path[...] }

  private func roster(_ path: String, for format: ExportFormat) throws(CommandFailure) -> Roster {
    guard format == .html else {
      throw CommandFailure(
        .usage, "a roster is of use to --format html only", advice: "leave out --roster, or take --format html")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(
        .usage, "cannot read the roster '\(path)'", advice: "check that there is such a file and that you may read it")
    }
    do throws(FaultyRoster) { return try Roster(reading: Array(data), path: path) } catch {
      let text = String(decoding: data, as: UTF8.self)
      let lines = ProblemText(style: context.terminal.errorStyle).lines(for: [error.fault], in: text)
      throw CommandFailure(.usage, lines + ["lesson-run: the roster is faulty; nothing was exported"])
    }
  }

  private func warnings(about survey: ResultsSurvey) -> [String] {
    let surprises = survey.surprises
    let named = surprises.prefix(Self.namedSurprises).map { "lesson-run: warning: skipped \($0.words)" }
    let rest = surprises.count - named.count
    return named + (rest > 0 ? ["lesson-run: warning: skipped \(rest) more"] : [])
  }
}
