import FoundationEssentials
import Running
import Support

/// A way through a folder's results, one at a time, in the byte-wise order of their names. What is no result is passed over and noted.
///
/// It holds the list of names and one result, so that a folder may have any number of them.
package struct ResultsReading {
  private let folder: String
  /// Names without `.json`.
  private let names: [String]
  private var position = 0
  /// What was found so far.
  package private(set) var survey = ResultsSurvey()

  init(of folder: ResultsFolder) throws(MachineFailure) {
    self.folder = folder.path
    var found: [String] = []
    do { found = try FileManager.default.contentsOfDirectory(atPath: folder.path) } catch {
      throw MachineFailure(
        "cannot list the folder \(printable(folder.path))", advice: "check that it is there and that you may read it")
    }
    let isCandidate = { (name: String) in name.hasSuffix(".json") && !name.hasPrefix(".") }
    names = found.filter(isCandidate).map { String($0.dropLast(".json".count)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in found.filter({ !isCandidate($0) }).sorted() {
      survey.skipped.append(SkippedEntry(name: name, reason: Self.reason(name, in: folder.path)))
    }
  }

  /// The next result, `nil` after the last.
  package mutating func next() -> SubmissionResult? {
    while position < names.count {
      let name = names[position]
      position += 1
      switch ResultFile(folder: folder, name: name).content() {
      case .success(let result):
        survey.count += 1
        return result
      case .failure(let reason):
        survey.skipped.append(SkippedEntry(name: name + ".json", reason: reason))
      }
    }
    return nil
  }

  private static func reason(_ name: String, in folder: String) -> SkippedEntry.Reason {
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
  /// What was passed over, first what is not called `….json`.
  package var skipped: [SkippedEntry] = []

  /// What was passed over though one might take it for a result.
  package var surprises: [SkippedEntry] { skipped.filter(\.isSurprising) }
}

/// Something in a results folder that is no result.
package struct SkippedEntry: Hashable, Sendable {
  package enum Reason: Error, Hashable, Sendable {
    /// A file that is being written, or was left by a process that was killed.
    case draft
    case folder
    /// Not called `….json`: an export, say.
    case otherFile
    case unreadable(String)
    case notAResult(String)
    /// The student in the file has another file: this one is somebody's copy.
    case misnamed(expected: String)
  }

  package var name: String
  package var reason: Reason

  /// Whether the owner of the folder should hear of it.
  package var isSurprising: Bool {
    switch reason {
    case .draft, .otherFile: false
    case .folder: name.hasSuffix(".json")
    case .unreadable, .notAResult, .misnamed: true
    }
  }

  /// The entry and why it was passed over, on one line that is safe to show on a terminal.
  package var words: String {
    let reason =
      switch reason {
      case .draft: "a draft"
      case .folder: "it is a folder"
      case .otherFile: "not a result"
      case .unreadable(let why), .notAResult(let why): why
      case .misnamed(let expected): "its student's file is \(expected)"
      }
    return "\(printable(name)): \(reason)"
  }
}
