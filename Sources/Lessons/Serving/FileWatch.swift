import Live
import Platform
import Synchronization

/// A thread that tells of each save of a file.
final class FileWatch: Sendable {
  private let path: String
  private let isStopped = Mutex(false)

  init(_ path: String) { self.path = path }

  func start() -> AsyncStream<FileWatcher.Event> {
    let (stream, continuation) = AsyncStream.makeStream(of: FileWatcher.Event.self)
    let started: Void? = try? startThread { [self] in
      var watcher = FileWatcher(path)
      while !isStopped.withLock(\.self) {
        if let event = watcher.wait(for: .milliseconds(500)).event { continuation.yield(event) }
      }
      continuation.finish()
    }
    // Without another thread the file is read when it is written here, and when the page is opened.
    if started == nil { continuation.finish() }
    return stream
  }

  func stop() { isStopped.withLock { $0 = true } }
}
