import FoundationEssentials
import Glibc
import Platform

/// What is at the path of a lesson: its bytes, or why there are none.
enum LessonContent {
  case bytes([UInt8])
  case nothing
  /// A symbolic link that leads nowhere.
  case danglingLink(to: String)
  case folder
  /// Something else that is no file, such as "a pipe".
  case other(kind: String)
  case unreadable(reason: String)

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
      self = .unreadable(reason: Self.words(for: errno))
      return
    }
    switch details.st_mode & S_IFMT {
    case S_IFREG: self = Self.content(of: descriptor)
    case S_IFDIR: self = .folder
    case S_IFIFO: self = .other(kind: "a pipe")
    case S_IFSOCK: self = .other(kind: "a socket")
    case S_IFCHR, S_IFBLK: self = .other(kind: "a device")
    default: self = .other(kind: "something else")
    }
  }

  private static func content(of descriptor: Int32) -> LessonContent {
    do throws(SystemError) { return .bytes(try readAll(from: descriptor, atMost: mostBytes)) } catch {
      return .unreadable(reason: words(for: error.number))
    }
  }

  private static func failure(_ number: Int32, _ path: String) -> LessonContent {
    switch number {
    case ENOENT, ENOTDIR:
      var details = stat()
      guard lstat(path, &details) == 0, details.st_mode & S_IFMT == S_IFLNK else { return .nothing }
      return .danglingLink(to: (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? "another place")
    // What is opened may be a socket.
    case ENXIO: return .other(kind: "a socket or a device")
    default: return .unreadable(reason: words(for: number))
    }
  }

  private static func words(for number: Int32) -> String {
    switch number {
    case EACCES, EPERM: "no permission"
    case ELOOP: "its symbolic links go in a circle"
    default: String(cString: strerror(number))
    }
  }
}
