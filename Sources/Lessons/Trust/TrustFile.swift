import Glibc
import Running
import Support

/// The user's list of trusted folders: a text file with an absolute path on each line.
package struct TrustFile: Sendable {
  /// What the file says.
  package struct List: Hashable, Sendable {
    package var folders: [String] = []
    /// What is wrong with it.
    package var faults: [Fault] = []

    package init() {}
  }

  /// A line that names no folder that can be trusted.
  package struct Fault: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case notUTF8
      case notAbsolute
      case notPlain
      /// It would be all of the machine.
      case everything
    }

    package var kind: Kind
    /// The list's.
    package var path: String
    package var line: Int
    /// What stands there; `nil` if it is no text.
    package var text: String?
  }

  /// Bytes; more than any list that people keep.
  private static let capacity = 1 << 20

  package let path: String

  /// The list in the folder of the user's configuration; `nil` if the environment names none.
  package init?(environment: [String: String]) {
    // What is not absolute is to be ignored, says the XDG Base Directory Specification.
    func folder(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    guard let base = folder("XDG_CONFIG_HOME") ?? folder("HOME").map({ $0 + "/.config" }) else { return nil }
    path = base + "/lesson-run/trusted"
  }

  /// Reads the list; a file that is not there is an empty one.
  /// - Throws: If the file cannot be read, or if others than the user can change it.
  package func read() throws(MachineFailure) -> List {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      // A folder that cannot be there holds no list either.
      if errno == ENOENT || errno == ENOTDIR { return List() }
      throw unreadable(.refused(errno))
    }
    defer { close(descriptor) }
    var details = stat()
    guard fstat(descriptor, &details) == 0, details.st_mode & S_IFMT == S_IFREG else {
      throw unreadable(.notFile)
    }
    guard details.st_size <= Self.capacity else { throw unreadable(.tooLarge) }
    guard details.st_mode & S_IWOTH == 0, details.st_uid == geteuid() || details.st_uid == 0 else {
      throw .trust(.notYoursAlone(path, user: geteuid()))
    }
    var bytes = [UInt8](repeating: 0, count: Int(details.st_size))
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count == bytes.count else { throw unreadable(count < 0 ? .refused(errno) : .changing) }
    return list(in: bytes)
  }

  private func list(in bytes: [UInt8]) -> List {
    var list = List()
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      let text = String(validating: line, as: UTF8.self)
      if let kind = text.map(Self.fault(of:)) ?? .notUTF8 {
        list.faults.append(Fault(kind: kind, path: path, line: index + 1, text: text))
      } else if let text {
        list.folders.append(text)
      }
    }
    return list
  }

  /// What keeps a line from naming a folder; `nil` if nothing does.
  private static func fault(of line: String) -> Fault.Kind? {
    guard line.hasPrefix("/") else { return .notAbsolute }
    guard line != "/" else { return .everything }
    let parts = line.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
    return isPlain && !line.utf8.contains(0) ? nil : .notPlain
  }

  private func unreadable(_ damage: TrustListFailure.Damage) -> MachineFailure { .trust(.unreadable(path, damage)) }
}
