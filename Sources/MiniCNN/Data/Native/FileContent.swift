internal import Glibc

// Whole files at once, with the system's own calls: loading Foundation would take longer than the rest of a cell's process.

/// The bytes of a file.
/// - Throws: If it cannot be opened or read, or is no file but a folder.
func content(ofFile path: String) throws(FileFailure) -> [UInt8] {
  func refusal(_ number: Int32) -> FileFailure {
    FileFailure(path, "cannot read it: \(systemMessage(number))", advice: "check the name and that you may read it")
  }
  // Without waiting: a named pipe would otherwise hold the program up until somebody writes to it.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw refusal(errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw refusal(errno) }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw FileFailure(path, "it is a folder or a device, not a file", advice: anotherFile)
  }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(max(0, Int(status.st_size)))
  var piece = [UInt8](repeating: 0, count: 1 << 18)
  while true {
    let count = read(descriptor, &piece, piece.count)
    if count == 0 { return bytes }
    if count > 0 { bytes += piece[..<count] } else if errno != EINTR { throw refusal(errno) }
  }
}

/// Puts a file in place, whole or not at all: it is written under a name of its own and then renamed.
/// - Throws: If it cannot be written; what was there before is then still there.
func replaceFile(_ path: String, with bytes: [UInt8]) throws(FileFailure) {
  func refusal(_ number: Int32) -> FileFailure {
    FileFailure(
      path, "cannot write it: \(systemMessage(number))",
      advice: "check that the folder is there, that you may write to it, and that there is room")
  }
  let draft = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max))"
  let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw refusal(errno) }
  let fault = write(bytes, to: descriptor)
  // Some file systems report a full disk no earlier than here.
  let closingFault = close(descriptor) == 0 ? nil : errno
  if let number = fault ?? closingFault {
    unlink(draft)
    throw refusal(number)
  }
  guard rename(draft, path) == 0 else {
    let number = errno
    unlink(draft)
    throw refusal(number)
  }
}

/// The error number of a write that failed.
private func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
  bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return errno }
    }
    return nil
  }
}

private func systemMessage(_ number: Int32) -> String {
  strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
