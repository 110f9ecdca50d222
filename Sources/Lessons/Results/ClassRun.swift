import Synchronization

/// Grades what a class handed in, into a results folder: only what is missing there or was graded from something else.
///
/// A submission's result is stored as soon as it is known, whole or not at all, so that nothing finished is lost whenever the process
/// ends.
package struct ClassRun: Sendable {
  /// How far the work is, in submissions.
  package struct Progress: Sendable {
    package var done = 0
    package var total: Int
    /// Of those done, how many earned full points.
    package var full = 0
  }

  /// How many submissions are graded together: enough to share a call of the compiler, few enough to be in memory at once.
  private static let largestChunk = 48

  private let lesson: Lesson
  private let folder: ResultsFolder
  private let revealsExpected: Bool
  /// A digest of all that a result depends on besides the submission.
  private let circumstances: ContentHash
  private let width: Int
  private let watch: JudgingWatch

  /// - Parameters:
  ///   - lesson: The teacher's lesson.
  ///   - folder: Where results are, or will be.
  ///   - revealsExpected: Whether students are told the expected values.
  ///   - circumstances: All that a result depends on besides the lesson, the submission and `revealsExpected`.
  ///   - width: How many processes may run at once.
  ///   - watch: Knows which hand-ins must be judged by themselves or not at all, and is told which are being judged.
  package init(
    of lesson: Lesson, into folder: ResultsFolder, revealsExpected: Bool, circumstances: [String], width: Int,
    watch: JudgingWatch
  ) {
    self.lesson = lesson
    self.folder = folder
    self.revealsExpected = revealsExpected
    let parts = ["result 1", lesson.text, "\(revealsExpected)"] + circumstances
    self.circumstances = ContentHash(of: parts.joined(separator: "\0").utf8)
    (self.width, self.watch) = (width, watch)
  }

  /// Those files whose results are not there, or are not of this very content and circumstances.
  package func unfinished(among files: [HandedInFile]) -> [HandedInFile] { files.filter { !isFinished($0) } }

  /// Whether no file is left to be graded, by whichever process.
  /// - Complexity: O(*n*) if so: each file and its result are read. One that is left is found sooner, since those at the end, which
  ///   are graded last, are looked at first.
  package func areFinished(_ files: [HandedInFile]) -> Bool { files.reversed().allSatisfy(isFinished) }

  private func isFinished(_ file: HandedInFile) -> Bool {
    folder.result(of: file.student)?.fingerprint == Paper(file).fingerprint(circumstances)
  }

  /// Grades files and stores their results.
  /// - Parameters:
  ///   - files: One for each student.
  ///   - survey: Of all these files.
  ///   - grader: Grades against the teacher's lesson.
  ///   - progress: Is told whenever some results have been stored.
  /// - Throws: If something is missing on this machine, or the results cannot be stored. What has been stored stays.
  package func grade(
    _ files: [HandedInFile], after survey: AnswerSurvey, by grader: ClassGrader,
    progress: @escaping @Sendable (Progress) -> Void
  ) async throws(MachineFailure) {
    let tally = Tally(total: files.count, progress)
    let (suspects, unjudgeable) = (watch.precautions.suspects, watch.precautions.unjudgeable)
    for file in files where unjudgeable.contains(file.path) {
      try store(unjudged: Paper(file))
      tally.count(isFull: false)
    }
    for file in files where suspects.contains(file.path) && !unjudgeable.contains(file.path) {
      if let failure = await grade([file], by: grader, survey, tally) { throw failure }
    }
    let files = files.filter { !suspects.contains($0.path) && !unjudgeable.contains($0.path) }
    // What does not compile costs whatever is compiled beside it another call: it is kept together. First, as it is little, and the
    // last should take all cores equally long.
    let chunks =
      chunks(of: files.filter(survey.isDoubtful), atOnce: 1)
      + chunks(of: files.filter { !survey.isDoubtful($0) }, atOnce: width)
    let failure = await withTaskGroup(of: MachineFailure?.self) { group -> MachineFailure? in
      var waiting = chunks.makeIterator()
      // While some are being compiled, others run.
      for _ in 0..<width + 1 {
        guard let chunk = waiting.next() else { break }
        group.addTask { await grade(chunk, by: grader, survey, tally) }
      }
      while let finished = await group.next() {
        if let failure = finished { return failure }
        if let chunk = waiting.next() { group.addTask { await grade(chunk, by: grader, survey, tally) } }
      }
      return nil
    }
    if let failure { throw failure }
  }

  /// Shares the work out in parts of one size, as few as there may be of a multiple of `count`.
  private func chunks(of files: [HandedInFile], atOnce count: Int) -> [ArraySlice<HandedInFile>] {
    let rounds = (files.count + count * Self.largestChunk - 1) / (count * Self.largestChunk)
    return files.inEvenParts(min(files.count, rounds * count))
  }

  /// - Returns: What is missing on this machine.
  private func grade(
    _ chunk: ArraySlice<HandedInFile>, by grader: ClassGrader, _ survey: AnswerSurvey, _ tally: Tally
  ) async -> MachineFailure? {
    watch.begin(chunk)
    do throws(MachineFailure) {
      let papers = chunk.map(Paper.init)
      let submissions = papers.map { $0.submission(answering: lesson) }
      try await grader.grade(submissions, isShared: survey.isShared) { index, report throws(MachineFailure) in
        let result = try store(report, on: submissions[index], papers[index])
        watch.end(papers[index].file)
        tally.count(isFull: result.points == result.maxPoints)
      }
      return nil
    } catch {
      return error
    }
  }

  private func store(
    _ report: Report, on submission: Submission, _ paper: Paper
  ) throws(MachineFailure) -> SubmissionResult {
    try store(report, problems: submission.problems, of: paper)
  }

  private func store(unjudged paper: Paper) throws(MachineFailure) {
    let report = Report(lesson: lesson, grades: lesson.exercises.map { Grade($0, .ungraded) })
    let problem = "could not be judged: lesson-run itself broke off at it; please report that, with this file"
    _ = try store(report, problems: [problem], isUnjudged: true, of: paper)
  }

  private func store(
    _ report: Report, problems: [String], isUnjudged: Bool? = nil, of paper: Paper
  ) throws(MachineFailure) -> SubmissionResult {
    let feedback = Feedback(
      student: paper.file.student, report: report, problems: problems, revealsExpected: revealsExpected)
    let exercises = report.grades.map { grade in
      ExerciseResult(
        name: grade.exercise.name, status: grade.status, points: grade.points, maxPoints: grade.exercise.points,
        feedback: feedback.markdown(of: grade), mistake: grade.mistake)
    }
    let result = SubmissionResult(
      student: paper.file.student, lesson: lesson.fileName,
      title: lesson.title, submission: paper.file.path, handedIn: paper.changed,
      fingerprint: paper.fingerprint(circumstances),
      points: report.points, maxPoints: report.maximumPoints, problems: problems, exercises: exercises,
      isUnjudged: isUnjudged)
    // The result comes last: while it is not there, the submission counts as not graded.
    try folder.store(feedback: feedback.markdown, text: feedback.text, of: result.student)
    try folder.store(result)
    return result
  }
}

/// Counts what is done, from whichever thread it is told.
private final class Tally: Sendable {
  private let state: Mutex<ClassRun.Progress>
  private let report: @Sendable (ClassRun.Progress) -> Void

  init(total: Int, _ report: @escaping @Sendable (ClassRun.Progress) -> Void) {
    state = Mutex(ClassRun.Progress(total: total))
    self.report = report
    report(ClassRun.Progress(total: total))
  }

  func count(isFull: Bool) {
    state.withLock { progress in
      progress.done += 1
      if isFull { progress.full += 1 }
      report(progress)
    }
  }
}

/// A file as it was read.
private struct Paper {
  let file: HandedInFile
  let content: Result<HandedInFile.Content, HandedInFile.Unreadable>

  init(_ file: HandedInFile) {
    self.file = file
    do throws(HandedInFile.Unreadable) { content = .success(try file.content()) } catch { content = .failure(error) }
  }

  var changed: String? { try? content.get().changed }

  func submission(answering lesson: Lesson) -> Submission {
    switch content {
    case .success(let content): Submission(content.bytes, path: file.path, answering: lesson)
    case .failure(let failure): Submission(path: file.path, unreadable: failure.reason)
    }
  }

  /// Tells whether a result was made of this content. Messages name the file, so its path counts too.
  func fingerprint(_ circumstances: ContentHash) -> String {
    let parts =
      switch content {
      case .success(let content): content.bytes
      case .failure(let failure): Array(failure.reason.utf8)
      }
    return "\(ContentHash(of: circumstances.bytes + Array("\(file.path)\0".utf8) + parts))"
  }
}
