import Glibc

/// The kernel's notices of what happens to one name in a folder (inotify). Watching the folder instead of the file, it sees a file
/// that is replaced by another of its name.
struct FolderNotices: ~Copyable {
  enum Notice: Hashable {
    /// A file of the name has been written and closed, or moved there.
    case saved
    case changed
    /// The folder itself is gone or has another path: nothing more will be told.
    case lost
  }

  /// Can be read when there are notices.
  let descriptor: Int32
  private let name: [UInt8]

  /// `nil` if there is no such folder, or if the kernel watches as much as it can already.
  init?(folder: String, name: String) {
    let kinds = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_MODIFY | IN_ATTRIB | IN_DELETE | IN_MOVED_FROM
    let mask = UInt32(kinds | IN_DELETE_SELF | IN_MOVE_SELF) | UInt32(IN_ONLYDIR)
    let opened = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard opened >= 0 else { return nil }
    guard inotify_add_watch(opened, folder, mask) >= 0 else {
      close(opened)
      return nil
    }
    descriptor = opened
    self.name = Array(name.utf8)
  }

  deinit { close(descriptor) }

  /// Takes the notices that have come.
  func take() -> Set<Notice> {
    var notices: Set<Notice> = []
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    while case let count = read(descriptor, &bytes, bytes.count), count > 0 {
      bytes.withUnsafeBytes { collect(UnsafeRawBufferPointer(rebasing: $0[..<count]), into: &notices) }
    }
    return notices
  }

  private func collect(_ events: UnsafeRawBufferPointer, into notices: inout Set<Notice>) {
    let headSize = MemoryLayout<inotify_event>.size
    var start = 0
    while start + headSize <= events.count {
      let event = events.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
      let end = start + headSize + Int(event.len)
      guard end <= events.count else { return }
      // The name is filled up with zeros.
      let isOurs = events[start + headSize..<end].prefix { $0 != 0 }.elementsEqual(name)
      if let notice = Self.notice(of: event.mask, isOurs: isOurs) { notices.insert(notice) }
      start = end
    }
  }

  private static func notice(of mask: UInt32, isOurs: Bool) -> Notice? {
    if mask & UInt32(IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT) != 0 { return .lost }
    // Too many events at once: ours may be among those that the kernel has dropped.
    if mask & UInt32(IN_Q_OVERFLOW) != 0 { return .changed }
    guard isOurs else { return nil }
    return mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO) != 0 ? .saved : .changed
  }
}
