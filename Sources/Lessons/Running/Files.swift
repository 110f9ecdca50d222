#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The first executable file of this name in a search path.
func executable(named name: String, in searchPath: String) -> String? {
  searchPath.split(separator: ":").lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
}

/// The path with symbolic links followed.
func resolved(_ path: String) -> String {
  guard let real = realpath(path, nil) else { return path }
  defer { free(real) }
  return String(cString: real)
}

func parent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// A file's size and time of change, which tell two builds of it apart; `nil` if there is no such file.
func fileStamp(_ path: String) -> String? {
  var details = stat()
  guard stat(path, &details) == 0 else { return nil }
  #if canImport(Glibc)
    let changed = details.st_mtim
  #else
    let changed = details.st_mtimespec
  #endif
  return "\(details.st_size) \(changed.tv_sec).\(changed.tv_nsec)"
}

/// The system's words for an error number.
package func systemMessage(_ errorNumber: Int32) -> String {
  String(cString: strerror(errorNumber))
}
