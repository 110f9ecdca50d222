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

  let check: DoctorCheck
  let status: Status
  private let finding: DoctorFinding

  package init(_ check: DoctorCheck, _ status: Status, _ finding: DoctorFinding) {
    (self.check, self.status, self.finding) = (check, status, finding)
  }

  init(_ check: DoctorCheck, _ failure: MachineFailure) { self.init(check, .missing, .failed(failure)) }

  /// Whether it says already what a failure would.
  func isAbout(_ failure: MachineFailure) -> Bool { finding == .failed(failure) }

  /// A check that needs what another one has found missing.
  static func untried(_ check: DoctorCheck) -> Diagnosis { Diagnosis(check, .limited, .untried) }

  var name: String { Words().name(check) }
  var found: String { Words().found(finding, by: check).words }
  var advice: String? { Words().found(finding, by: check).advice }
}
