import Classes
import FoundationEssentials
import Reading
import Reporting
import Serving
import Support

/// `lesson-run review DIR --export FILE.csv` and `--import FILE.csv`
struct ReviewCommand: Subcommand {
  let context: CommandContext
  let exporting: String?
  let importing: String?

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    switch (exporting, importing) {
    case (let file?, nil): return try export(to: file, of: operands[0])
    case (nil, let file?): return try take(file, into: operands[0])
    default:
      throw CommandFailure(misused: "review", .exportOrImport)
    }
  }

  private func export(to file: String, of path: String) throws(CommandFailure) -> ExitStatus {
    let folder = try GradedFolder.open(path, undone: .nothingExported)
    try GradedFolder.expectNoResult(file, of: folder)
    let (count, skipped): (Int, [SkippedEntry])
    do throws(ReviewFailure) { (count, skipped) = try ReviewTable(of: folder).write(to: file) } catch {
      throw CommandFailure(error)
    }
    context.remark(.exportedAnswers(count, to: file))
    for entry in skipped { context.remark(.leftOut("\(printable(folder.path))/\(entry.words)")) }
    return skipped.isEmpty ? .success : .notRight
  }

  private func take(_ file: String, into path: String) throws(CommandFailure) -> ExitStatus {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandFailure(.unreadableTable(file))
    }
    let folder = try GradedFolder.open(path, undone: .nothingImported)
    let grades = try GradedFolder.grades(of: folder, undone: .nothingImported, context)
    let taken: ReviewImport.Taken
    do throws(ReviewImport.Failure) {
      taken = try ReviewImport(into: folder, rubrics: DeskLesson(in: folder)?.rubrics ?? [:], renewing: grades).take(
        Array(data), path: file)
    } catch {
      switch error {
      case .review(let failure): throw CommandFailure(failure)
      case .faulty(let faulty):
        let text = String(decoding: data, as: UTF8.self)
        let lines = ProblemText(style: context.terminal.errorStyle).lines(for: faulty.faults, in: text)
        throw CommandFailure(.usage, lines, Words().faults(faulty.faults.count, in: file, .nothingChanged))
      }
    }
    context.remark(.reviewed(taken.changed))
    if let failure = taken.failure {
      throw CommandFailure(.machine, [], Words().review.unrenewed(Words().failure(failure).line))
    }
    return .success
  }
}
