import Reading
import Reporting

/// What `grade` says at its end.
package struct ClassSummary {
  package let text: String
  /// How many hand-ins could not be judged.
  package private(set) var unjudged = 0

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - lesson: Their lesson.
  ///   - gradedNow: How many submissions were graded just now.
  ///   - share: What was to be graded. All of the class has been.
  ///   - missing: Who of the roster has handed in nothing; `nil` without a roster.
  package init(
    of folder: ResultsFolder, _ lesson: Lesson, gradedNow: Int, _ share: ClassShare, missing: [String]? = nil
  ) {
    let words = Words().course
    var passed: [String: Int] = [:]
    var tried: [String: Int] = [:]
    var awaiting: [String: Int] = [:]
    var total = 0.0
    var full = 0
    var count = 0
    var outdated = 0
    var late = 0
    var faulty: [String] = []
    var stale: [String] = []
    let handedIn = Set(share.wholeClass.map { ResultName(of: $0.student) })
    if var reading = try? folder.reading() {
      while let result = reading.next() {
        if !handedIn.contains(ResultName(of: result.student)) { stale.append(result.student) }
        // Points of two versions of a lesson make no mean.
        guard result.lessonVersion == lesson.version else {
          outdated += 1
          continue
        }
        count += 1
        total += result.finalPoints
        if result.isUnjudged == true { unjudged += 1 }
        if result.finalPoints == result.maxPoints { full += 1 }
        for exercise in result.exercises {
          if exercise.status == .passed { passed[exercise.name, default: 0] += 1 }
          if exercise.status == .awaitingReview { awaiting[exercise.name, default: 0] += 1 }
          if exercise.status == .passed || exercise.status.isFailure { tried[exercise.name, default: 0] += 1 }
        }
        // A line for each file: one that is full of faults must not hide the others.
        if result.late != nil { late += 1 }
        let told = result.isUnreadable == true ? result.remarks : result.problems
        guard let problem = told.first else { continue }
        faulty.append(words.problem(problem, more: result.problems.count - 1, in: result.submission))
      }
    }
    var lines = [
      Self.work(on: share, of: lesson, gradedNow: gradedNow)
        + (share.shard == nil ? "" : words.othersDone(share.wholeClass.count)) + words.stale(stale.count)
    ]
    let width = lesson.exercises.map(\.name.count).max() ?? 0
    for exercise in lesson.exercises {
      let name = exercise.name + String(repeating: " ", count: width - exercise.name.count)
      let found = [
        tried[exercise.name].map { words.passed(passed[exercise.name] ?? 0, of: $0) },
        awaiting[exercise.name].map(words.await),
      ].compactMap(\.self)
      lines.append("  \(name)  \(found.isEmpty ? words.nobodyTried : found.joined(separator: ", "))")
    }
    let mean = count == 0 ? 0 : (total / Double(count) * 100).rounded() / 100
    let most = lesson.exercises.reduce(0) { $0 + $1.points }
    lines.append("  " + words.mean(mean, of: most, full: full, of: count))
    if late > 0 { lines.append("  " + words.late(late)) }
    if outdated > 0 { lines.append("  " + words.outdated(outdated)) }
    if !stale.isEmpty { lines.append(words.stale(stale)) }
    if let missing, !missing.isEmpty { lines.append(words.missing(missing)) }
    lines += faulty.prefix(ClassWords.most)
    if faulty.count > ClassWords.most { lines.append(words.moreProblems(faulty.count - ClassWords.most)) }
    lines.append(words.place(folder.path, table: GradesTable.fileName))
    text = lines.joined(separator: "\n") + "\n"
  }

  /// What a shard says at its end while others have something left to do.
  package init(ofUnfinished share: ClassShare, into folder: ResultsFolder, _ lesson: Lesson, gradedNow: Int) {
    let words = Words().course
    text =
      Self.work(on: share, of: lesson, gradedNow: gradedNow) + words.othersNotDone + "\n"
      + words.unfinished(folder.path, table: GradesTable.fileName) + "\n"
  }

  private static func work(on share: ClassShare, of lesson: Lesson, gradedNow: Int) -> String {
    Words().course.graded(
      lesson.title, now: gradedNow, unchanged: share.files.count - gradedNow, shard: share.shard.map { "\($0)" })
  }
}

extension Lesson {
  package var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
}
