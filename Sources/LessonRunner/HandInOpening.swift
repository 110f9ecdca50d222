import Classes
import Reading
import Running
import Support

extension CommandContext {
  /// Finds what was handed in, also in archives, which are read in the sandbox.
  /// - Returns: What was found.
  /// - Throws: If an archive that was named cannot be read, or none can on this machine.
  func search(_ order: GradeOrder, into folder: ResultsFolder) async throws(CommandFailure) -> SubmissionSearch {
    var search = SubmissionSearch(order.submissions, answering: order.lessonPath, except: folder)
    guard !search.archives.isEmpty else { return search }
    let refusal: (path: String, HandInObstacle)?
    do throws(MachineFailure) {
      let sandbox = order.sandbox == .off ? nil : try Bubblewrap(searchPath: environment["PATH"] ?? "")
      let unpacker = try Unpacker(
        besideExecutable: executable, pool: try ProcessPool(width: order.jobs ?? 2), sandbox: sandbox)
      refusal = try await unpacker.open(archivesOf: &search)
    } catch {
      throw CommandFailure(error)
    }
    guard let (path, obstacle) = refusal else { return search }
    throw CommandFailure(.unreadableArchive(path, obstacle))
  }
}
