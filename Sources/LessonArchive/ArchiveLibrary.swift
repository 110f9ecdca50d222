import Glibc
import Platform

/// libarchive, loaded when an archive is to be read. Its functions are declared by hand, after `archive.h` and `archive_entry.h`.
package struct ArchiveLibrary: Sendable {
  package static let name = "libarchive.so.13"
  /// Opens an archive, by which it is known that the library is of use.
  package static let opening = "archive_read_open_fd"

  package enum Status {
    package static let ok: Int32 = 0
    package static let end: Int32 = 1
    package static let warning: Int32 = -20
  }

  package typealias Handle = UnsafeMutableRawPointer

  package let make: @convention(c) () -> Handle?
  package let supportZip: @convention(c) (Handle) -> Int32
  package let open: @convention(c) (Handle, Int32, Int) -> Int32
  package let next: @convention(c) (Handle, UnsafeMutablePointer<Handle?>) -> Int32
  package let read: @convention(c) (Handle, UnsafeMutableRawPointer, Int) -> Int
  package let free: @convention(c) (Handle) -> Int32
  package let message: @convention(c) (Handle) -> UnsafePointer<CChar>?
  package let path: @convention(c) (Handle) -> UnsafePointer<CChar>?
  package let mode: @convention(c) (Handle) -> mode_t
  package let isDated: @convention(c) (Handle) -> Int32
  package let changed: @convention(c) (Handle) -> time_t
  package let isEncrypted: @convention(c) (Handle) -> Int32

  /// `nil` if there is no such library on this machine.
  package init?() {
    guard let library = DynamicLibrary(Self.name),
      let make = library.function("archive_read_new", as: (@convention(c) () -> Handle?).self),
      let supportZip = library.function(
        "archive_read_support_format_zip", as: (@convention(c) (Handle) -> Int32).self),
      let open = library.function(Self.opening, as: (@convention(c) (Handle, Int32, Int) -> Int32).self),
      let next = library.function(
        "archive_read_next_header", as: (@convention(c) (Handle, UnsafeMutablePointer<Handle?>) -> Int32).self),
      let read = library.function(
        "archive_read_data", as: (@convention(c) (Handle, UnsafeMutableRawPointer, Int) -> Int).self),
      let free = library.function("archive_read_free", as: (@convention(c) (Handle) -> Int32).self),
      let message = library.function(
        "archive_error_string", as: (@convention(c) (Handle) -> UnsafePointer<CChar>?).self),
      let path = library.function(
        "archive_entry_pathname", as: (@convention(c) (Handle) -> UnsafePointer<CChar>?).self),
      let mode = library.function("archive_entry_filetype", as: (@convention(c) (Handle) -> mode_t).self),
      let isDated = library.function("archive_entry_mtime_is_set", as: (@convention(c) (Handle) -> Int32).self),
      let changed = library.function("archive_entry_mtime", as: (@convention(c) (Handle) -> time_t).self),
      let isEncrypted = library.function("archive_entry_is_data_encrypted", as: (@convention(c) (Handle) -> Int32).self)
    else { return nil }
    (self.make, self.supportZip, self.open, self.next, self.read) = (make, supportZip, open, next, read)
    (self.free, self.message, self.path, self.mode) = (free, message, path, mode)
    (self.isDated, self.changed, self.isEncrypted) = (isDated, changed, isEncrypted)
  }
}
