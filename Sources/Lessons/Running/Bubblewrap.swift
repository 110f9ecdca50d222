import CSpawn
import Glibc
import LessonWire
import Support

/// The sandbox of Linux's `bwrap`: namespaces, read-only mounts, no capabilities and a filter of system calls.
///
/// It costs about three milliseconds a start.
package struct Bubblewrap: Sandbox {
  /// Bytes that the programs of one sandbox may keep in their `/tmp`, which is in memory.
  package var temporarySize: UInt64 = 64 << 20
  package let use = SandboxUse()

  let executable: String
  private let system: [String]
  private let filter: InheritableFile
  package let identity = SandboxIdentity.ofThisProcess

  /// Finds `bwrap`. Whether it works here, only `verify` tells.
  /// - Parameter searchPath: The value of `PATH`.
  /// - Throws: If there is no `bwrap`, or no filter for this kind of processor.
  package init(searchPath: String) throws(MachineFailure) {
    guard let executable = Support.executable(named: "bwrap", in: searchPath) else {
      throw .sandbox(.noBubblewrap)
    }
    self.executable = executable
    system = Self.systemFolders()
    filter = try SystemCallFilter.file()
  }

  package func confined(
    _ command: Command, as role: SandboxRole, readable: [String], writable: [String], placed: [String: String]
  ) -> Command {
    var confined = command
    let filterDescriptor = Command.firstInherited + command.inherited.count
    confined.inherited.append(filter)
    confined.executable = executable
    confined.arguments = Self.namespaces + identity.arguments(as: role)
    confined.arguments += system + Self.folderInMemory("/tmp", size: temporarySize)
    if case .supervisor(let room) = role {
      confined.arguments.append("--as-pid-1")
      confined.environment.merge(identity.environment()) { $1 }
      if room > 0 { confined.arguments += Self.folderInMemory(SessionContract.programs, size: room) }
    }
    let mounts = Self.mounts(readable: readable, writable: writable, placed: placed)
    // Shared memory is files too: in /tmp they are counted. What is mounted there needs a folder instead.
    let isMountedInto = mounts.contains { $0.hasPrefix("/dev/shm/") }
    if !isMountedInto { confined.arguments += ["--symlink", "/tmp", "/dev/shm"] }
    confined.arguments += mounts
    confined.arguments += command.folder?.mounts(forFreshUser: identity == .freshUser) ?? []
    confined.folder = nil
    // The root is in memory too: what could be written there would be counted nowhere. And a root without capabilities may still
    // write to the kernel's settings in /proc.
    confined.arguments += ["--remount-ro", "/proc", "--remount-ro", "/"]
    confined.arguments += ["--chdir", command.folder == nil ? "/tmp" : SessionContract.lesson]
    confined.arguments += ["--seccomp", "\(filterDescriptor)", "--", command.executable] + command.arguments
    return confined
  }

  // Every child is a session of its own already. With one more, what bwrap starts would leave the group that is killed at the end.
  private static let namespaces = [
    "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "lesson",
    "--die-with-parent",
  ]

  private static func folderInMemory(_ path: String, size: UInt64) -> [String] {
    ["--perms", "1777", "--size", "\(size)", "--tmpfs", path]
  }

  /// The programs, libraries and devices that every program may need.
  private static func systemFolders() -> [String] {
    var arguments = ["--ro-bind", "/usr", "/usr"]
    for folder in ["/bin", "/sbin", "/lib", "/lib32", "/lib64"] {
      if let target = symbolicLinkTarget(of: folder) {
        arguments += ["--symlink", target, folder]
      } else if access(folder, F_OK) == 0 {
        arguments += ["--ro-bind", folder, folder]
      }
    }
    // Which of several libraries of one name is meant, OpenBLAS for instance, and where libraries are.
    arguments += ["--perms", "0755", "--dir", "/etc"]
    for path in ["/etc/alternatives", "/etc/ld.so.cache"] where access(path, F_OK) == 0 {
      arguments += ["--ro-bind", path, path]
    }
    arguments += ["--proc", "/proc", "--perms", "0755", "--dir", "/dev"]
    for device in ["/dev/null", "/dev/zero", "/dev/urandom"] { arguments += ["--dev-bind", device, device] }
    // A mount takes a tenth of a millisecond, a link nothing.
    arguments += ["--symlink", "urandom", "/dev/random"]
    return arguments + ["--symlink", "/proc/self/fd", "/dev/fd"]
  }

  /// Outer folders come before what is in them, so that a mount never hides another.
  private static func mounts(readable: [String], writable: [String], placed: [String: String]) -> [String] {
    let wanted =
      readable.map { (source: $0, place: $0, option: "--ro-bind") }
      + writable.map { (source: $0, place: $0, option: "--bind") }
      + placed.map { (source: $0.value, place: $0.key, option: "--ro-bind") }
    return wanted.sorted { $0.place < $1.place }.flatMap { source, place, option in
      ancestors(of: place).flatMap { ["--perms", "0755", "--dir", $0] } + [option, source, place]
    }
  }
}

/// The folders that a path goes through, the outermost first, without the root.
private func ancestors(of path: String) -> [String] {
  let parts = path.split(separator: "/").dropLast()
  return parts.indices.map { "/" + parts[...$0].joined(separator: "/") }
}

private func symbolicLinkTarget(of path: String) -> String? {
  var target = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &target, target.count - 1)
  return count > 0 ? String(decoding: target.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
}
