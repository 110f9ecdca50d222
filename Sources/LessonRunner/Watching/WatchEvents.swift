import CSpawn
import Glibc
import Live
import Platform
import Support
import Synchronization

/// Something that happens while a lesson is watched.
enum WatchEvent: Sendable {
  /// What has happened to the file of this path.
  case file(String, FileWatcher.Event)
  /// Another lesson of the folder has been saved.
  case otherSaved(String)
  case keys([WatchKey])
  case resized
  /// Keys will not come any more: the terminal is gone.
  case inputEnded
  /// What has happened to the lesson that was opened as this one in turn.
  case lesson(Int, LiveEvent)
}

/// Which file is watched: it may be another one at any time.
final class WatchTarget: Sendable {
  private let path: Mutex<String>
  /// Written to when there is another file.
  fileprivate let ends: (read: Int32, write: Int32)

  /// - Throws: If there are no more descriptors to be had.
  init(_ path: String) throws(CommandFailure) {
    self.path = Mutex(path)
    ends = try WatchEvents.pipe()
  }

  var current: String { path.withLock { $0 } }

  func move(to path: String) {
    self.path.withLock { $0 = path }
    var byte: UInt8 = 0
    _ = write(ends.write, &byte, 1)
  }
}

/// The thread that waits for saves, keys and changes of the window, for as long as this process lives.
struct WatchEvents: Sendable {
  let target: WatchTarget
  /// The folder whose lessons are followed; `nil` for the one file alone.
  let folder: String?
  /// Whether keys are read from standard input.
  let hasKeys: Bool
  let send: @Sendable (WatchEvent) -> Void

  /// - Throws: If there are no more threads or descriptors to be had.
  func start() throws(CommandFailure) {
    let resizes = try Self.pipe()
    cspawn_forward_resizes(resizes.write)
    do throws(SystemError) { try startThread { serve(resizes.read) } } catch { throw Self.exhausted(error.number) }
  }

  fileprivate static func pipe() throws(CommandFailure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw exhausted(errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    return (ends[0], ends[1])
  }

  private static func exhausted(_ errorNumber: Int32) -> CommandFailure {
    CommandFailure(.system(.noWatching(errorNumber)))
  }

  private func serve(_ resizes: Int32) {
    let others = folder.map(FolderWatcher.init)
    var stamps = others?.stamps() ?? [:]
    var path = target.current
    var watcher = FileWatcher(path)
    var descriptors = [resizes, target.ends.read] + [others?.descriptor ?? -1].filter { $0 >= 0 }
    if hasKeys { descriptors.append(STDIN_FILENO) }
    while true {
      let wake = watcher.wait(besides: descriptors, for: others == nil ? nil : .seconds(1))
      if let event = wake.event { send(.file(path, event)) }
      if wake.readable.contains(resizes) {
        _ = bytes(from: resizes)
        send(.resized)
      }
      if wake.readable.contains(STDIN_FILENO) {
        let typed = bytes(from: STDIN_FILENO)
        send(typed.isEmpty ? .inputEnded : .keys(WatchKey.all(in: typed)))
        if typed.isEmpty { descriptors.removeAll { $0 == STDIN_FILENO } }
      }
      if let others, let folder {
        let now = others.stamps()
        let saved = FolderWatcher.saved(between: stamps, and: now).map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
        if let saved, saved != target.current { send(.otherSaved(saved)) }
        stamps = now
      }
      if wake.readable.contains(target.ends.read) {
        _ = bytes(from: target.ends.read)
        path = target.current
        watcher = FileWatcher(path)
      }
    }
  }

  private func bytes(from descriptor: Int32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 1024) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
  }
}
