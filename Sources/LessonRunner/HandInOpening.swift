import Classes
import Reading
import Running
import Support

extension CommandContext {
  /// Finds what was handed in, also in archives, which are read in the sandbox.
  /// - Throws: If an archive that was named cannot be read, or none can on this machine.
  func search(_ order: GradeOrder, into folder: ResultsFolder) async throws(CommandFailure) -> SubmissionSearch {
    var search = SubmissionSearch(order.submissions, answering: order.lessonPath, except: folder)
    guard !search.archives.isEmpty else { return search }
    do throws(MachineFailure) {
      let pool = try ProcessPool(width: order.jobs ?? 2)
      let sandbox = order.sandbox == .off ? nil : try Bubblewrap(searchPath: environment["PATH"] ?? "")
      let unpacker = try Unpacker(besideExecutable: executable, pool: pool, sandbox: sandbox)
      while let archive = search.archives.first {
        let contents = try await unpacker.contents(of: archive)
        if archive.isOperand, case .failure(let failure) = contents {
          throw MachineFailure(
            "\(printable(archive.path)): \(failure.reason)",
            advice: "nothing was graded; get the archive again, or unpack it and hand over the folder")
        }
        search.take(contents)
      }
    } catch {
      throw CommandFailure(error)
    }
    return search
  }
}
