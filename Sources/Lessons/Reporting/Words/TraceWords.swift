import Running
import Support

extension Words {
  /// What stands above the calls that a check has made.
  func heading(ofCalls calls: TracedCalls) -> String {
    switch calls {
    case .all: "called by the check:"
    case .newest: "called by the check, where it stopped:"
    case .before(let answer): "called by the check for '\(inLine(answer))':"
    }
  }
}
