import CSpawn
import Glibc
import LessonWire
import Platform
import Support
import Synchronization

/// A channel to a host of snapshots: orders go one way, what became of them comes back.
final class Channel: Sendable {
  private struct State {
    var waiting: [UInt32: CheckedContinuation<SnapshotReply, Never>] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())
  private let ownEnd: Int32
  let childsEnd: Int32

  /// - Throws: If there are no more descriptors or threads to be had.
  init() throws(MachineFailure) {
    var ends: [Int32] = [-1, -1]
    let failure = cspawn_channel(&ends)
    guard failure == 0 else {
      throw MachineFailure(
        "cannot open a channel: \(systemMessage(failure))", advice: "end other programs, or raise the limit: ulimit -n")
    }
    (ownEnd, childsEnd) = (ends[0], ends[1])
    do throws(SystemError) { try startThread { [weak self, ownEnd] in Self.listen(ownEnd) { self } } } catch {
      throw MachineFailure(
        "cannot start a thread: \(error.message)", advice: "end other programs, or raise the limit: ulimit -u")
    }
  }

  deinit {
    Glibc.close(childsEnd)
    // The thread that listens wakes up, and closes the end.
    shutdown(ownEnd, Int32(SHUT_RDWR))
  }

  /// Whether there is anybody at the other end.
  var isOpen: Bool { state.withLock { !$0.isClosed } }

  /// To be called when the host has ended: nobody else tells, as this process holds both ends.
  func hangUp() { shutdown(ownEnd, Int32(SHUT_RDWR)) }

  /// Sends an order and waits for what becomes of it. When the task is cancelled, what was ordered is ended.
  /// - Parameters:
  ///   - order: The order.
  ///   - descriptors: What goes with it.
  /// - Returns: `isUnfit` also if there is nobody at the other end.
  func reply(to order: SnapshotOrder, with descriptors: [Int32]) async -> SnapshotReply {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isClosed = state.withLock { state in
          if !state.isClosed { state.waiting[order.id] = continuation }
          return state.isClosed
        }
        guard !isClosed else { return continuation.resume(returning: .isUnfit) }
        if !send(order, descriptors) { resume(order.id, .isUnfit) }
      }
    } onCancel: {
      end(order.id)
    }
  }

  /// Ends a snapshot or an attempt.
  func end(_ id: UInt32) {
    let nothing = SessionOrder(
      answer: .init(processor: 0, wall: 0), prelude: nil, memory: 0, fileSize: 0, processes: 0, isNewParty: false)
    _ = send(SnapshotOrder(.end, id, run: nothing, words: SessionWords(selection: "")), [])
  }

  private func send(_ order: SnapshotOrder, _ descriptors: [Int32]) -> Bool {
    let bytes = order.bytes
    return bytes.count <= SnapshotOrder.largestSize
      && cspawn_send(ownEnd, bytes, bytes.count, descriptors, Int32(descriptors.count)) == 0
  }

  private func resume(_ id: UInt32, _ reply: SnapshotReply) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: reply)
  }

  private static func listen(_ end: Int32, _ channel: () -> Channel?) {
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      var none: Int32 = 0
      let size = cspawn_receive(end, &bytes, bytes.count, nil, &none)
      guard size > 0, let channel = channel() else { break }
      // A snapshot that has been ready may end later: nobody waits for that.
      if let (id, reply) = SnapshotReply.reading(Array(bytes[..<size])) { channel.resume(id, reply) }
    }
    channel()?.markClosed()
    Glibc.close(end)
  }

  private func markClosed() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for continuation in waiting { continuation.resume(returning: .isUnfit) }
  }
}
