import Grading
import Reading
import Reporting
import Running
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
  private let lateRule: LateRule?
  private let lessonVersion: String

  /// - Parameters:
  ///   - lesson: The teacher's lesson.
  ///   - folder: Where results are, or will be.
  ///   - revealsExpected: Whether students are told the expected values.
  ///   - circumstances: All that a result depends on besides the lesson, the submission and `revealsExpected`.
  ///   - width: How many processes may run at once.
  ///   - lateRule: What coming late costs; `nil` if it is not looked at.
  ///   - watch: Knows which hand-ins must be judged by themselves or not at all, and is told which are being judged.
  package init(
    of lesson: Lesson, into folder: ResultsFolder, revealsExpected: Bool, circumstances: [String], width: Int,
    lateRule: LateRule? = nil, watch: JudgingWatch
  ) {
    (self.lesson, self.folder, self.revealsExpected) = (lesson, folder, revealsExpected)
    let parts = ["result 3", lesson.text, "\(revealsExpected)"] + circumstances
    self.circumstances = ContentHash(of: parts.joined(separator: "\0").utf8)
    (self.width, self.watch, self.lateRule) = (width, watch, lateRule)
    lessonVersion = lesson.version
  }

  /// Those files whose results are not there, or are not of this very content and circumstances.
  package func unfinished(among files: [HandedInFile]) -> [HandedInFile] { files.filter { !isFinished($0) } }

  /// Whether no file is left to be graded, by whichever process.
  /// - Complexity: O(*n*) if so: each file and its result are read. One that is left is found sooner, since those at the end, which
  ///   are graded last, are looked at first.
  package func areFinished(_ files: [HandedInFile]) -> Bool { files.reversed().allSatisfy(isFinished) }

  private func isFinished(_ file: HandedInFile) -> Bool {
    let reading = HandInReading(file)
    return folder.result(of: file.student)?.fingerprint
      == reading.fingerprint(circumstances, lateRule, own(reading).seed)
  }

  /// The lesson with the numbers of whoever handed a file in. A group's is made with those of one of its members: the file tells of which.
  private func own(_ reading: HandInReading) -> Lesson {
    guard lesson.seed != nil else { return lesson }
    let owners = reading.file.owners
    let own = owners.isEmpty ? [reading.file.ownName ?? reading.file.student] : owners
    let stated = own.count > 1 ? reading.statedSeed : nil
    let seeds = own.map { lesson.seeded(for: $0) }
    return seeds.first { $0.seed == stated } ?? seeds[0]
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
    for file in files where unjudgeable.contains(file.path) { try store(unjudged: HandInReading(file), tally) }
    let judgeable = files.filter { !unjudgeable.contains($0.path) }
    let others = judgeable.filter { !suspects.contains($0.path) }
    // What does not compile costs whatever is compiled beside it another call: it is kept together. First, as it is little, and the
    // last should take all cores equally long.
    let chunks =
      chunks(of: others.filter(survey.isDoubtful), atOnce: 1)
      + chunks(of: others.filter { !survey.isDoubtful($0) }, atOnce: width)
    try await grade(chunks, by: grader, survey, tally)
    for file in judgeable where suspects.contains(file.path) { try await grade([[file]], by: grader, survey, tally) }
  }

  /// Grades files in chunks, as many at once as there is room for.
  private func grade(
    _ chunks: [ArraySlice<HandedInFile>], by grader: ClassGrader, _ survey: AnswerSurvey, _ tally: Tally
  ) async throws(MachineFailure) {
    typealias Outcome = Result<[(ClassGrader.Unfinished, HandInInProgress)], MachineFailure>
    let left = await withTaskGroup(of: Outcome.self) { group -> Outcome in
      func add(_ chunk: ArraySlice<HandedInFile>) {
        group.addTask {
          await outcome { () async throws(MachineFailure) in try await grade(chunk, by: grader, survey, tally) }
        }
      }
      var waiting = chunks.makeIterator()
      // While some are being compiled, others run.
      for _ in 0..<width + 1 {
        guard let chunk = waiting.next() else { break }
        add(chunk)
      }
      var left: [(ClassGrader.Unfinished, HandInInProgress)] = []
      while let finished = await group.next() {
        switch finished {
        case .success(let unfinished): left += unfinished
        case .failure(let failure): return .failure(failure)
        }
        if let chunk = waiting.next() { add(chunk) }
      }
      return .success(left)
    }
    try await grader.finish(try left.get()) { work, report throws(MachineFailure) in try store(report, on: work, tally)
    }
  }

  /// Shares the work out in parts of one size, as few as there may be of a multiple of `count`.
  private func chunks(of files: [HandedInFile], atOnce count: Int) -> [ArraySlice<HandedInFile>] {
    let rounds = (files.count + count * Self.largestChunk - 1) / (count * Self.largestChunk)
    return files.inEvenParts(min(files.count, rounds * count))
  }

  /// A file that is being graded.
  private struct HandInInProgress: Sendable {
    var submission: Submission
    var file: HandedInFile
    var handedIn: String?
    var fingerprint: String
    var digest: ContentHash

    init(
      _ reading: HandInReading, _ submission: Submission, _ circumstances: ContentHash, _ lateRule: LateRule?,
      _ seed: Seed?
    ) {
      (self.submission, file, handedIn) = (submission, reading.file, reading.handedIn)
      (fingerprint, digest) = (reading.fingerprint(circumstances, lateRule, seed), reading.digest)
    }
  }

  /// - Returns: What cannot be finished before all others have come so far.
  private func grade(
    _ chunk: ArraySlice<HandedInFile>, by grader: ClassGrader, _ survey: AnswerSurvey, _ tally: Tally
  ) async throws(MachineFailure) -> [(ClassGrader.Unfinished, HandInInProgress)] {
    watch.begin(chunk)
    let works = chunk.map(HandInReading.init).map { reading in
      let own = own(reading)
      return HandInInProgress(reading, reading.submission(answering: own), circumstances, lateRule, own.seed)
    }
    let left = try await grader.begin(works.map(\.submission), isShared: survey.isShared) {
      index, report throws(MachineFailure) in try store(report, on: works[index], tally)
    }
    return left.map { ($0, works[$0.index]) }
  }

  private func store(unjudged reading: HandInReading, _ tally: Tally) throws(MachineFailure) {
    let report = Report(lesson: lesson, grades: lesson.exercises.map { Grade($0, .ungraded) })
    let submission = Submission(path: reading.file.path, unreadable: .unjudged)
    let work = HandInInProgress(reading, submission, circumstances, lateRule, own(reading).seed)
    try store(report, on: work, isUnjudged: true, tally)
  }

  private func store(
    _ report: Report, on work: HandInInProgress, isUnjudged: Bool? = nil, _ tally: Tally
  ) throws(MachineFailure) {
    let problems = work.submission.remarks.map(Words().remark)
    let late = lateness(of: work, report)
    let feedback = Feedback(
      student: work.file.student, report: report, problems: problems, revealsExpected: revealsExpected,
      lateness: late.map { (words: $0.words, points: max(0, report.points - $0.penalty)) })
    let exercises = report.grades.map { grade in
      let entry = feedback.entry(of: grade)
      var exercise = ExerciseResult(
        name: grade.exercise.name, status: grade.status, points: grade.points, maxPoints: grade.exercise.points,
        feedback: entry.markdown + "\n", mistake: grade.mistake)
      exercise.hidden = ExerciseResult.HiddenPoints(of: grade)
      exercise.answer = work.submission.cells[grade.exercise.name]?.source
      exercise.feedbackText = entry.text.joined(separator: "\n")
      exercise.isBegun = entry.isBegun ? true : nil
      return exercise
    }
    var result = SubmissionResult(
      student: work.file.student, lesson: lesson.fileName,
      title: lesson.title, submission: work.file.path, handedIn: work.handedIn,
      fingerprint: work.fingerprint,
      points: report.points, maxPoints: report.maximumPoints, problems: problems,
      exercises: exercises, isUnjudged: isUnjudged)
    (result.handIn, result.lessonVersion, result.late) = ("\(work.digest)", lessonVersion, late)
    result.isUnreadable = work.submission.isReadable || isUnjudged == true ? nil : true
    result.isMarkedLate = work.file.label?.isLate == true ? true : nil
    result.section = work.file.section
    // The result comes last: while it is not there, the submission counts as not graded.
    try folder.reviews.whileDesksRest { () throws(MachineFailure) in
      let reviews = (try? folder.reviews.review(of: result.student))?.exercises ?? []
      let sheet = result.reviewed(by: reviews).feedbackSheet(reviews, result)
      try folder.store(feedback: sheet.markdown, text: sheet.text, of: result.student)
      try folder.store(result)
    }
    watch.end(work.file)
    tally.count(isFull: result.points == result.maxPoints)
  }

  private func lateness(of work: HandInInProgress, _ report: Report) -> Lateness? {
    guard let lateRule, let time = work.handedIn.flatMap({ HandInTime($0) }) else { return nil }
    return lateRule.lateness(of: time, extended: work.file.due, points: report.points, maxPoints: report.maximumPoints)
  }
}

extension Lesson {
  /// Tells versions of a lesson apart.
  package var version: String { String("\(ContentHash(of: text.utf8))".prefix(12)) }
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
private struct HandInReading {
  let file: HandedInFile
  let content: Result<HandedInFile.Content, HandedInFile.Unreadable>

  init(_ file: HandedInFile) {
    self.file = file
    do throws(HandedInFile.Unreadable) { content = .success(try file.content()) } catch { content = .failure(error) }
  }

  /// When it was handed in, as ISO 8601 in UTC, as far as anybody knows.
  var handedIn: String? {
    if let told = file.handedIn { return told.text }
    switch content {
    case .success(let content): return content.changed
    case .failure(let failure): return failure.changed
    }
  }

  func submission(answering lesson: Lesson) -> Submission {
    switch content {
    case .success(let content): Submission(content.bytes, path: file.path, answering: lesson)
    case .failure(let failure): Submission(path: file.path, unreadable: failure.obstacle)
    }
  }

  /// Tells whether a result was made of this content. Messages name the file, so its path counts too.
  func fingerprint(_ circumstances: ContentHash, _ lateRule: LateRule?, _ seed: Seed?) -> String {
    let lateness = lateRule.map { "\($0) \(file.due?.text ?? "") \(handedIn ?? "")\0" } ?? ""
    let numbers = seed.map { "seed \($0)\0" } ?? ""
    return "\(ContentHash(of: circumstances.bytes + Array("\(file.path)\0\(lateness)\(numbers)".utf8) + bytes))"
  }

  /// The number that the file says to have been made with.
  var statedSeed: Seed? {
    guard case .success(let content) = content else { return nil }
    return Lesson.statedSeed(in: content.bytes, path: file.path)
  }

  /// Of what was handed in and nothing else.
  var digest: ContentHash { ContentHash(of: bytes) }

  private var bytes: [UInt8] {
    switch content {
    case .success(let content): content.bytes
    case .failure(let failure): Array(Words().obstacle(failure.obstacle).utf8)
    }
  }
}
