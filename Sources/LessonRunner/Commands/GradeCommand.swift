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
  let student: [String]
  let exercise: [String]
  /// Whether results of those who are not handed in now are removed.
  let prune: Bool
  let roster: String?
  let column: String?
  let groups: Bool
  let due: Checked<HandInTime?>
  let latePenalty: Checked<LateRule.Penalty?>
  let lateCap: Checked<Double?>
  let grace: Checked<Int?>
  let timeout: Checked<Double?>
  let memory: Checked<Int?>
  let outputLimit: Checked<Int?>
  let jobs: Checked<Int?>
  let shard: Checked<Shard?>
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let order = try GradeOrder(operands, of: self)
    let lesson = try LessonFile.readAuthors(order.lessonPath, style: context.terminal.errorStyle).lesson
    guard lesson.exercises.contains(where: \.isAuthors) else {
      throw CommandFailure(.noSolutionToGradeWith(order.lessonPath), .faultyLesson)
    }
    for path in order.submissions { try LessonFile.requirePresence(of: path) }
    let folder = ResultsFolder(order.results)
    try refuseResults(of: folder, ofOtherThan: lesson)
    try GradedFolder.requireSoundReviews(in: folder, undone: .nothingGraded)
    for name in order.exercises where lesson.exercise(named: name) == nil {
      let meant = nearest(to: name, among: lesson.exercises.map(\.name))
      throw CommandFailure(.noExercise(name, in: lesson.path, meant: meant))
    }
    let roster = try RosterFile.read(roster, column: column, keptIn: folder, undone: .nothingGraded, context)
    let search = try await context.search(order, into: folder)
    let assignment = roster.map {
      RosterAssignment(search.files, strays: search.strays, among: $0, sharingGroups: groups)
    }
    let files = assignment?.files ?? search.files
    // A worker that goes on where another one died has told nobody anything new.
    if context.judging.precautions.isEmpty { remark(search.remarks(besides: files) + (assignment?.remarks ?? [])) }
    guard !files.isEmpty else {
      throw CommandFailure(.nothingToGrade(in: order.submissions, lesson: lesson.fileName))
    }
    try requireStudents(order.students, among: files)
    let share = ClassShare(of: files, in: order.shard)
    // A class of any size is to take the same memory.
    cspawn_share_heap()
    let tellOfInterruption: @Sendable () -> Void = { [context] in
      context.terminal.clearProgress()
      context.remark(.interrupted(results: order.results))
    }
    let outcome = try await context.withRunner(width: order.jobs, beforeDying: tellOfInterruption) {
      runner throws(CommandFailure) -> Outcome in
      defer { context.terminal.clearProgress() }
      do throws(MachineFailure) {
        return try await grade(share, lesson, roster, into: folder, order, runner)
      } catch {
        throw CommandFailure(.inResults(error))
      }
    }
    switch outcome {
    case .graded(let count):
      let summary = ClassSummary(of: folder, lesson, gradedNow: count, share, missing: assignment?.missing)
      try context.terminal.write(summary.text)
      return summary.unjudged == 0 ? .success : .notRight
    case .othersAreLeft(let count):
      let summary = ClassSummary(ofUnfinished: share, into: folder, lesson, gradedNow: count)
      try context.terminal.write(summary.text)
      return context.judging.precautions.unjudgeable.isEmpty ? .success : .notRight
    case .unsound(let problems):
      let lines = CheckReport(style: context.terminal.errorStyle).text(problems, of: lesson).split(separator: "\n")
      throw CommandFailure(.faultyLesson, lines.map(String.init), Words().consequence(.nothingGraded))
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
    context.show(.solving(lesson.path))
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
    _ share: ClassShare, _ lesson: Lesson, _ roster: Roster?, into folder: ResultsFolder, _ order: GradeOrder,
    _ runner: ProgramRunner
  ) async throws(MachineFailure) -> Outcome {
    let (lesson, shadowed) = try await runner.withSeedAsUsed(lesson)
    if context.judging.precautions.isEmpty { remark(shadowed.map { Words().shadowedSeed($0, in: lesson.path) }) }
    let run = ClassRun(
      of: lesson, into: folder, revealsExpected: reveal,
      circumstances: [lessonRunVersion, "\(try runner.runtimeDigest())", "\(order.gradingLimits)"],
      width: runner.pool.width, lateRule: order.lateRule, watch: context.judging)
    folder.removeOldDrafts()
    let wanted = share.files.filter { order.wants($0, in: folder) }
    let unfinished = again ? wanted : run.unfinished(among: wanted)
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
    if let roster { try folder.store(roster) }
    try folder.store(lesson: lesson.text)
    if prune { try removeStale(besides: share.wholeClass, in: folder) }
    let survey = try folder.reviews.whileDesksRest { () throws(MachineFailure) in
      try GradesTable(of: folder, roster: roster).write(to: folder.file(named: GradesTable.fileName))
    }
    for entry in survey.surprises { context.remark(.damaged("\(printable(folder.path))/\(entry.words)")) }
    remark(survey.reviewRemarks.map { Words().remark($0) })
    return .graded(unfinished.count)
  }

  /// One folder holds one lesson's results: `grades.csv` has a column for each of its exercises.
  private func refuseResults(of folder: ResultsFolder, ofOtherThan lesson: Lesson) throws(CommandFailure) {
    guard var reading = try? folder.reading(), let first = reading.next() else { return }
    // Two lessons may be called the same in two folders; of one lesson some exercise stays.
    let names = Set(lesson.exercises.map(\.name))
    let isOther = first.title != lesson.title && names.isDisjoint(with: first.exercises.map(\.name))
    guard first.lesson != lesson.fileName || isOther else { return }
    let title = first.lesson == lesson.fileName ? first.title : nil
    throw CommandFailure(.otherLesson(in: folder.path, first.lesson, title: title, not: lesson.fileName))
  }

  /// - Throws: If somebody is named who has handed in nothing.
  private func requireStudents(_ names: [String], among files: [HandedInFile]) throws(CommandFailure) {
    let known = files.map(\.student)
    for name in names where !known.contains(name) {
      let meant = nearest(to: name, among: known)
      throw CommandFailure(.noHandIn(of: name, meant: meant, table: GradesTable.fileName))
    }
  }

  private func removeStale(besides files: [HandedInFile], in folder: ResultsFolder) throws(MachineFailure) {
    let handedIn = Set(files.map { ResultName(of: $0.student) })
    var reading = try folder.reading()
    var stale: [String] = []
    while let result = reading.next() {
      if !handedIn.contains(ResultName(of: result.student)) { stale.append(result.student) }
    }
    for student in stale { try folder.remove(student) }
    remark(stale.map { Words().remark(.removed(of: $0)) })
  }

  private func remark(_ remarks: [String]) {
    if !remarks.isEmpty { context.terminal.writeError(remarks.map { "lesson-run: \($0)" }) }
  }
}
