import Glibc

/// What a compilation has left in its folder. Whatever the compiler was made to do there, this is never a file from elsewhere: links
/// are not followed.
/// - Returns: `nil` if there is no such file.
package func content(ofDraft path: String) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var details = stat()
  guard fstat(file, &details) == 0, details.st_mode & S_IFMT == S_IFREG else { return nil }
  let size = Int(details.st_size)
  let content = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let part = read(file, buffer.baseAddress?.advanced(by: count), size - count)
      guard part > 0 else { return }
      count += part
    }
  }
  return content.count == size ? content : nil
}
