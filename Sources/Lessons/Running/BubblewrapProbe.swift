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
      throw .sandbox(.notWorking(ProgramFailure.Complaint(ending, of: executable, limit: 500), obstacle))
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
