import Reporting
import Running
import Trust

/// Which lessons run with the user's own rights.
struct TrustCheck {
  let environment: [String: String]
  let executable: String

  /// - Parameter isConfining: Whether there is a sandbox for the others.
  /// - Returns: The finding.
  func finding(isConfining: Bool) -> Diagnosis {
    let trusted = TrustedFolders(environment: environment, executable: executable)
    var folders: [String] = []
    var complaint: TrustedFolders.Complaint?
    do throws(MachineFailure) {
      let list = try trusted.file?.read() ?? TrustFile.List()
      folders = list.folders
      complaint = list.faults.first.map { .ignored($0) }
    } catch {
      complaint = .unreadable(error)
    }
    return Diagnosis(
      .trust, isConfining && complaint == nil ? .ok : .limited,
      .trust(folders, builtIn: trusted.builtIn, isConfining: isConfining, complaint))
  }
}
