import FoundationEssentials
import Glibc
import Reporting
import Running
import Support

/// The folder of a class's results: `NAME.json` for each submission, and `feedback/NAME.md` and `.txt` for its student, with the name
/// that `ResultName` makes of the student's.
///
/// Files appear under their name by renaming only, so that several processes may store into one folder while others read it.
package struct ResultsFolder: Hashable, Sendable {
  package let path: String
  /// The version of the lesson whose results are not marked; `nil` to mark none.
  private(set) var unmarkedVersion: String?

  /// - Parameter path: The folder, which need not exist until something is stored.
  package init(_ path: String) {
    // With a slash behind it, messages would show two.
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The same folder, of whose results those are marked that are of another version of the lesson.
  package func marking(_ version: String?) -> ResultsFolder {
    var copy = self
    copy.unmarkedVersion = version
    return copy
  }

  /// Where a student's result is.
  package func file(of student: String) -> String { "\(path)/\(ResultName(of: student)).json" }

  /// Where what is made of all results is put unless another place is named.
  package func file(named name: String) -> String { "\(path)/\(name)" }

  /// Stores a result in place of the same student's last one. Equal results give equal bytes.
  package func store(_ result: SubmissionResult) throws(MachineFailure) {
    let file = file(of: result.student)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let content: Data
    do { content = try encoder.encode(result) } catch {
      throw .file(.unencodable(.resultFile(file), reason: "\(error)"))
    }
    try Self.makeFolder(path)
    try Self.write(content + [0x0A], to: file)
  }

  /// Stores what a student is told.
  package func store(
    feedback markdown: String, text: String, of student: String
  ) throws(MachineFailure) {
    let folder = "\(path)/feedback"
    try Self.makeFolder(folder)
    let name = ResultName(of: student)
    try Self.write(markdown.utf8, to: "\(folder)/\(name).md")
    try Self.write(text.utf8, to: "\(folder)/\(name).txt")
  }

  /// Stores what a student is told of the result that is there, with what a person found of it.
  package func renewFeedback(of student: String, reviews: [ExerciseReview]) throws(MachineFailure) {
    if let machine = result(of: student) { try renewFeedback(of: machine, reviews: reviews) }
  }

  /// Stores what the student of a result is told, with what a person found of it.
  func renewFeedback(of machine: SubmissionResult, reviews: [ExerciseReview]) throws(MachineFailure) {
    let sheet = machine.reviewed(by: reviews).feedbackSheet(reviews, machine)
    try store(feedback: sheet.markdown, text: sheet.text, of: machine.student)
  }

  /// What the student of a reviewed result is told, in Markdown; `nil` if nobody has reviewed it.
  func feedback(of result: SubmissionResult) throws -> String? {
    guard result.exercises.contains(where: { $0.review != nil }), let machine = self.result(of: result.student),
      let reviews = try reviews.review(of: result.student)?.exercises
    else { return nil }
    return machine.reviewed(by: reviews).feedbackSheet(reviews, machine).markdown
  }

  /// Whether it is there, and may be looked into.
  package var isThere: Bool { access(path, R_OK | X_OK) == 0 }

  /// What people found of the answers.
  package var reviews: ReviewFolder { ReviewFolder(self) }

  /// What the lesson's copy is called, which a desk goes by.
  package static let lessonFileName = "lesson.md"

  /// Keeps the author's lesson that the results are of.
  package func store(lesson text: String) throws(MachineFailure) {
    let file = file(named: Self.lessonFileName)
    if FileManager.default.contents(atPath: file).map({ $0.elementsEqual(text.utf8) }) ?? false { return }
    try Self.makeFolder(path)
    try Self.write(text.utf8, to: file)
  }

  /// Removes drafts that were left by processes which were killed: those that nobody has written to for an hour.
  package func removeOldDrafts() {
    for folder in [path, path + "/feedback"] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names where name.hasPrefix(DraftFile.prefix) {
        var details = stat()
        guard lstat("\(folder)/\(name)", &details) == 0, time(nil) - details.st_mtim.tv_sec > 3600 else { continue }
        unlink("\(folder)/\(name)")
      }
    }
  }

  /// A student's result; `nil` if there is none that can be read, and the submission must be graded (again).
  package func result(of student: String) -> SubmissionResult? {
    guard case .success(let result) = ResultFile(folder: path, name: ResultName(of: student).description).content()
    else {
      return nil
    }
    return result.student.utf8.elementsEqual(student.utf8) ? result : nil
  }

  /// All results, to be read one at a time.
  /// - Parameters:
  ///   - roster: Who is to have a result, if only one that says that nothing was handed in: those come last.
  ///   - results: Results as they count, by `ResultName`, that need not be read.
  /// - Returns: A way through them.
  /// - Throws: If the folder cannot be listed.
  /// - Complexity: O(*n* log *n*) for *n* names, of which it keeps the list.
  package func reading(
    completing roster: Roster? = nil, knowing results: [ExactText: SubmissionResult] = [:]
  ) throws(MachineFailure) -> ResultsReading {
    try ResultsReading(of: self, completing: roster, knowing: results)
  }

  /// The names of the files that may hold results, without `.json`, in byte-wise order.
  var resultNames: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter(ResultsReading.isCandidate)
      .map { String($0.dropLast(".json".count)) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func machineResult(named name: String) -> SubmissionResult? {
    try? machineContent(named: name).get()
  }

  /// What the machine found, or why its file is passed over.
  func machineContent(named name: String) -> Result<SubmissionResult, ResultFlaw> {
    ResultFile(folder: path, name: name).content()
  }

  /// Tells one state of a student's result and review from others. Each is replaced as a whole: where two are of one size and of one tick of
  /// the file system's clock, their numbers tell them apart.
  func stamp(ofResult name: String) -> String {
    ["\(path)/\(name).json", "\(path)/\(name)\(ReviewFolder.ending)"].map { file in
      var details = stat()
      guard stat(file, &details) == 0 else { return "" }
      return "\(details.st_ino) \(details.st_size) \(details.st_mtim.tv_sec).\(details.st_mtim.tv_nsec)"
    }.joined(separator: "/")
  }

  /// All results as the machine made them, without what people found of them.
  func machineReading() throws(MachineFailure) -> ResultsReading {
    var reading = try ResultsReading(of: self, completing: nil)
    reading.isOfMachine = true
    return reading
  }

  /// Removes a student's result and feedback.
  package func remove(_ student: String) throws(MachineFailure) {
    let name = ResultName(of: student)
    for file in ["\(path)/\(name).json", "\(path)/feedback/\(name).md", "\(path)/feedback/\(name).txt"] {
      guard unlink(file) == 0 || errno == ENOENT else {
        throw .file(.unremovable(file, errno))
      }
    }
  }

  /// The class whose results these are, if `grade` was told.
  /// - Throws: If the file is damaged.
  package func roster() throws(FaultyRoster) -> Roster? {
    let file = file(named: Roster.fileName)
    guard let data = FileManager.default.contents(atPath: file) else { return nil }
    return try Roster(reading: Array(data), path: file)
  }

  /// Keeps a class, for exports.
  package func store(_ roster: Roster) throws(MachineFailure) {
    try Self.makeFolder(path)
    try Self.write(roster.text.utf8, to: file(named: Roster.fileName))
  }

  /// Makes a folder and those that it is in, unless it is there.
  package static func makeFolder(_ path: String) throws(MachineFailure) {
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, parent(of: path) != path else { throw .file(.unmadeFolder(path, errno)) }
    try makeFolder(parent(of: path))
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .file(.unmadeFolder(path, errno)) }
  }

  private static func write(_ content: some Sequence<UInt8>, to path: String) throws(MachineFailure) {
    var draft = try DraftFile(for: path)
    try draft.write(content)
    try draft.finish()
  }
}
