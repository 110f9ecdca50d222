import CSpawn
import Classes
import Grading
import Reading
import Reporting
import Running
import Support

/// `lesson-run grade LESSON.md SUBMISSION... --results DIR`
struct GradeCommand: Subcommand {
  let context: CommandContext
  let results: String?
  let reveal: Bool
  /// Whether results that are there count for nothing.
  let again: Bool
  let timeout: Checked<Double?>
  let memory: Checked<Int?>
  let outputLimit: Checked<Int?>
  let jobs: Checked<Int?>
  let shard: Checked<Shard?>
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let order = try GradeOrder(operands, of: self)
    let lesson = try LessonFile.readAuthors(order.lessonPath, style: context.terminal.errorStyle).lesson
    guard lesson.exercises.contains(where: { $0.solution != nil }) else {
      throw CommandFailure(
        .faultyLesson, "\(order.lessonPath) has no solution to compare with",
        advice: "grade with the author's lesson, not with the learners' copy")
    }
    for path in order.submissions { try LessonFile.requirePresence(of: path) }
    let folder = ResultsFolder(order.results)
    try refuseResults(of: folder, ofOtherThan: lesson)
    let search = SubmissionSearch(order.submissions, answering: order.lessonPath, except: folder)
    // A worker that goes on where another one died has told nobody anything new.
    if context.judging.precautions.isEmpty { remark(search.remarks) }
    guard !search.files.isEmpty else {
      throw CommandFailure(
        .usage, "there is nothing to grade in \(order.submissions.joined(separator: " "))",
        advice: "hand over files such as alice.md, a folder of them, or a folder of students' folders, each with a "
          + "\(lesson.fileName)")
    }
    let share = ClassShare(of: search.files, in: order.shard)
    // A class of any size is to take the same memory.
    cspawn_share_heap()
    let outcome = try await context.withRunner(width: order.jobs) { runner throws(CommandFailure) -> Outcome in
      defer { context.terminal.clearProgress() }
      do throws(MachineFailure) {
        return try await grade(share, lesson, into: folder, order, runner)
      } catch {
        throw CommandFailure(error)
      }
    }
    switch outcome {
    case .graded(let count):
      let summary = ClassSummary(of: folder, lesson, gradedNow: count, share)
      try context.terminal.write(summary.text)
      return summary.unjudged == 0 ? .success : .notRight
    case .othersAreLeft(let count):
      let summary = ClassSummary(ofUnfinished: share, into: folder, lesson, gradedNow: count)
      try context.terminal.write(summary.text)
      return context.judging.precautions.unjudgeable.isEmpty ? .success : .notRight
    case .unsound(let problems):
      let lines = CheckReport(style: context.terminal.errorStyle).text(problems, of: lesson).split(separator: "\n")
      throw CommandFailure(.faultyLesson, lines.map(String.init) + ["lesson-run: nothing was graded"])
    }
  }

  private enum Outcome {
    /// How many submissions were graded: the others had been before.
    case graded(Int)
    /// How many submissions of this shard were graded, while other shards have yet to grade theirs.
    case othersAreLeft(Int)
    /// The lesson's own solutions do not stand up.
    case unsound([Problem])
  }

  private func preparation(
    for lesson: Lesson, _ files: [HandedInFile], _ order: GradeOrder, _ runner: ProgramRunner
  ) async throws(MachineFailure) -> (key: ClassGrader.Key, grader: ClassGrader, survey: AnswerSurvey) {
    let lesson = try await runner.understood(lesson)
    let (author, confined) = try await workshops(runner, for: lesson, order)
    context.terminal.showProgress("solving \(lesson.path)")
    // What the class needs is compiled while the solutions are.
    let batchCompiler = BatchCompiler(for: lesson, author, confined: confined)
    let key = ClassGrader.Key {
      do throws(MachineFailure) { return .success(try await AnswerKey(of: lesson, author)) } catch {
        return .failure(error)
      }
    }
    let survey = AnswerSurvey(
      of: files, answering: lesson, watch: context.judging, isDoubtful: batchCompiler.isDoubtful)
    return (key, ClassGrader(for: lesson, key, confined, batchCompiler, order.gradingLimits), survey)
  }

  /// Where what the author wrote is compiled and run, and where answers are.
  private func workshops(
    _ runner: ProgramRunner, for lesson: Lesson, _ order: GradeOrder
  ) async throws(MachineFailure) -> (author: ProgramRunner, answers: ProgramRunner) {
    let place = Workplace(of: order.lessonPath, order.sandbox, context, telling: context.remark)
    let open = runner.working(in: place.folder.map { WorkingFolder($0) })
    guard order.sandbox != .off else { return (open, open) }
    let confined = try await context.confined(runner, output: order.gradingLimits.output)
    if let remark = place.remark { context.remark(remark) }
    let author = place.isConfined ? confined.working(in: place.workingFolder) : open
    return (author, confined.working(in: place.shown?.named(in: lesson)))
  }

  private func grade(
    _ share: ClassShare, _ lesson: Lesson, into folder: ResultsFolder, _ order: GradeOrder, _ runner: ProgramRunner
  ) async throws(MachineFailure) -> Outcome {
    let run = ClassRun(
      of: lesson, into: folder, revealsExpected: reveal,
      circumstances: [lessonRunVersion, "\(try runner.runtimeDigest())", "\(order.gradingLimits)"],
      width: runner.pool.width, watch: context.judging)
    folder.removeOldDrafts()
    let unfinished = again ? share.files : run.unfinished(among: share.files)
    if !unfinished.isEmpty {
      let (key, grader, survey) = try await preparation(for: lesson, unfinished, order, runner)
      defer { key.cancel() }
      let start = ContinuousClock.now
      try await run.grade(unfinished, after: survey, by: grader) { [terminal = context.terminal] progress in
        let line = ProgressLine(progress, after: ContinuousClock.now - start)
        terminal.showProgress(line.text(fitting: terminal.errorStyle.width))
      }
      let problems = try await key.value.get().problems
      guard problems.isEmpty else { return .unsound(problems) }
    }
    // Of shards that are done at the same time each may see that all are: they write the same table.
    guard share.shard == nil || run.areFinished(share.wholeClass) else { return .othersAreLeft(unfinished.count) }
    let survey = try GradesTable(of: folder).write(to: folder.file(named: GradesTable.fileName))
    remark(survey.surprises.map(\.words))
    return .graded(unfinished.count)
  }

  /// One folder holds one lesson's results: `grades.csv` has a column for each of its exercises.
  private func refuseResults(of folder: ResultsFolder, ofOtherThan lesson: Lesson) throws(CommandFailure) {
    guard var reading = try? folder.reading(), let first = reading.next(), first.lesson != lesson.fileName else {
      return
    }
    throw CommandFailure(
      .usage, "\(folder.path) holds results of \(first.lesson)", advice: "name another folder for \(lesson.fileName)")
  }

  private func remark(_ remarks: [String]) {
    if !remarks.isEmpty { context.terminal.writeError(remarks.map { "lesson-run: \($0)" }) }
  }
}
