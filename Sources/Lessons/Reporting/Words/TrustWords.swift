import Support
import Trust

extension Words {
  /// A line of the list of trusted folders, without a full stop.
  package func trust(_ fault: TrustFile.Fault) -> String {
    let what =
      switch fault.kind {
      case .notUTF8: "is not UTF-8"
      case .notAbsolute: "is no absolute path"
      case .notPlain: "is no plain path: no '//', '.', '..' or '/' at the end"
      case .everything: "would trust every lesson on this machine"
      }
    return "\(fault.path):\(fault.line): '\(fault.text.map { printable($0) } ?? "…")' \(what)"
  }

  package func trust(_ complaint: TrustedFolders.Complaint) -> String {
    switch complaint {
    case .ignored(let fault): "\(trust(fault)); that line is ignored"
    case .unreadable(let failure): "\(failure.problem): no folder of yours is trusted; \(failure.advice)"
    }
  }

  /// What to do about a line for which the list was not changed.
  package var adviceToMendTrust: String { "mend or remove that line; the list was left as it is" }
}
