import Reading
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
  package init(of folder: ResultsFolder, _ lesson: Lesson, gradedNow: Int, _ share: ClassShare) {
    var passed: [String: Int] = [:]
    var tried: [String: Int] = [:]
    var total = 0.0
    var full = 0
    var count = 0
    var faulty: [String] = []
    if var reading = try? folder.reading() {
      while let result = reading.next() {
        count += 1
        total += result.points
        if result.isUnjudged == true { unjudged += 1 }
        if result.points == result.maxPoints { full += 1 }
        for exercise in result.exercises {
          if exercise.status == .passed { passed[exercise.name, default: 0] += 1 }
          if exercise.status == .passed || exercise.status.isFailure { tried[exercise.name, default: 0] += 1 }
        }
        // A line for each file: one that is full of faults must not hide the others.
        guard let problem = result.problems.first else { continue }
        let more = result.problems.count > 1 ? " (and \(result.problems.count - 1) more)" : ""
        faulty.append("\(printable(result.submission)): \(printable(problem))\(more)")
      }
    }
    let earlier = count - share.wholeClass.count
    var lines = [
      Self.work(on: share, of: lesson, gradedNow: gradedNow)
        + (share.shard == nil ? "" : "; so are all \(share.wholeClass.count) of the class")
        + (earlier > 0 ? ", \(earlier) there from earlier that \(earlier == 1 ? "is" : "are") not handed in now" : "")
    ]
    let width = lesson.exercises.map(\.name.count).max() ?? 0
    for exercise in lesson.exercises {
      let name = exercise.name + String(repeating: " ", count: width - exercise.name.count)
      let words =
        tried[exercise.name].map { "\(passed[exercise.name] ?? 0) of \($0) who tried passed" } ?? "nobody tried"
      lines.append("  \(name)  \(words)")
    }
    let mean = count == 0 ? 0 : (total / Double(count) * 100).rounded() / 100
    let most = lesson.exercises.reduce(0) { $0 + $1.points }
    lines.append(
      "  \(full) of \(count) have full points; the mean is \(NumberText.text(of: mean)) of \(NumberText.text(of: most))"
    )
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

  private static let mostProblems = 20
}

extension Lesson {
  package var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
}
