import FoundationEssentials
import Glibc
import Platform
import Reading
import Support

/// A file that a student handed in.
package struct HandedInFile: Hashable, Sendable {
  package var student: String
  /// What the student is called, where something was put behind that to tell two of one name apart.
  var ownName: String?
  /// Those with whose numbers it may have been made: of a group's hand-in all members, whoever handed it in first. Empty: the student alone.
  var owners: [String] = []
  /// As messages give it; where `kept` is missing, the file is there.
  package var path: String
  /// What was found of it already: in an archive, say.
  package var kept: Kept?
  /// What a learning platform wrote into its name.
  package var label: HandInLabel?
  /// The folder of several students' that it was in.
  package var section: String?
  /// When it was handed in, where that is known better than by the file's own time.
  package var handedIn: HandInTime?
  /// When it was due for this student, where that is not when it was due for all.
  package var due: HandInTime?

  package init(student: String, path: String) {
    (self.student, self.path) = (student, path)
  }

  package enum Kept: Hashable, Sendable {
    case content(Content)
    case unreadable(Unreadable)
  }

  /// Why a file's content cannot be had.
  package struct Unreadable: Error, Hashable, Sendable {
    package var obstacle: HandInObstacle
    /// When the file was last changed, if that is known all the same.
    package var changed: String?

    package init(_ obstacle: HandInObstacle, changed: String? = nil) {
      (self.obstacle, self.changed) = (obstacle, changed)
    }
  }

  package struct Content: Hashable, Sendable {
    package var bytes: [UInt8]
    /// When the file was last changed, as ISO 8601 in UTC; `nil` where nobody knows.
    package var changed: String?
  }

  /// Reads the file, unless it is anything but a plain one: a link may lead to what is not the student's, and a pipe never ends.
  package func content() throws(Unreadable) -> Content {
    switch kept {
    case .content(let content): return content
    case .unreadable(let failure): throw failure
    case nil: break
    }
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Unreadable(Self.obstacle(errno)) }
    defer { close(descriptor) }
    var details = stat()
    guard fstat(descriptor, &details) == 0 else { throw Unreadable(Self.obstacle(errno)) }
    switch details.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Unreadable(.folder)
    case S_IFIFO: throw Unreadable(.pipe)
    default: throw Unreadable(.device)
    }
    // One byte more than may be read tells that there is too much.
    let limit = min(Int(details.st_size), Submission.largestByteCount + 1)
    do throws(SystemError) {
      return Content(bytes: try readAll(from: descriptor, atMost: limit), changed: Self.changeTime(details))
    } catch {
      throw Unreadable(Self.obstacle(error.number))
    }
  }

  private static func changeTime(_ details: stat) -> String {
    HandInTime.text(Double(details.st_mtim.tv_sec))
  }

  private static func obstacle(_ error: Int32) -> HandInObstacle {
    switch error {
    case ELOOP: .link
    case ENXIO: .socketOrDevice
    default: .unreadable(error)
    }
  }
}
