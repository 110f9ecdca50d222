import Reading
import Reporting
import Support
import TextTable

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
        let more = result.problems.count > 1 ? " (and \(result.problems.count - 1) more)" : ""
        faulty.append("\(printable(result.submission)): \(printable(problem))\(more)")
      }
    }
    var lines = [
      Self.work(on: share, of: lesson, gradedNow: gradedNow)
        + (share.shard == nil ? "" : "; so are all \(share.wholeClass.count) of the class")
        + (stale.isEmpty
          ? "" : ", \(stale.count) there from earlier that \(stale.count == 1 ? "is" : "are") not handed in now")
    ]
    let width = lesson.exercises.map(\.name.count).max() ?? 0
    for exercise in lesson.exercises {
      let name = exercise.name + String(repeating: " ", count: width - exercise.name.count)
      let words = [
        tried[exercise.name].map { "\(passed[exercise.name] ?? 0) of \($0) who tried passed" },
        awaiting[exercise.name].map { $0 == 1 ? "1 awaits review" : "\($0) await review" },
      ].compactMap(\.self)
      lines.append("  \(name)  \(words.isEmpty ? "nobody tried" : words.joined(separator: ", "))")
    }
    let mean = count == 0 ? 0 : (total / Double(count) * 100).rounded() / 100
    let most = lesson.exercises.reduce(0) { $0 + $1.points }
    lines.append(
      "  \(full) of \(count) have full points; the mean is \(NumberText.text(of: mean)) of \(NumberText.text(of: most))"
    )
    if late > 0 { lines.append("  \(late) came late; the mean is of what counts") }
    if outdated > 0 {
      lines.append(
        "  \(Words().counted(outdated, "result")) of an earlier version of the lesson: in no mean; hand them over to grade them again"
      )
    }
    if !stale.isEmpty {
      lines.append("Not handed in now: \(Self.listed(stale)); --prune removes what is there of them")
    }
    if let missing, !missing.isEmpty { lines.append("Nothing handed in: \(Self.listed(missing))") }
    lines += faulty.prefix(Self.mostProblems)
    if faulty.count > Self.mostProblems { lines.append("… and \(faulty.count - Self.mostProblems) more such problems") }
    lines.append("Results are in \(folder.path): points in \(GradesTable.fileName), feedback in feedback/.")
    text = lines.joined(separator: "\n") + "\n"
  }

  /// What a shard says at its end while others have something left to do.
  package init(ofUnfinished share: ClassShare, into folder: ResultsFolder, _ lesson: Lesson, gradedNow: Int) {
    text = """
      \(Self.work(on: share, of: lesson, gradedNow: gradedNow)); other shards are not done
      Results are in \(folder.path). The shard that is done last writes \(GradesTable.fileName).

      """
  }

  private static func work(on share: ClassShare, of lesson: Lesson, gradedNow: Int) -> String {
    let unchanged = share.files.count - gradedNow
    return "\(lesson.title): \(gradedNow) graded" + (unchanged > 0 ? ", \(unchanged) unchanged" : "")
      + (share.shard.map { " in shard \($0)" } ?? "")
  }

  private static func listed(_ names: [String]) -> String {
    let more = names.count > mostProblems ? " and \(names.count - mostProblems) more" : ""
    return names.prefix(mostProblems).map { printable($0) }.joined(separator: ", ") + more
  }

  private static let mostProblems = 20
}

extension Lesson {
  package var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
}
