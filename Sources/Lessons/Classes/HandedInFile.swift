import FoundationEssentials
import Glibc
import Platform
import Reading
import Support

/// A file that a student handed in.
package struct HandedInFile: Hashable, Sendable {
  package var student: String
  package var path: String

  package init(student: String, path: String) {
    (self.student, self.path) = (student, path)
  }

  /// Why a file's content cannot be had, as a sentence without its full stop.
  package struct Unreadable: Error, Hashable {
    package var reason: String
  }

  package struct Content: Sendable {
    package var bytes: [UInt8]
    /// When the file was last changed, as ISO 8601 in UTC.
    package var changed: String
  }

  /// Reads the file, unless it is anything but a plain one: a link may lead to what is not the student's, and a pipe never ends.
  package func content() throws(Unreadable) -> Content {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Unreadable(reason: Self.words(for: errno)) }
    defer { close(descriptor) }
    var details = stat()
    guard fstat(descriptor, &details) == 0 else { throw Unreadable(reason: Self.words(for: errno)) }
    guard details.st_mode & S_IFMT == S_IFREG else {
      throw Unreadable(reason: "this is not a file but \(Self.kind(details.st_mode)): it was not read")
    }
    // One byte more than may be read tells that there is too much.
    let limit = min(Int(details.st_size), Submission.largestByteCount + 1)
    do throws(SystemError) {
      return Content(bytes: try readAll(from: descriptor, atMost: limit), changed: Self.changeTime(details))
    } catch {
      throw Unreadable(reason: Self.words(for: error.number))
    }
  }

  /// The time of a file's last change, for choosing the later of two; the earliest of all if there is no such file.
  var changeTime: Double {
    var details = stat()
    guard lstat(path, &details) == 0 else { return -.infinity }
    return Self.seconds(details)
  }

  private static func seconds(_ details: stat) -> Double {
    Double(details.st_mtim.tv_sec) + Double(details.st_mtim.tv_nsec) / 1e9
  }

  private static func changeTime(_ details: stat) -> String {
    Date(timeIntervalSince1970: seconds(details).rounded(.down)).formatted(.iso8601)
  }

  private static func words(for error: Int32) -> String {
    switch error {
    case ELOOP: "this is a symbolic link: it was not read"
    case EACCES: "the file cannot be read: no permission"
    case ENXIO: "this is not a file but a socket or a device: it was not read"
    default: "the file cannot be read: \(systemMessage(error))"
    }
  }

  private static func kind(_ mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a named pipe"
    default: "a device"
    }
  }
}
