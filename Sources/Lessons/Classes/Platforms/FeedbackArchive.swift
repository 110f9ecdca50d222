import FoundationEssentials
import Reporting
import Running
import Support

/// All feedback in one archive, each file named as Moodle or Canvas named the hand-in, by which they find the student when it is uploaded
/// there; of other hand-ins by the student.
package struct FeedbackArchive {
  /// What the file is called in the results folder.
  package static let fileName = "feedback.zip"

  private let folder: ResultsFolder

  package init(of folder: ResultsFolder) {
    self.folder = folder
  }

  /// Writes the archive.
  /// - Returns: What was found in the folder.
  /// - Throws: `ExportRefusal` if some student's feedback is missing, `MachineFailure` if it cannot be read or nothing written.
  package func write(to path: String) throws -> ResultsSurvey {
    var zip = try ZipFile(for: path)
    var reading = try folder.reading()
    var taken: Set<String> = []
    while let result = reading.next() {
      let own = ResultName(of: result.student).description
      let file = folder.file(named: "feedback/\(own).md")
      guard let content = FileManager.default.contents(atPath: file) else {
        guard FileManager.default.fileExists(atPath: file) else {
          throw ExportRefusal.noFeedback(file)
        }
        throw MachineFailure.file(.unreadable(file))
      }
      let told = try folder.feedback(of: result).map { Array($0.utf8) } ?? Array(content)
      let names = [Self.name(of: result), own + ".md", own + " feedback.md"].compactMap(\.self)
      let name = names.first { !taken.contains($0) } ?? own + ".md"
      taken.insert(name)
      try zip.add(told, as: name)
    }
    try zip.finish()
    return reading.survey
  }

  /// Moodle wants `Name_PARTICIPANT_assignsubmission_file_` in front, Canvas both numbers anywhere in the name.
  private static func name(of result: SubmissionResult) -> String? {
    for part in result.submission.split(separator: "/").map(String.init) {
      let label = HandInLabel(part)
      switch label.platform {
      case .moodle: return "\(label.student)_\(label.id ?? "")_assignsubmission_file_feedback.md"
      case .canvas: return HandInLabel.stem(of: part) + ".md"
      case .blackboard, nil: continue
      }
    }
    return nil
  }
}
