import Glibc

/// The first executable file of this name in a search path.
package func executable(named name: String, in searchPath: String) -> String? {
  searchPath.split(separator: ":").lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
}

/// The path with symbolic links followed.
package func resolved(_ path: String) -> String { realPath(path) ?? path }

/// The absolute path with symbolic links followed; `nil` if nothing is there, or nothing whose name is UTF-8.
package func realPath(_ path: String) -> String? {
  guard let real = realpath(path, nil) else { return nil }
  defer { free(real) }
  return String(validatingCString: real)
}

package func parent(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// A file's size and time of change, which tell two builds of it apart; `nil` if there is no such file.
package func fileStamp(_ path: String) -> String? {
  fileDetails(path).map { "\($0.size) \($0.changed.tv_sec).\($0.changed.tv_nsec)" }
}

/// Whether a file is there and has not been changed before another one.
package func isFile(_ path: String, asNewAs other: String) -> Bool {
  guard let file = fileDetails(path)?.changed, let other = fileDetails(other)?.changed else { return false }
  return (file.tv_sec, file.tv_nsec) >= (other.tv_sec, other.tv_nsec)
}

private func fileDetails(_ path: String) -> (size: off_t, changed: timespec)? {
  var details = stat()
  guard stat(path, &details) == 0 else { return nil }
  return (details.st_size, details.st_mtim)
}

/// The system's words for an error number.
package func systemMessage(_ errorNumber: Int32) -> String {
  String(cString: strerror(errorNumber))
}

/// Whether a folder is another one or lies within it. Both are absolute paths without links.
package func isWithin(_ folder: String, _ other: String) -> Bool {
  let (inner, outer) = (folder.utf8, other.utf8)
  guard inner.starts(with: outer) else { return false }
  return inner.count == outer.count || outer.last == UInt8(ascii: "/")
    || inner[inner.index(inner.startIndex, offsetBy: outer.count)] == UInt8(ascii: "/")
}
