import Glibc
import LessonArchive
import Reading
import Running
import Support

/// Has archives read by `lesson-unpack`, a process of its own in the sandbox, and takes what it says for no more than that.
package struct Unpacker: Sendable {
  private static let limits = Limits(
    seconds: 60, memory: 4 << 30, fileSize: UInt64(ArchiveContract.mostBytes + (64 << 20)), processes: 4)

  private static let mostAtOnce = 4

  private let executable: String
  private let pool: ProcessPool
  private let sandbox: (any Sandbox)?

  /// - Parameters:
  ///   - executable: The path of the running `lesson-run`.
  ///   - pool: Where to run it.
  ///   - sandbox: Where it runs in; `nil` for what is trusted.
  /// - Throws: If it is not installed.
  package init(besideExecutable executable: String, pool: ProcessPool, sandbox: (any Sandbox)?) throws(MachineFailure) {
    let runtime = try CellRuntime(besideExecutable: executable)
    self.executable = parent(of: runtime.parser) + "/lesson-unpack"
    (self.pool, self.sandbox) = (pool, sandbox)
  }

  /// Reads all archives that a search has found, and those in them.
  /// - Returns: Which archive that was named on the command line cannot be read, and why; `nil` if all can.
  /// - Throws: If this machine cannot read archives.
  package func open(
    archivesOf search: inout SubmissionSearch
  ) async throws(MachineFailure) -> (path: String, HandInObstacle)? {
    while !search.archives.isEmpty {
      // No more than can be read at once are in memory.
      let batch = search.archives.prefix(min(pool.width, Self.mostAtOnce))
      for (archive, outcome) in zip(batch, await contents(of: Array(batch))) {
        let contents = try outcome.get()
        if archive.isOperand, case .failure(let failure) = contents { return (archive.path, failure.obstacle) }
        search.take(contents)
      }
    }
    return nil
  }

  private typealias Contents = Result<[ArchiveMember], HandedInFile.Unreadable>

  /// What is in each of some archives, which are read at once.
  private func contents(of archives: [HandInArchive]) async -> [Result<Contents, MachineFailure>] {
    await withTaskGroup(of: (Int, Result<Contents, MachineFailure>).self) { group in
      for (index, archive) in archives.enumerated() {
        group.addTask {
          (index, await outcome { () async throws(MachineFailure) in try await contents(of: archive) })
        }
      }
      var found: [Int: Result<Contents, MachineFailure>] = [:]
      for await (index, contents) in group { found[index] = contents }
      return archives.indices.compactMap { found[$0] }
    }
  }

  /// What is in an archive, or why it cannot be read.
  private func contents(
    of archive: HandInArchive
  ) async throws(MachineFailure) -> Contents {
    let file: InheritableFile
    switch archive.source {
    case .bytes(let bytes): file = try InheritableFile(holding: bytes)
    case .file(let path):
      do throws(MachineFailure) { file = try InheritableFile(at: path) } catch {
        return .failure(HandedInFile.Unreadable(.closedArchive(errno)))
      }
    }
    let timeZone: [String: String] = getenv("TZ").map { value in ["TZ": String(cString: value)] } ?? [:]
    let zone: [String] = ["/etc/localtime"].filter { access($0, R_OK) == 0 }
    var command = Command(
      executable, environment: timeZone, hasWire: true, inherited: [file],
      limits: Self.limits)
    if let sandbox {
      command = sandbox.confined(command, as: .tool, readable: [executable] + zone, writable: [])
    }
    let ending: Ending
    do throws(StartFailure) { ending = try await pool.run(command) } catch {
      throw .program(.unpackerNotStarted(executable, error.errorNumber))
    }
    if ending.cause == .exited(code: ArchiveContract.noLibrary) {
      throw .helper(.noArchiveLibrary(archive: archive.path))
    }
    let records = ArchiveRecord.reading(ending.wire)
    switch records.last {
    case .end: return .success(records.compactMap(\.member))
    case .failure(let failure): return .failure(HandedInFile.Unreadable(.archive(ArchiveFlaw(failure))))
    case .member, nil: break
    }
    if let sandbox, ending.wire.isEmpty { try await sandbox.verify(in: pool) }
    return .failure(HandedInFile.Unreadable(.archive(ending.tookTooLong ? .tooSlow : .harmful)))
  }
}

extension ArchiveFlaw {
  fileprivate init(_ failure: ArchiveRecord.Failure) {
    self =
      switch failure {
      case .noMemory: .noMemory
      case .noArchive: .noArchive
      case .damaged(let message): .damaged(message: message.isEmpty ? nil : message)
      case .tooManyMembers: .tooManyFiles(ArchiveContract.mostMembers)
      case .tooLarge: .tooLarge(mebibytes: ArchiveContract.mostBytes >> 20)
      }
  }
}

extension ArchiveRecord {
  fileprivate var member: ArchiveMember? {
    guard case .member(let member) = self else { return nil }
    return member
  }
}
