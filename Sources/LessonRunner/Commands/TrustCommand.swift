import FoundationEssentials
import Reporting
import Running
import Support
import Trust

/// `lesson-run trust [--remove] [DIR...]`
struct TrustCommand: Subcommand {
  let context: CommandContext
  let remove: Bool

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    let trusted = TrustedFolders(environment: context.environment, executable: context.executable)
    if operands.isEmpty {
      guard !remove else {
        throw CommandFailure(.nothingToRemove)
      }
      try list(trusted)
    } else if remove {
      try remove(operands, from: trusted)
    } else {
      try add(operands, to: trusted)
    }
    return .success
  }

  private func list(_ trusted: TrustedFolders) throws(CommandFailure) {
    let list = try content(of: trusted.file)
    for fault in list.faults {
      context.terminal.writeError(["lesson-run: warning: \(Words().trust(.ignored(fault)))"])
    }
    let lines = list.folders + trusted.builtIn.map(Words().builtIn)
    if list.folders.isEmpty {
      tell([.none(list: trusted.file?.path)])
    }
    try context.terminal.write(lines.map { $0 + "\n" }.joined())
  }

  /// All of them or none.
  private func add(_ operands: [String], to trusted: TrustedFolders) throws(CommandFailure) {
    var folders: [String] = []
    for operand in operands { folders.append(try folder(operand)) }
    var remarks: [TrustRemark] = []
    try update(trusted.file) { list in
      for folder in folders {
        if list.contains(where: { $0.utf8.elementsEqual(folder.utf8) }) {
          remarks.append(.already(folder))
        } else {
          list.append(folder)
          remarks.append(.added(folder))
          if isOpenToAll(folder) { remarks.append(.openToAll) }
        }
      }
    }
    tell(remarks)
  }

  private func tell(_ remarks: [TrustRemark]) {
    context.terminal.writeError(remarks.map { "lesson-run: \(Words().remark($0))" })
  }

  private func isOpenToAll(_ folder: String) -> Bool {
    let mode = try? FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
    return mode.map { $0 & 0o002 != 0 } ?? false
  }

  private func remove(_ operands: [String], from trusted: TrustedFolders) throws(CommandFailure) {
    let known = try content(of: trusted.file).folders
    // A folder that is gone can still be taken off the list.
    let folders = operands.map { realPath($0) ?? URL(filePath: $0).standardizedFileURL.path }
    for (folder, operand) in zip(folders, operands) where !known.contains(where: { $0.utf8.elementsEqual(folder.utf8) })
    {
      throw CommandFailure(.notListed(operand, folder: folder, standing(of: folder, known, trusted)))
    }
    try update(trusted.file) { list in
      list.removeAll { listed in folders.contains { $0.utf8.elementsEqual(listed.utf8) } }
    }
    tell(folders.map { .removed($0) })
  }

  /// Why a folder that is not in the list may be trusted all the same.
  private func standing(
    of folder: String, _ known: [String], _ trusted: TrustedFolders
  ) -> TrustRefusal.Standing {
    if let outer = known.first(where: { isWithin(folder, $0) }) { return .partOf(outer) }
    return trusted.builtIn.first { isWithin(folder, $0.path) }.map { .partOfBuiltIn($0) } ?? .untrusted
  }

  /// The folder that an argument names, without links.
  /// - Throws: If it cannot be trusted.
  private func folder(_ operand: String) throws(CommandFailure) -> String {
    guard let path = realPath(operand) else {
      throw CommandFailure(.noFolder(operand))
    }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      throw CommandFailure(.isFile(operand, in: parent(of: path)))
    }
    guard path != "/" else { throw CommandFailure(.everything(operand)) }
    guard !path.utf8.contains(UInt8(ascii: "\n")) else { throw CommandFailure(.lineBreak(path)) }
    return path
  }

  private func content(of file: TrustFile?) throws(CommandFailure) -> TrustFile.List {
    guard let file else { return TrustFile.List() }
    do throws(MachineFailure) { return try file.read() } catch { throw CommandFailure(error) }
  }

  private func update(_ file: TrustFile?, _ change: (inout [String]) -> Void) throws(CommandFailure) {
    guard let file else { throw CommandFailure(.noPlace, .machine) }
    let fault: TrustFile.Fault?
    do throws(MachineFailure) { fault = try file.update(change) } catch { throw CommandFailure(error) }
    if let fault { throw CommandFailure(.faulty(fault), .machine) }
  }
}

extension CommandFailure {
  fileprivate init(_ refusal: TrustRefusal, _ status: ExitStatus = .usage) {
    self.init(status, Words().refusal(refusal))
  }
}
