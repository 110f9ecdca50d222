import Glibc
import Platform
import Reporting

/// A page on disk that leads a browser to an address, for this user alone: any user of a machine sees what programs are started with, and
/// whoever knows the address is let in.
struct DoorPage: Sendable {
  let path: String

  /// Writes the page to the user's folder for such things, or to a temporary one.
  /// - Returns: `nil` if it cannot be written.
  init?(to address: String, environment: [String: String]) {
    let folder = environment["XDG_RUNTIME_DIR"] ?? environment["TMPDIR"] ?? "/tmp"
    // Nobody else may read what this makes.
    var template = Array("\(folder)/lesson-run-XXXXXX.html".utf8CString)
    let descriptor = mkstemps(&template, Int32(".html".utf8.count))
    guard descriptor >= 0 else { return nil }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    let page = """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta http-equiv="refresh" content="0; url=\(address)">
      <title>\(Words().page.lessons)</title>
      <p><a href="\(address)">\(Words().page.lessons)</a></p>
      </html>

      """
    let isWritten = (try? writeAll(page.utf8, to: descriptor)) != nil
    close(descriptor)
    guard isWritten else {
      remove()
      return nil
    }
  }

  func remove() { unlink(path) }
}
