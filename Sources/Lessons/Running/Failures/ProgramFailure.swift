import LessonWire
import Support

/// What is wrong with this package's own programs, or with starting any program.
package enum ProgramFailure: Hashable, Sendable {
  case notStarted(StartFailure)
  /// The program that opens archives, which is installed beside this one; with the system's error number.
  case unpackerNotStarted(String, Int32)
  /// The folders that were searched for the programs that cells run in.
  case notInstalled(candidates: [String])
  /// The host of cells has run none of those that it was given.
  case hostFailed(Complaint)
  case parserFailed(parser: String, errors: String)
  /// A small cell that nothing can be wrong with.
  case smallCell(SmallCell)
  /// A lesson that is graded has come to its end without a report.
  case endedUngraded
  /// An error of no type that is known here, as it describes itself.
  case unexpected(String)

  /// What a program left that has failed.
  package struct Complaint: Hashable, Sendable {
    package var executable: String
    /// What it wrote to standard error, without spaces around it.
    package var errors: String
    package var cause: RunFrame.Cause

    package init(of executable: String, errors: String, cause: RunFrame.Cause) {
      (self.executable, self.errors, self.cause) = (executable, errors, cause)
    }

    /// Of all that it wrote so many bytes are kept.
    init(_ ending: Ending, of executable: String, limit: Int = .max) {
      let errors = String(decoding: ending.errors.prefix(limit), as: UTF8.self).trimmed
      self.init(of: executable, errors: errors, cause: ending.cause)
    }
  }

  /// What a small cell does not do.
  package enum SmallCell: Hashable, Sendable {
    case notRead(reason: String)
    case notCompiled(message: String)
    /// Seconds.
    case notCompiledWithin(Double)
    case notRun(Run.Outcome)
  }
}
