import Glibc
import Reading
import Running
import Support

/// What an update of a workspace has done.
package struct WorkspaceUpdate: Sendable {
  package enum Remark: Hashable, Sendable {
    case merged(CopyMerge.Remark, file: String)
    /// A file that the learner has, though the book has only now one of that name: it was left.
    case ownFile(String)
    /// A file that the learner had removed: it is there again.
    case restored(String)
    /// A lesson that the book has no more: it was left, and is graded as before.
    case lessonGone(String)
    /// A file beside the lessons that the learner has changed: it was left.
    case changedFile(String)
    /// A file that was saved in that very moment: it was left.
    case busy(String)
  }

  /// How many lessons are new, and how many have changed.
  package private(set) var (added, changed) = (0, 0)
  package private(set) var remarks: [Remark] = []

  /// Brings a workspace up to date with its book. What was in a changed file is kept first.
  /// - Parameters:
  ///   - workspace: The workspace.
  ///   - book: The book now.
  ///   - source: Where it is; `nil` for the one that came with the program.
  /// - Throws: If something cannot be written. Each file is then either as it was or done; the same again does the rest.
  package init(of workspace: Workspace, with book: Textbook, from source: String?) throws(MachineFailure) {
    try Workspace.makeFolder(workspace.bookFolder)
    for entry in book.lessons { try update(entry, in: workspace) }
    for (name, bytes) in book.others { try update(name, bytes, in: workspace) }
    let names = Set(book.lessons.map(\.name))
    remarks += workspace.lessonNames.filter { !names.contains($0) }.map(Remark.lessonGone)
    try workspace.remember { $0.book = source }
  }

  private mutating func update(_ entry: Textbook.Entry, in workspace: Workspace) throws(MachineFailure) {
    let path = workspace.path(of: entry.name)
    let authors = workspace.authorsPath(of: entry.name)
    let mine = Workspace.content(of: path)
    guard let before = Workspace.content(of: authors) else {
      if mine != nil {
        remarks.append(.ownFile(path))
      } else {
        try Workspace.write(entry.copy.utf8, to: path)
      }
      added += 1
      return try Workspace.write(entry.bytes, to: authors)
    }
    guard let mine else {
      try Workspace.write(entry.copy.utf8, to: path)
      remarks.append(.restored(path))
      return try Workspace.write(entry.bytes, to: authors)
    }
    guard before != entry.bytes else { return }
    // What cannot be read any more tells nothing of what has changed: then it is as if the learner had changed all of it.
    let old = Textbook.Entry(name: entry.name, bytes: before, path: authors, for: entry.student) ?? entry
    let merge = CopyMerge(from: old, to: entry, of: mine)
    if !merge.text.utf8.elementsEqual(mine) {
      try workspace.keep(mine, as: String(entry.name.dropLast(3)), ending: ".md")
      guard try workspace.replace(entry.name, mine, by: merge.text) else {
        remarks.append(.busy(path))
        return
      }
    }
    try Workspace.write(entry.bytes, to: authors)
    changed += 1
    remarks += merge.remarks.map { .merged($0, file: path) }
  }

  /// A file beside the lessons.
  private mutating func update(_ name: String, _ bytes: [UInt8], in workspace: Workspace) throws(MachineFailure) {
    let (path, kept) = (workspace.path(of: name), "\(workspace.besideFolder)/\(name)")
    let (before, mine) = (Workspace.content(of: kept), Workspace.content(of: path))
    if mine == nil || mine == before {
      if mine != bytes { try Workspace.write(bytes, to: path) }
    } else if mine != bytes, before != bytes {
      remarks.append(.changedFile(path))
    }
    if before != bytes {
      try Workspace.makeFolder(workspace.besideFolder)
      try Workspace.write(bytes, to: kept)
    }
  }
}
