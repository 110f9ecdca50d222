import FoundationEssentials
import Reporting
import Running
import Support

/// Whether `lesson-run` has its own libraries, and a compiler that can read them.
struct ToolchainCheck {
  let searchPath: String
  let executable: String

  func findings(in pool: ProcessPool) async -> [Diagnosis] {
    let (runtime, installation) = installation()
    return [installation, await compiler(for: runtime, in: pool)]
  }

  private func installation() -> (CellRuntime?, Diagnosis) {
    do throws(MachineFailure) {
      let runtime = try CellRuntime(besideExecutable: executable)
      let found = DoctorFinding.installed(version: lessonRunVersion, libraries: parent(of: runtime.host))
      return (runtime, Diagnosis(.program, .ok, found))
    } catch {
      return (nil, Diagnosis(.program, error))
    }
  }

  private func compiler(for runtime: CellRuntime?, in pool: ProcessPool) async -> Diagnosis {
    do throws(MachineFailure) {
      let toolchain = try Toolchain(searchPath: searchPath)
      let version = try await version(of: toolchain, in: pool)
      if let builder = runtime.flatMap(versionOfBuilder), builder != version {
        let found = DoctorFinding.foreignToolchain(toolchain.frontend, version: version, builder: builder)
        return Diagnosis(.toolchain, .missing, found)
      }
      let folder = parent(of: toolchain.frontend)
      return Diagnosis(.toolchain, .ok, .toolchain(version: version, folder: folder, linker: toolchain.linker))
    } catch {
      return Diagnosis(.toolchain, error)
    }
  }

  private func version(of toolchain: Toolchain, in pool: ProcessPool) async throws(MachineFailure) -> String {
    let command = Command(
      toolchain.frontend, ["-frontend", "-version"], environment: Compiler.environment,
      limits: Limits(seconds: 30, memory: 8 << 30))
    let ending: Ending
    do throws(StartFailure) { ending = try await pool.run(command) } catch { throw MachineFailure(starting: error) }
    if let version = SwiftVersion.first(in: ending.output + ending.errors) { return version }
    throw .toolchain(.noVersion(frontend: toolchain.frontend))
  }

  /// A module names the compiler that made it, and no other can read it.
  private func versionOfBuilder(_ runtime: CellRuntime) -> String? {
    FileManager.default.contents(atPath: runtime.modules + "/MiniCNN.swiftmodule").flatMap {
      SwiftVersion.first(in: Array($0))
    }
  }
}

/// A compiler's version, as it tells itself: `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
private enum SwiftVersion {
  private static let start = Array("Swift version ".utf8)
  /// In bytes, amply.
  private static let longest = 200

  static func first(in bytes: [UInt8]) -> String? {
    guard let found = bytes.firstRange(of: start) else { return nil }
    let rest = bytes[found.upperBound...].prefix(longest)
    guard let end = rest.firstIndex(of: UInt8(ascii: ")")) else { return nil }
    return "Swift " + String(decoding: rest[...end], as: UTF8.self)
  }
}
