import Books

extension SiteFiles {
  /// A file of the desk's.
  func deskReply(_ path: String) -> Reply? {
    switch path {
    case "desk.css": Reply(type: "text/css; charset=utf-8", PackageResources.desk_css)
    case "desk.js": Reply(type: "text/javascript; charset=utf-8", PackageResources.desk_js)
    default: reply(path)
    }
  }
}
