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
    let builtIn = trusted.builtIn.map { "\($0.path) (\($0.name))" }
    do throws(MachineFailure) {
      let list = try trusted.file?.read() ?? TrustFile.List()
      let words = words(list.folders + builtIn, isConfining)
      guard let fault = list.faults.first else { return Diagnosis("trust", isConfining ? .ok : .limited, words) }
      return Diagnosis("trust", .limited, "\(words); \(Words().trust(fault))", advice: "mend or remove that line")
    } catch {
      let failure = Words().failure(error)
      return Diagnosis("trust", .limited, "\(words(builtIn, isConfining)); \(failure.problem)", advice: failure.advice)
    }
  }

  private func words(_ folders: [String], _ isConfining: Bool) -> String {
    guard isConfining else { return "without a sandbox every lesson runs with your own rights" }
    guard !folders.isEmpty else { return "every lesson runs in the sandbox" }
    return "lessons run in the sandbox but for those in \(folders.joined(separator: ", "))"
  }
}
