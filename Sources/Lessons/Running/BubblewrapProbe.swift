import FoundationEssentials

extension Bubblewrap {
  /// Starts a program that does nothing, to find out whether this machine lets `bwrap` do its work.
  /// - Parameter pool: Where it is started; it takes a few milliseconds.
  /// - Throws: If it does not, with advice that depends on what stands in the way.
  package func verify(in pool: ProcessPool) async throws(MachineFailure) {
    let nothing = Command("/usr/bin/true", limits: Limits(seconds: 10))
    let ending: Ending
    do throws(StartFailure) {
      ending = try await pool.run(confined(nothing, as: .supervisor(), readable: [], writable: []))
    } catch {
      throw MachineFailure(starting: error)
    }
    guard ending.cause == .exited(code: 0) else {
      let complaint = String(decoding: ending.errors.prefix(500), as: UTF8.self).trimmed
      throw MachineFailure(
        "the sandbox does not work here: \(complaint.isEmpty ? "\(ending.cause)" : complaint)",
        advice: obstacle?.advice ?? SandboxObstacle.adviceWithout)
    }
  }

  /// None of those stands in the machine's root's way.
  private var obstacle: SandboxObstacle? {
    identity == .namespace ? SandboxObstacle.first { Self.setting($0) } : nil
  }

  /// A number among the kernel's settings.
  private static func setting(_ path: String) -> Int? {
    let content = FileManager.default.contents(atPath: "/proc/sys/\(path)") ?? Data()
    return Int(String(decoding: content, as: UTF8.self).trimmed)
  }
}

/// A setting of the kernel with which ordinary users cannot have a sandbox.
package struct SandboxObstacle: Hashable, Sendable {
  /// Its path below `/proc/sys`.
  package var setting: String
  /// The value that stands in the way.
  package var value: Int
  /// What to do about it.
  package var advice: String

  /// The first that stands in the way, if any does.
  /// - Parameter setting: Reads the kernel's setting of that path; `nil` where there is none.
  /// - Returns: The obstacle.
  package static func first(_ setting: (String) -> Int?) -> SandboxObstacle? {
    all.first { setting($0.setting) == $0.value }
  }

  /// What to do where no setting explains it: most often this is a container whose rights are not enough.
  static let adviceWithout =
    "if this is a container, let it make namespaces (Docker: --privileged, or "
    + "--security-opt seccomp=unconfined --security-opt systempaths=unconfined); \(otherwise)"

  /// What to do where a sandbox that works fails at some task.
  static let adviceOnFailure =
    "if it is the sandbox that does not work here, --sandbox off does without it, for files that you trust"

  private static let otherwise = "or if you trust every answer, --sandbox off"

  private static let all = [
    SandboxObstacle(
      setting: "kernel/unprivileged_userns_clone", value: 0,
      advice: "as root: sysctl -w kernel.unprivileged_userns_clone=1, \(otherwise)"),
    SandboxObstacle(
      setting: "user/max_user_namespaces", value: 0,
      advice: "as root: sysctl -w user.max_user_namespaces=10000, \(otherwise)"),
    SandboxObstacle(
      setting: "kernel/apparmor_restrict_unprivileged_userns", value: 1,
      advice: "Ubuntu allows it to programs that have an AppArmor profile only. As root: "
        + "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, \(otherwise)"),
  ]
}
