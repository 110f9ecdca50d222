import FoundationEssentials
import Glibc
import Platform
import Running
import Support

/// A file that is being written beside its target, whose place it takes, whole, when it is finished. Until then the target is as it
/// was; a draft that is given up leaves nothing.
///
/// A target that is no ordinary file, such as a pipe or `/dev/stdout`, gets the finished content instead.
package struct DraftFile: ~Copyable {
  /// Drafts are hidden files of this beginning.
  static let prefix = ".draft-"
  private static let bufferSize = 1 << 16

  private let path: String
  /// What the draft is renamed to; `nil` where the content is sent to `path`.
  private let target: String?
  private let draft: String
  /// -1 once it is closed.
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var isInPlace = false

  /// - Parameter path: The target; a symbolic link is followed.
  /// - Throws: If nothing can be written there.
  package init(for path: String) throws(MachineFailure) {
    let place = try Place(path)
    (self.path, target, draft) = (path, place.target, place.draft)
    descriptor = place.descriptor
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isInPlace { unlink(draft) }
  }

  package mutating func write(_ text: String) throws(MachineFailure) { try write(text.utf8) }

  package mutating func write(_ bytes: some Sequence<UInt8>) throws(MachineFailure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Puts the draft in its target's place.
  /// - Parameters:
  ///   - durably: Whether it is to be on the disk itself before it has that place.
  ///   - isStillMeant: Is asked at the last moment; if it says no, the draft is given up.
  /// - Throws: If the draft cannot be written, or not take that place.
  package mutating func finish(
    durably: Bool = false, if isStillMeant: () -> Bool = { true }
  ) throws(MachineFailure) {
    try flush()
    if durably, target != nil, fsync(descriptor) != 0 { throw Self.failure(path, errno) }
    guard let target else { return try send() }
    try end()
    guard isStillMeant() else { return }
    guard rename(draft, target) == 0 else { throw Self.failure(path, errno) }
    isInPlace = true
  }

  /// Has the draft wait, on the disk itself, for whoever puts it in its target's place or removes it.
  fileprivate mutating func wait() throws(MachineFailure) -> (draft: String, target: String) {
    try flush()
    if fsync(descriptor) != 0 { throw Self.failure(path, errno) }
    try end()
    isInPlace = true
    return (draft, target ?? path)
  }

  /// Closes the draft. Many a file server says only then that there is no room, and shows other machines what is in a file only once
  /// it is closed: before that it must not have its target's name.
  private mutating func end() throws(MachineFailure) {
    let result = close(descriptor)
    descriptor = -1
    guard result == 0 else { throw Self.failure(path, errno) }
  }

  private mutating func flush() throws(MachineFailure) {
    try Self.write(buffer, to: descriptor, path)
    buffer.removeAll(keepingCapacity: true)
  }

  private func send() throws(MachineFailure) {
    let output = open(path, O_WRONLY | O_CLOEXEC)
    guard output >= 0 else { throw Self.failure(path, errno) }
    defer { close(output) }
    lseek(descriptor, 0, SEEK_SET)
    var chunk = [UInt8](repeating: 0, count: Self.bufferSize)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw Self.failure(path, errno) }
      if count == 0 { return }
      try Self.write(Array(chunk.prefix(count)), to: output, path)
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(MachineFailure) {
    do throws(SystemError) { try writeAll(bytes, to: descriptor) } catch { throw failure(path, error.number) }
  }

  /// A failure to write.
  static func failure(_ path: String, _ errorNumber: Int32) -> MachineFailure { .file(.unwritable(path, errorNumber)) }
}

/// Files that take their targets' places once all of them are on the disk: all of them, or, if one cannot be written, none.
struct DraftGroup: ~Copyable {
  private var waiting: [(draft: String, target: String)] = []

  deinit { for (draft, _) in waiting { unlink(draft) } }

  mutating func add(_ bytes: some Sequence<UInt8>, for path: String) throws(MachineFailure) {
    var draft = try DraftFile(for: path)
    try draft.write(bytes)
    waiting.append(try draft.wait())
  }

  mutating func finish() throws(MachineFailure) {
    while let (draft, target) = waiting.first {
      guard rename(draft, target) == 0 else { throw DraftFile.failure(target, errno) }
      waiting.removeFirst()
    }
  }
}

/// Where a draft is written to and goes.
private struct Place {
  var target: String?
  var draft: String
  var descriptor: Int32

  init(_ path: String) throws(MachineFailure) {
    var details = stat()
    let exists = stat(path, &details) == 0
    if exists, details.st_mode & S_IFMT == S_IFDIR { throw DraftFile.failure(path, EISDIR) }
    let isOrdinary = !exists || details.st_mode & S_IFMT == S_IFREG
    target = isOrdinary ? (exists ? resolved(path) : path) : nil
    draft = "\(target.map(parent) ?? FileManager.default.temporaryDirectory.path)/\(DraftFile.prefix)\(UUID())"
    descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw DraftFile.failure(path, errno) }
    guard exists, isOrdinary else { return }
    // Where the owner may not be changed, the writer becomes it.
    if details.st_uid != geteuid() || details.st_gid != getegid() {
      _ = fchown(descriptor, details.st_uid, details.st_gid)
    }
    fchmod(descriptor, details.st_mode & 0o777)
  }
}
