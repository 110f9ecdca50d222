import CSpawn

import FoundationEssentials
import Glibc

/// As whom a confined program runs, so that the limit on processes, which the kernel counts by user, holds for it and counts nobody else.
package enum SandboxIdentity: Hashable, Sendable {
  /// The same user, counted in a user namespace of the sandbox's own.
  case namespace
  /// The machine's root is bound by no limit on processes, not even in a namespace. A supervisor therefore turns into a user that
  /// nobody else is; for that it starts with the right to do so.
  case freshUser

  /// What fits whoever runs this process.
  static var ofThisProcess: SandboxIdentity {
    let map = FileManager.default.contents(atPath: "/proc/self/uid_map") ?? Data()
    return SandboxIdentity(user: geteuid(), map: String(decoding: map, as: UTF8.self))
  }

  /// - Parameters:
  ///   - user: Who runs this process.
  ///   - map: The users that there are here, as the kernel lists them: lines of first user, the same outside, and count.
  package init(user: uid_t, map: String) {
    let holdsFreshUsers = map.split(separator: "\n").contains { line in
      let numbers = line.split(separator: " ").compactMap { UInt64($0) }
      guard numbers.count == 3 else { return false }
      let held = numbers[0]..<(numbers[0] + numbers[2])
      return held.contains(UInt64(Self.freshUsers.lowerBound)) && held.contains(UInt64(Self.freshUsers.upperBound))
    }
    self = user == 0 && holdsFreshUsers ? .freshUser : .namespace
  }

  /// The options of `bwrap`.
  func arguments(as role: SandboxRole) -> [String] {
    switch (self, role) {
    case (.namespace, _): ["--unshare-user", "--cap-drop", "ALL"]
    case (.freshUser, .tool): ["--cap-drop", "ALL"]
    case (.freshUser, .supervisor(_)):
      // The last is the right to give up what `--cap-drop` leaves beside the others.
      ["--cap-drop", "ALL"] + ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"].flatMap { ["--cap-add", $0] }
    }
  }

  /// What tells `cspawn_confine_self` whom to turn into.
  func environment() -> [String: String] {
    // At random, because not even two containers that know nothing of each other should choose the same.
    self == .freshUser ? [cspawn_user_variable: "\(UInt32.random(in: Self.freshUsers))"] : [:]
  }

  /// Numbers that neither a system's own users nor its containers have.
  private static let freshUsers: ClosedRange<UInt32> = 0x7000_0000...0x7ffd_ffff
}
