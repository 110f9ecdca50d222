/// Why there is no sandbox.
package enum SandboxFailure: Hashable, Sendable {
  case noBubblewrap
  /// The filter of system calls cannot be made; the system's error number.
  case noFilter(Int32)
  /// A program that does nothing does not run in it; with the setting that stands in the way, if one does.
  case notWorking(ProgramFailure.Complaint, SandboxObstacle?)
}

/// A setting of the kernel with which ordinary users cannot have a sandbox: its path below `/proc/sys`.
package enum SandboxObstacle: String, CaseIterable, Hashable, Sendable {
  case noUserNamespaces = "kernel/unprivileged_userns_clone"
  case noRoomForNamespaces = "user/max_user_namespaces"
  /// Ubuntu's.
  case profilesOnly = "kernel/apparmor_restrict_unprivileged_userns"

  /// The value that stands in the way.
  private var value: Int { self == .profilesOnly ? 1 : 0 }

  /// The first that stands in the way, if any does.
  /// - Parameter setting: Reads the kernel's setting of that path; `nil` where there is none.
  /// - Returns: The obstacle.
  package static func first(_ setting: (String) -> Int?) -> SandboxObstacle? {
    allCases.first { setting($0.rawValue) == $0.value }
  }
}
