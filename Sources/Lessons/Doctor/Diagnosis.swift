import Reporting
import Running

/// What a check of this machine found.
package struct Diagnosis: Hashable, Sendable {
  package enum Status: String, Sendable {
    case ok
    /// Something is slower or cannot be done, but lessons run and are graded.
    case limited
    /// It is needed, and not there or of no use.
    case missing
  }

  /// What was looked at, in a word or two.
  package var name: String
  package var status: Status
  /// What was found: versions, paths, times; or what is wrong.
  package var found: String
  /// What to do about it, where possible the command that mends it; `nil` where nothing need be done or another finding says it.
  package var advice: String?
  private var cause: MachineFailure?

  package init(_ name: String, _ status: Status, _ found: String, advice: String? = nil) {
    (self.name, self.status, self.found, self.advice) = (name, status, found, advice)
  }

  init(_ name: String, _ failure: MachineFailure) {
    let words = Words().failure(failure)
    self.init(name, .missing, words.problem, advice: words.advice)
    cause = failure
  }

  /// Whether it says already what a failure would.
  func isAbout(_ failure: MachineFailure) -> Bool { cause == failure }

  /// A check that needs what another one has found missing.
  static func untried(_ name: String) -> Diagnosis {
    Diagnosis(name, .limited, "not tried, because of what is missing above")
  }
}

/// A time as it is told to people.
func milliseconds(_ time: Duration) -> String { "\(Int((time / .milliseconds(1)).rounded(.up))) ms" }
