import Glibc
import Running
import Support

/// The folders whose lessons run with the user's own rights.
///
/// A lesson is where its file really is: links are followed before anything is compared, and names are compared byte by byte, since two
/// that look the same may be two folders.
package struct TrustedFolders: Sendable {
  /// What came with this program and is trusted without being listed.
  package struct BuiltIn: Hashable, Sendable {
    package var path: String
    package var kind: Kind

    package enum Kind: Hashable, Sendable {
      case sourceTree, book
    }

    package init(path: String, _ kind: Kind) { (self.path, self.kind) = (path, kind) }
  }

  package let builtIn: [BuiltIn]
  /// The user's list; `nil` if the environment names no place for one.
  package let file: TrustFile?

  /// - Parameters:
  ///   - environment: Where the user's configuration is looked up.
  ///   - executable: The path of the running `lesson-run`.
  package init(environment: [String: String], executable: String) {
    builtIn = Self.builtIn(beside: executable)
    file = TrustFile(environment: environment)
  }

  /// What is wrong with the user's list.
  package enum Complaint: Hashable, Sendable {
    /// A line that counts for nothing.
    case ignored(TrustFile.Fault)
    /// All of it.
    case unreadable(MachineFailure)
  }

  /// The folder of the lessons that came with this program: of the source tree if it runs there.
  package var book: String? {
    builtIn.lazy.map { access($0.path + "/lessons", F_OK) == 0 ? $0.path + "/lessons" : $0.path }.first
  }

  /// Whether a folder's lessons are trusted. The user's list is read only if it matters.
  /// - Parameters:
  ///   - folder: An absolute path without links.
  ///   - complain: Told what is wrong with the list.
  /// - Returns: Whether it is, or is within, a trusted folder.
  package func contain(_ folder: String, complain: (Complaint) -> Void) -> Bool {
    if builtIn.contains(where: { isWithin(folder, $0.path) }) { return true }
    guard let file else { return false }
    do throws(MachineFailure) {
      let list = try file.read()
      for fault in list.faults { complain(.ignored(fault)) }
      return list.folders.contains { isWithin(folder, $0) }
    } catch {
      complain(.unreadable(error))
      return false
    }
  }

  /// The source tree that the program was built in, and the book that is installed beside it.
  private static func builtIn(beside executable: String) -> [BuiltIn] {
    let program = resolved(executable)
    var found: [BuiltIn] = []
    var build = parent(of: program)
    while build.utf8.count > 1, !build.hasSuffix("/.build") { build = parent(of: build) }
    let tree = parent(of: build)
    if tree.utf8.count > 1, access(tree + "/Package.swift", F_OK) == 0, access(tree + "/lessons", F_OK) == 0 {
      found.append(BuiltIn(path: tree, .sourceTree))
    }
    let book = parent(of: parent(of: program)) + "/share/lesson-run/lessons"
    if let real = realPath(book) { found.append(BuiltIn(path: real, .book)) }
    return found
  }
}
