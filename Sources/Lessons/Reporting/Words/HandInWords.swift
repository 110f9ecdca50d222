import Glibc
import Reading
import Support

/// What a teacher should know of how hand-ins were found: each begins with a path, as messages give it.
package enum HandInRemark: Hashable, Sendable {
  case nameless(String)
  case notUTF8(String)
  case closedFolder(String, HandInObstacle)
  /// What another grading has left.
  case otherResults(String)
  /// Files in a folder of a class of which none is Markdown.
  case noMarkdown(String, [String])
  /// The file, whose it is taken for, what else is in the folder, and what the lesson is called.
  case lessonsOwn(String, of: String, others: [String], lesson: String)
  case twiceInArchive(String)
  case chosen(String, of: String, others: [String])
  case twice(String, of: String, kept: String, Advantage)

  // MARK: A roster
  case notOnRoster(String, name: String)
  case ambiguous(String, name: String, namesakes: [String])
  case twiceOnRoster(String, of: String, kept: String)

  /// Why one of two counts.
  package enum Advantage: Hashable, Sendable {
    case readable
    case calledLikeLesson
    case newer
    case none
  }
}

/// Why something in a folder of results is not one.
package enum ResultFlaw: Error, Hashable, Sendable {
  /// A file that is being written, or was left by a process that was killed.
  case draft
  case folder
  /// Not called `….json`: an export, say.
  case otherFile
  /// The student in the file has another file: this one is somebody's copy.
  case misnamed(expected: String)
  case damaged(JSONFlaw)
  case repeatedExercise
  case noOrdinaryFile
  case tooLarge
  /// With the system's error.
  case unreadable(Int32)
}

extension Words {
  /// On one line, which is safe to show on a terminal.
  package func remark(_ remark: HandInRemark) -> String { printable(sentence(remark)) }

  private func sentence(_ remark: HandInRemark) -> String {
    switch remark {
    case .nameless(let path): "\(path): passed over, since it bears no student's name"
    case .notUTF8(let path): "\(path): passed over, for its name is not UTF-8: rename it"
    case .closedFolder(let path, let obstacle): "\(path): passed over, for \(self.obstacle(obstacle))"
    case .otherResults(let path): "\(path): passed over, for it holds the results of a grading"
    case .noMarkdown(let path, let names):
      "\(path): passed over \(names.count) that are no Markdown files: \(names.joined(separator: ", "))"
    case .lessonsOwn(let path, let owner, let others, let lesson):
      "\(path): taken for what '\(owner)' handed in, and the folder's other files passed over: "
        + "\(others.joined(separator: ", ")); if they are submissions, move \(lesson) elsewhere"
    case .twiceInArchive(let path): "\(path): is in the archive more than once; the last was taken"
    case .chosen(let path, let student, let others):
      "\(path): graded for \(student); passed over \(others.joined(separator: ", "))"
    case .twice(let path, let student, let kept, let advantage):
      "\(path): \(student) handed in twice; \(kept), \(self.advantage(advantage)), was graded"
    case .notOnRoster(let path, let name): "\(path): '\(name)' is not on the roster"
    case .ambiguous(let path, let name, let namesakes):
      "\(path): '\(name)' is one of \(namesakes.joined(separator: ", ")), but not which"
    case .twiceOnRoster(let path, let student, let kept): "\(path): \(student) handed in twice; \(kept) was graded"
    }
  }

  /// Without a full stop.
  package func obstacle(_ obstacle: HandInObstacle) -> String {
    switch obstacle {
    case .unreadable(EACCES): "the file cannot be read: no permission"
    case .unreadable(let number): "the file cannot be read: \(systemMessage(number))"
    case .link: "this is a symbolic link: it was not read"
    case .folder: "this is a folder: it was not read"
    case .pipe: "this is not a file but a named pipe: it was not read"
    case .device: "this is not a file but a device: it was not read"
    case .socketOrDevice: "this is not a file but a socket or a device: it was not read"
    case .special: "this is not a file: it was not read"
    case .unnameable(let isFolder): "the \(isFolder ? "folder" : "file")'s name is not UTF-8: rename it"
    case .closedFolder(let number): "the folder cannot be read: \(systemMessage(number))"
    case .noMarkdown(let names, let more, let areHidden, let depth):
      noMarkdown(names, more, areHidden, depth)
    case .outsideArchive: "its path leads out of the archive"
    case .largeArchive(let size): "the archive is larger than \(size) MiB: it was not read"
    case .encrypted: "the file is encrypted"
    case .damaged: "the archive is damaged where this file is"
    case .closedArchive(let number): "the archive cannot be read: \(systemMessage(number))"
    case .archive(let flaw): "the archive was not read: \(self.flaw(flaw))"
    case .unjudged: "could not be judged: lesson-run itself broke off at it; please report that, with this file"
    }
  }

  private func noMarkdown(_ names: [String], _ more: Int, _ areHidden: Bool, _ depth: Int?) -> String {
    let found =
      (areHidden ? "hidden ones are not looked into: " : "") + names.joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
    return "there is no Markdown file in it"
      + (depth.map { ", as far as it was searched, \($0) folders deep" } ?? "")
      + (names.isEmpty ? depth == nil ? ": it is empty" : "" : ", but \(found)")
  }

  private func flaw(_ flaw: ArchiveFlaw) -> String {
    switch flaw {
    case .noMemory: "there is no memory to read it"
    case .noArchive: "it is no zip archive that can be read"
    case .tooSlow: "it takes too long"
    case .harmful: "it unpacks to too much, or breaks what reads it"
    case .damaged(let message): "it is damaged: \(message.map { inLine($0, limit: 285) } ?? "it ends too early")"
    case .tooManyFiles(let most): "it holds more than \(most) files"
    case .tooLarge(let size): "it unpacks to more than \(size) MiB"
    }
  }

  private func advantage(_ advantage: HandInRemark.Advantage) -> String {
    switch advantage {
    case .readable: "which can be read"
    case .calledLikeLesson: "which is called like the lesson"
    case .newer: "which is newer"
    case .none: "which is just as old"
    }
  }

  package func flaw(_ flaw: ResultFlaw) -> String {
    switch flaw {
    case .draft: "a draft"
    case .folder: "it is a folder"
    case .otherFile: "not a result"
    case .misnamed(let expected): "its student's file is \(expected)"
    case .damaged(let flaw): damage(flaw.kind)
    case .repeatedExercise: "it holds two exercises of one name"
    case .noOrdinaryFile: "it is not an ordinary file"
    case .tooLarge: "it is larger than any result"
    case .unreadable(let number): systemMessage(number)
    }
  }

  private func damage(_ kind: JSONFlaw.Kind) -> String {
    switch kind {
    case .noJSON: "it is not JSON, or only half a file"
    case .lacks(let path): "it has no '\(inLine(path))'"
    case .senseless(let path): "its '\(inLine(path))' makes no sense, or does not go with the rest"
    case .unknown(let path): "it has a '\(inLine(path))', which no result has: is that misspelt?"
    case .repeated(let path): "it has '\(inLine(path))' twice"
    }
  }

  /// What the first line of a roster was taken for, none of whose headings is known.
  package func doubtfulHeadings(first name: String) -> String {
    "no heading is known, so the first column was taken for the names, and '\(printable(name))' for a student; "
      + "name the column with --column if that is not so"
  }
}
