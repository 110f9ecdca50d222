import Classes
import FoundationEssentials
import Reading
import Reporting
import Running
import Support

/// A folder that `grade` has written results into, for commands that go on with it.
enum GradedFolder {
  /// How many damaged reviews are named before the rest is only counted.
  private static let named = 5

  /// Finds out whether there is anything in a folder, and whether all reviews in it can be read.
  /// - Parameters:
  ///   - path: The folder.
  ///   - undone: What comes of it if not, such as `.nothingExported`.
  /// - Returns: The folder.
  /// - Throws: A failure that says what is missing, or where a review is damaged.
  static func open(_ path: String, undone: Consequence) throws(CommandFailure) -> ResultsFolder {
    let folder = ResultsFolder(path)
    try requireFolder(at: folder.path)
    try requireSoundReviews(in: folder, undone: undone)
    var reading: ResultsReading
    do throws(MachineFailure) { reading = try folder.reading() } catch { throw CommandFailure(error) }
    guard reading.next() != nil else {
      var failure = CommandFailure(.noResults(in: folder.path, undone))
      let damaged = reading.survey.surprises.map { "lesson-run: \(printable(folder.path))/\($0.words)" }
      failure.lines = damaged + failure.lines
      throw failure
    }
    return folder
  }

  static func requireFolder(at path: String) throws(CommandFailure) {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandFailure(.noResultsFolder(path))
    }
    guard isFolder else { throw CommandFailure(.fileAsResults(path)) }
  }

  /// The table of grades in a folder, with a row for everybody of the class.
  static func grades(
    of folder: ResultsFolder, undone: Consequence, _ context: CommandContext
  ) throws(CommandFailure) -> GradesTable {
    GradesTable(
      of: folder, roster: try RosterFile.read(nil, column: nil, keptIn: folder, undone: undone, context))
  }

  /// What a person has found must not be left out because its file is damaged.
  static func requireSoundReviews(in folder: ResultsFolder, undone: Consequence) throws(CommandFailure) {
    let faults = folder.reviews.faults()
    guard !faults.isEmpty else { return }
    let more = faults.count > named ? ["lesson-run: \(Words().moreFiles(faults.count - named))"] : []
    throw CommandFailure(.usage, faults.prefix(named).map { line(of: $0) } + more, Words().consequence(undone))
  }

  /// An export in a result's place would cost that student's points.
  static func expectNoResult(_ target: String, of folder: ResultsFolder) throws(CommandFailure) {
    let url = URL(filePath: target).standardizedFileURL
    let parent = url.deletingLastPathComponent().resolvingSymlinksInPath().path
    let results = URL(filePath: folder.path).standardizedFileURL.resolvingSymlinksInPath().path
    guard trimmed(parent) == trimmed(results) else { return }
    if url.pathExtension == "json" { throw CommandFailure(.resultsPlace(target, in: folder.path)) }
    if ["lesson.md", CommentBank.fileName, CodeSalt.fileName].contains(url.lastPathComponent) {
      throw CommandFailure(.resultsOwn(target, in: folder.path))
    }
  }

  private static func trimmed(_ path: String) -> Substring { path.hasSuffix("/") ? path.dropLast() : path[...] }

  static func line(of faulty: FaultyReview) -> String {
    let place = faulty.fault.location
    return "\(printable(place.file)):\(place.line):\(place.column): \(Words().sentence(faulty.fault.kind))"
  }
}

extension CommandFailure {
  init(_ failure: ReviewFailure) {
    switch failure {
    case .machine(let failure): self.init(.inResults(failure))
    case .faulty(let faulty): self.init(.usage, [GradedFolder.line(of: faulty)])
    case .refused: self.init(.reviewChanged)
    }
  }
}
