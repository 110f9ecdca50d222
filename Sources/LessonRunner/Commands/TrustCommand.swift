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
        throw CommandFailure(
          .usage, "--remove needs a folder", advice: "'lesson-run trust' lists those that are trusted")
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
    let lines = list.folders + trusted.builtIn.map { "\($0.path) (\($0.name))" }
    if list.folders.isEmpty {
      let path = trusted.file.map { " in \($0.path)" } ?? ""
      context.terminal.writeError([
        "lesson-run: no folder of yours is trusted\(path); 'lesson-run trust DIR' trusts one"
      ])
    }
    try context.terminal.write(lines.map { $0 + "\n" }.joined())
  }

  /// All of them or none.
  private func add(_ operands: [String], to trusted: TrustedFolders) throws(CommandFailure) {
    var folders: [String] = []
    for operand in operands { folders.append(try folder(operand)) }
    var remarks: [String] = []
    try update(trusted.file) { list in
      for folder in folders {
        if list.contains(where: { $0.utf8.elementsEqual(folder.utf8) }) {
          remarks.append("\(folder) is trusted already")
        } else {
          list.append(folder)
          remarks.append("lessons in \(folder) now run with your own rights")
          if isOpenToAll(folder) { remarks.append("warning: everybody on this machine may put lessons there") }
        }
      }
    }
    context.terminal.writeError(remarks.map { "lesson-run: \($0)" })
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
      throw CommandFailure(
        .usage, "'\(printable(operand))' is not in the list: \(folder)", advice: reason(for: folder, known, trusted))
    }
    try update(trusted.file) { list in
      list.removeAll { listed in folders.contains { $0.utf8.elementsEqual(listed.utf8) } }
    }
    context.terminal.writeError(folders.map { "lesson-run: lessons in \($0) run in the sandbox from now on" })
  }

  /// Why a folder that is not in the list may be trusted all the same.
  private func reason(for folder: String, _ known: [String], _ trusted: TrustedFolders) -> String {
    if let outer = known.first(where: { isWithin(folder, $0) }) {
      return "it is trusted as a part of \(outer): remove that"
    }
    if let outer = trusted.builtIn.first(where: { isWithin(folder, $0.path) }) {
      return "it is trusted as a part of \(outer.path), \(outer.name), which cannot be removed"
    }
    return "it is not trusted; 'lesson-run trust' lists those that are"
  }

  /// The folder that an argument names, without links.
  /// - Throws: If it cannot be trusted.
  private func folder(_ operand: String) throws(CommandFailure) -> String {
    guard let path = realPath(operand) else {
      throw CommandFailure(
        .usage, "there is no folder '\(printable(operand))'", advice: "check the path; nothing was changed")
    }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      throw CommandFailure(
        .usage, "'\(printable(operand))' is a file, not a folder",
        advice: "trust the folder that it is in: lesson-run trust \(shellWord(parent(of: path)))")
    }
    guard path != "/" else {
      throw CommandFailure(
        .usage, "'\(printable(operand))' is all of this machine: every lesson would be trusted, wherever it comes from",
        advice: "trust the folder of your lessons; --sandbox off is for a single run")
    }
    guard !path.utf8.contains(UInt8(ascii: "\n")) else {
      throw CommandFailure(
        .usage, "'\(printable(path))' has a line break in its name: the list could not tell it from two folders",
        advice: "give the folder another name")
    }
    return path
  }

  private func content(of file: TrustFile?) throws(CommandFailure) -> TrustFile.List {
    guard let file else { return TrustFile.List() }
    do throws(MachineFailure) { return try file.read() } catch { throw CommandFailure(error) }
  }

  private func update(_ file: TrustFile?, _ change: (inout [String]) -> Void) throws(CommandFailure) {
    guard let file else {
      throw CommandFailure(
        .machine, "there is no place for a list of trusted folders: no HOME is set",
        advice: "name a folder for settings in XDG_CONFIG_HOME")
    }
    let fault: TrustFile.Fault?
    do throws(MachineFailure) { fault = try file.update(change) } catch { throw CommandFailure(error) }
    if let fault { throw CommandFailure(.machine, Words().trust(fault), advice: Words().adviceToMendTrust) }
  }
}
