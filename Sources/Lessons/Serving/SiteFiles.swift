import Books
import FoundationEssentials
import Glibc
import Platform
import Support

/// Files that pages need and that are the same for all of them: the book's, those of pages that are alive, and the editor's where it is installed.
package struct SiteFiles: Sendable {
  /// The folder of the editor Ace; `nil` if there is none: then cells are plain fields.
  package let editorFolder: String?

  private static let editorFiles: [String: String] = [
    "ace.js": "text/javascript; charset=utf-8", "mode-swift.js": "text/javascript; charset=utf-8",
    "ace.css": "text/css; charset=utf-8", "LICENCE": "text/plain; charset=utf-8",
  ]

  /// Looks where an installation puts the editor (`../share/lesson-run/ace`), then where it is built.
  package init(besideExecutable executable: String) {
    let folder = parent(of: resolved(executable))
    editorFolder = [parent(of: folder) + "/share/lesson-run/ace", folder + "/ace"].first { candidate in
      Self.editorFiles.keys.allSatisfy { access("\(candidate)/\($0)", R_OK) == 0 }
    }
  }

  /// What stands in a page's head and at its end.
  var styles: [String] { (editorFolder == nil ? [] : ["ace/ace.css"]) + ["serve.css"] }
  var scripts: [String] { (editorFolder == nil ? [] : ["ace/ace.js", "ace/mode-swift.js"]) + ["serve.js"] }

  /// The script of pages that are alive: its parts in the order in which they build on each other.
  private static let script: [UInt8] = [
    PackageResources.live_js, PackageResources.forms_js, PackageResources.ordering_js, PackageResources.editor_js,
    PackageResources.serve_js,
  ].flatMap { $0 }

  /// A file of this path; `nil` if there is none.
  func reply(_ path: String) -> Reply? {
    switch path {
    case "serve.css": return Reply(type: "text/css; charset=utf-8", PackageResources.serve_css)
    case "serve.js": return Reply(type: "text/javascript; charset=utf-8", Self.script)
    default: break
    }
    if let bytes = Book.assets[path] ?? FigureFiles.all[path] { return Reply(type: Self.type(of: path), bytes) }
    guard path.hasPrefix("ace/"), let editorFolder, let type = Self.editorFiles[String(path.dropFirst(4))],
      let data = FileManager.default.contents(atPath: "\(editorFolder)/\(path.dropFirst(4))")
    else { return nil }
    return Reply(type: type, Array(data))
  }

  /// A file beside a lesson, which a page shows or links to; a link that leads elsewhere is not followed.
  static func content(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var details = stat()
    guard fstat(descriptor, &details) == 0, details.st_mode & S_IFMT == S_IFREG, details.st_size <= largest else {
      return nil
    }
    return try? readAll(from: descriptor, atMost: Int(largest))
  }

  private static let largest: off_t = 64 << 20

  /// The type of a file by the ending of its name. What could be a page with scripts of its own is given as text.
  static func type(of path: String) -> String {
    switch path.split(separator: ".").last?.lowercased() {
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "html" where !path.hasPrefix("files"): "text/html; charset=utf-8"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "svg": "image/svg+xml"
    case "pdf": "application/pdf"
    case "txt", "md", "csv", "swift", "html", "htm": "text/plain; charset=utf-8"
    default: "application/octet-stream"
    }
  }
}
