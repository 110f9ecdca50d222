import CSpawn
import Glibc
import Live
import Platform
import Support

/// Something that happens while a lesson is watched.
enum WatchEvent: Sendable {
  case file(FileWatcher.Event)
  case keys([WatchKey])
  case resized
  /// Keys will not come any more: the terminal is gone.
  case inputEnded
  /// What has happened to the lesson.
  case lesson(LiveEvent)
}

/// The thread that waits for saves, keys and changes of the window, for as long as this process lives.
struct WatchEvents: Sendable {
  let path: String
  /// Whether keys are read from standard input.
  let hasKeys: Bool
  let send: @Sendable (WatchEvent) -> Void

  /// - Throws: If there are no more threads or descriptors to be had.
  func start() throws(CommandFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Self.exhausted(errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    let resizes = ends[0]
    cspawn_forward_resizes(ends[1])
    do throws(SystemError) { try startThread { serve(resizes) } } catch { throw Self.exhausted(error.number) }
  }

  private static func exhausted(_ errorNumber: Int32) -> CommandFailure {
    CommandFailure(
      .machine, "cannot wait for saves: \(systemMessage(errorNumber))",
      advice: "end other programs, or raise the limits: ulimit -n, ulimit -u")
  }

  private func serve(_ resizes: Int32) {
    var watcher = FileWatcher(path)
    var descriptors = [resizes] + (hasKeys ? [STDIN_FILENO] : [])
    while true {
      let wake = watcher.wait(besides: descriptors)
      if let event = wake.event { send(.file(event)) }
      if wake.readable.contains(resizes) {
        _ = bytes(from: resizes)
        send(.resized)
      }
      if wake.readable.contains(STDIN_FILENO) {
        let typed = bytes(from: STDIN_FILENO)
        send(typed.isEmpty ? .inputEnded : .keys(WatchKey.all(in: typed)))
        if typed.isEmpty { descriptors = [resizes] }
      }
    }
  }

  private func bytes(from descriptor: Int32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 1024) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
  }
}
