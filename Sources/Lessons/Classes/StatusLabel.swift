import Grading

extension Grade.Status {
  /// The status in words for a table.
  var label: String {
    switch self {
    case .passed: "passed"
    case .partial: "partly right"
    case .wrong: "wrong"
    case .notAttempted: "not attempted"
    case .missing: "missing"
    case .compileError: "did not compile"
    case .crashed: "crashed"
    case .timedOut: "timed out"
    case .overLimit: "over a limit"
    case .ungraded: "not graded"
    }
  }
}
