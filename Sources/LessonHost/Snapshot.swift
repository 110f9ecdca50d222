import CSpawn
import LessonKit
import LessonWire

@preconcurrency import Glibc

/// A process that has run the code above an exercise and waits for orders: to be forked for an attempt, or for a snapshot of more code.
///
/// It never runs an answer itself. Its children are its parent's: the host watches, limits and reaps them all alike.
struct Snapshot {
  /// Where a snapshot's channel to the host is.
  private static let channel = Wire.descriptor + 1

  /// What the host is told by the byte in a message.
  enum Word {
    static let isReady: UInt8 = 1
    static let isUnfit: UInt8 = 2
    /// Followed by the process's id.
    static let forked: UInt8 = 3
  }

  /// In a fork of the host or of a snapshot: does what is ordered.
  /// - Parameters:
  ///   - order: What to run.
  ///   - descriptors: Standard output and error, the wire and, for a snapshot, the channel to the host.
  ///   - host: The process that is to outlive this one.
  static func become(_ order: SnapshotOrder, _ descriptors: [Int32], under host: pid_t) -> Never {
    if order.kind == .attempt { attempt(order, descriptors, under: host) }
    settle(descriptors, under: host)
    cspawn_limit_self(channel + 1, order.run.memory, order.run.fileSize, 0)
    runLibrary(order.words.library)
    wait(under: host)
  }

  private static func settle(_ descriptors: [Int32], under host: pid_t) {
    setpgid(0, 0)
    cspawn_end_with_parent(host)
    // Descriptors that are still needed are out of the way of those to be made.
    let lifted = descriptors.map { fcntl($0, F_DUPFD_CLOEXEC, 32) }
    for (descriptor, target) in zip(lifted, [STDOUT_FILENO, STDERR_FILENO, Wire.descriptor, channel]) {
      dup2(descriptor, target)
    }
    _ = fcntl(channel, F_SETFD, FD_CLOEXEC)
  }

  private static func wait(under host: pid_t) -> Never {
    guard cspawn_is_alone(channel + 1) != 0 else {
      tell([Word.isUnfit])
      _exit(0)
    }
    cspawn_hide_self(1)
    tell([Word.isReady])
    while let (order, descriptors) = receiveOrder(from: channel) {
      let child = cspawn_fork_sibling()
      if child == 0 { become(order, descriptors, under: host) }
      for descriptor in descriptors { close(descriptor) }
      tell([Word.forked] + withUnsafeBytes(of: Int32(child)) { Array($0) })
    }
    _exit(0)
  }

  private static func tell(_ bytes: [UInt8]) { _ = cspawn_send(channel, bytes, bytes.count, nil, 0) }

  /// Runs an answer, after which there is nothing to be done.
  private static func attempt(_ order: SnapshotOrder, _ descriptors: [Int32], under host: pid_t) -> Never {
    settle(descriptors, under: host)
    // A backtracer reads the memory of a program that crashed. Nothing is in it that the program may not know.
    cspawn_hide_self(0)
    // The channel is not for answers.
    cspawn_limit_self(
      channel, order.run.memory, order.run.fileSize, UInt64(order.run.answer.processor.rounded(.up)) + 1)
    let selection = order.words.selection
    __lessonSelect(selection.isEmpty ? nil : selection)
    guard let answer = dlsym(loadedOrRefused(order.words.library), order.words.preamble) else {
      refuseForLoading("no such answer")
    }
    unsafeBitCast(answer, to: (@convention(c) () -> Void).self)()
    exit(0)
  }
}

/// The next order on a channel and the descriptors that came with it; `nil` at its end, and for nonsense.
func receiveOrder(from channel: Int32) -> (order: SnapshotOrder, descriptors: [Int32])? {
  var bytes = [UInt8](repeating: 0, count: SnapshotOrder.largestSize)
  var descriptors = [Int32](repeating: -1, count: Int(cspawn_most_sent))
  var count = Int32(descriptors.count)
  let size = cspawn_receive(channel, &bytes, bytes.count, &descriptors, &count)
  guard size > 0, let order = SnapshotOrder(reading: Array(bytes[..<size])) else { return nil }
  return (order, Array(descriptors[..<Int(count)]))
}
