import FoundationEssentials
import Glibc
import Platform
import Reporting

/// What is at the path of a lesson: its bytes, or why there are none.
enum LessonContent {
  case bytes([UInt8])
  case nothing
  /// A symbolic link that leads nowhere.
  case danglingLink(to: String?)
  case folder
  /// Something else that is no file.
  case other(LessonRefusal.Oddity)
  /// With the system's error number.
  case unreadable(Int32)

  /// One byte more than any lesson has tells that there is too much.
  private static let mostBytes = (16 << 20) + 1

  init(of path: String) {
    // A pipe would be waited for without end.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      self = Self.failure(errno, path)
      return
    }
    defer { close(descriptor) }
    var details = stat()
    guard fstat(descriptor, &details) == 0 else {
      self = .unreadable(errno)
      return
    }
    switch details.st_mode & S_IFMT {
    case S_IFREG: self = Self.content(of: descriptor)
    case S_IFDIR: self = .folder
    case S_IFIFO: self = .other(.pipe)
    case S_IFSOCK: self = .other(.socket)
    case S_IFCHR, S_IFBLK: self = .other(.device)
    default: self = .other(.unknown)
    }
  }

  private static func content(of descriptor: Int32) -> LessonContent {
    do throws(SystemError) { return .bytes(try readAll(from: descriptor, atMost: mostBytes)) } catch {
      return .unreadable(error.number)
    }
  }

  private static func failure(_ number: Int32, _ path: String) -> LessonContent {
    switch number {
    case ENOENT, ENOTDIR:
      var details = stat()
      guard lstat(path, &details) == 0, details.st_mode & S_IFMT == S_IFLNK else { return .nothing }
      return .danglingLink(to: try? FileManager.default.destinationOfSymbolicLink(atPath: path))
    // What is opened may be a socket.
    case ENXIO: return .other(.socketOrDevice)
    default: return .unreadable(number)
    }
  }
}
