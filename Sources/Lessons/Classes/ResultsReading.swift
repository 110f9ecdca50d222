import FoundationEssentials
import Reporting
import Running
import Support

/// A way through a folder's results, one at a time, in the byte-wise order of their names. What is no result is passed over and noted.
///
/// It holds the list of names and one result, so that a folder may have any number of them.
package struct ResultsReading {
  private let folder: String
  private let roster: Roster?
  private let unmarkedVersion: String?
  /// Places in the roster that have a result.
  private var present: Set<Int> = []
  private var absent: [Int]?
  /// Names, without `.json`, of files that are passed over.
  private var damaged: Set<ExactText> = []
  private var sample: SubmissionResult?
  /// Whether results are left as the machine made them.
  var isOfMachine = false
  /// Names without `.json`.
  private let names: [String]
  private var position = 0
  /// Results as they count, which need not be read.
  private let known: [ExactText: SubmissionResult]
  /// What was found so far.
  package private(set) var survey = ResultsSurvey()

  init(
    of folder: ResultsFolder, completing roster: Roster?, knowing known: [ExactText: SubmissionResult] = [:]
  ) throws(MachineFailure) {
    self.known = known
    (self.folder, self.roster, unmarkedVersion) = (folder.path, roster, folder.unmarkedVersion)
    var found: [String] = []
    do { found = try FileManager.default.contentsOfDirectory(atPath: folder.path) } catch {
      throw .file(.unlistableFolder(folder.path))
    }
    names = found.filter(Self.isCandidate).map { String($0.dropLast(".json".count)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in found.filter({ !Self.isCandidate($0) }).sorted() {
      survey.skipped.append(SkippedEntry(name: name, flaw: Self.flaw(name, in: folder.path)))
    }
  }

  /// Whether a file of this name may be a result.
  static func isCandidate(_ name: String) -> Bool {
    name.hasSuffix(".json") && !name.hasPrefix(".") && !name.hasSuffix(ReviewFolder.ending)
  }

  /// The next result, `nil` after the last.
  package mutating func next() -> SubmissionResult? {
    while position < names.count {
      let name = names[position]
      position += 1
      switch content(name) {
      case .success(let result):
        survey.count += 1
        note(result, "\(folder)/\(name).json")
        guard let unmarkedVersion, unmarkedVersion != result.lessonVersion ?? "" else { return result }
        var marked = result
        marked.problems.insert(Words().course.otherVersion, at: 0)
        return marked
      case .failure(let flaw):
        damaged.insert(ExactText(name))
        survey.skipped.append(SkippedEntry(name: name + ".json", flaw: flaw))
      }
    }
    return nextAbsent()
  }

  private mutating func content(_ name: String) -> Result<SubmissionResult, ResultFlaw> {
    if let result = known[ExactText(name)] { return .success(result) }
    let content = ResultFile(folder: folder, name: name).content()
    guard !isOfMachine, case .success(let machine) = content else { return content }
    return .success(reviewed(machine, name))
  }

  /// The result with what a person found of it.
  private mutating func reviewed(_ machine: SubmissionResult, _ name: String) -> SubmissionResult {
    do throws(FaultyReview) {
      guard let review = try ReviewFolder(ResultsFolder(folder)).review(named: name) else { return machine }
      for exercise in machine.exercisesOnlyReviewed(in: review.exercises) {
        survey.strayReviews[exercise, default: []].append(machine.student)
      }
      let byName = Dictionary(review.exercises.map { ($0.name, $0) }) { first, _ in first }
      for exercise in machine.exercises where exercise.pointsBeyondMost(by: byName[exercise.name]) != nil {
        survey.cutReviews[exercise.name, default: []].append(machine.student)
      }
      return machine.reviewed(by: review.exercises)
    } catch {
      // Exports look for such files first.
      var copy = machine
      copy.problems.append(Words().review.unreadable)
      return copy
    }
  }

  private mutating func note(_ result: SubmissionResult, _ file: String) {
    let time = HandInNode(file, name: "").changed
    survey.versions[result.lessonVersion ?? "", default: ResultsSurvey.Version()].add(time)
    survey.awaiting += result.awaitingReview.count
    survey.stale += result.exercises.count { $0.review == .stale }
    guard let roster else { return }
    if sample == nil { sample = result }
    if let place = roster.place(of: result.student, section: result.section) {
      present.insert(place)
    } else {
      survey.unknown.append(result.student)
    }
  }

  /// What stands for the next of those of whom there is nothing.
  private mutating func nextAbsent() -> SubmissionResult? {
    guard let roster, let sample else { return nil }
    var left = absent ?? roster.students.indices.filter { !present.contains($0) }.reversed()
    let place = left.popLast()
    absent = left
    guard let place else { return nil }
    let student = roster.students[place]
    let isDamaged = damaged.contains(ExactText(ResultName(of: student.name).description))
    if !isDamaged { survey.absent += 1 }
    return sample.absence(of: student.name, section: student.section, isDamaged: isDamaged)
  }

  private static func flaw(_ name: String, in folder: String) -> ResultFlaw {
    if name.hasPrefix(DraftFile.prefix) { return .draft }
    var isFolder = false
    _ = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
    return isFolder ? .folder : .otherFile
  }
}

/// What going through a results folder found.
package struct ResultsSurvey: Hashable, Sendable {
  /// How many results there were.
  package var count = 0
  /// How many of the roster have none.
  package var absent = 0
  /// What else whoever exports them should know.
  package var remarks: [ResultsRemark] = []
  /// How many answers wait for a person.
  package var awaiting = 0
  /// How many reviews are of another answer than the one that is there.
  package var stale = 0
  /// Whose reviews are of an exercise that the result does not have, by the exercises' names.
  package var strayReviews: [String: [String]] = [:]
  /// Whose reviews give more points than the exercise has, by the exercises' names.
  package var cutReviews: [String: [String]] = [:]
  /// Who has one without being on the roster.
  package var unknown: [String] = []
  /// What to say of `strayReviews` and `cutReviews`, one for each exercise.
  package var reviewRemarks: [ResultsRemark] {
    strayReviews.sorted { $0.key < $1.key }.map { .strayReviews(of: $1, exercise: $0) }
      + cutReviews.sorted { $0.key < $1.key }.map { .cutReviews(of: $1, exercise: $0) }
  }
  /// The results by the versions of the lesson that they are of; empty for what does not say.
  var versions: [String: Version] = [:]

  struct Version: Hashable, Sendable {
    var count = 0
    /// When the last of them was written.
    var latest = -Double.infinity

    mutating func add(_ time: Double) { (count, latest) = (count + 1, max(latest, time)) }
  }

  /// The version that was graded last: the results of all others are out of date.
  package var currentVersion: String? { versions.max { ($0.value.latest, $0.key) < ($1.value.latest, $1.key) }?.key }

  /// How many results are of an earlier version of the lesson than the one graded last.
  package var outdated: Int { count - (currentVersion.flatMap { versions[$0]?.count } ?? 0) }
  /// What was passed over, first what is not called `….json`.
  package var skipped: [SkippedEntry] = []

  /// What was passed over though one might take it for a result.
  package var surprises: [SkippedEntry] { skipped.filter(\.isSurprising) }
}

/// Something in a results folder that is no result.
package struct SkippedEntry: Hashable, Sendable {
  package var name: String
  package var flaw: ResultFlaw

  /// Whether the owner of the folder should hear of it.
  package var isSurprising: Bool {
    switch flaw {
    case .draft, .otherFile: false
    case .folder: name.hasSuffix(".json")
    default: true
    }
  }

  /// Behind the file's name in messages.
  private var place: String {
    guard case .damaged(let flaw) = flaw else { return "" }
    return ":\(flaw.line):\(flaw.column)"
  }

  /// The entry and why it was passed over, on one line that is safe to show on a terminal.
  package var words: String { "\(printable(name))\(place): \(Words().flaw(flaw))" }
}
