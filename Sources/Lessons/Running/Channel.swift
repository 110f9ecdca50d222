import CSpawn
import Glibc
import Platform
import Support
import Synchronization

/// A channel to a process that lives long: orders go one way, what became of them comes back, under the number of the order.
final class Channel: Sendable {
  /// No message is longer.
  private static let longestReply = 4096

  private struct State {
    var waiting: [UInt32: CheckedContinuation<[UInt8]?, Never>] = [:]
    var isClosed = false
  }

  /// An open descriptor, until it is closed: then its number may be another's, and nothing must be done to it any more.
  private final class OwnEnd: Sendable {
    let number: Int32
    private let isOpen = Mutex(true)

    init(_ number: Int32) { self.number = number }

    func send(_ order: [UInt8], _ descriptors: [Int32]) -> Bool {
      isOpen.withLock {
        $0 && cspawn_send(number, order, order.count, descriptors, Int32(descriptors.count)) == 0
      }
    }

    /// Whoever listens at either end wakes up.
    func hangUp() {
      isOpen.withLock { if $0 { shutdown(number, Int32(SHUT_RDWR)) } }
    }

    func close() {
      isOpen.withLock { isOpen in
        if isOpen { Glibc.close(number) }
        isOpen = false
      }
    }
  }

  private let state = Mutex(State())
  private let ownEnd: OwnEnd
  let childsEnd: Int32

  /// - Throws: If there are no more descriptors or threads to be had.
  init() throws(MachineFailure) {
    var ends: [Int32] = [-1, -1]
    let failure = cspawn_channel(&ends)
    guard failure == 0 else {
      throw .system(.noChannel(failure))
    }
    (ownEnd, childsEnd) = (OwnEnd(ends[0]), ends[1])
    do throws(SystemError) { try startThread { [weak self, ownEnd] in Self.listen(ownEnd) { self } } } catch {
      throw .system(.noThread(error.number))
    }
  }

  deinit {
    Glibc.close(childsEnd)
    // The thread that listens closes the end.
    ownEnd.hangUp()
  }

  /// Whether there is anybody at the other end.
  var isOpen: Bool { state.withLock { !$0.isClosed } }

  /// To be called when the host has ended: nobody else tells, as this process holds both ends.
  func hangUp() { ownEnd.hangUp() }

  /// Sends an order and waits for what becomes of it.
  /// - Parameters:
  ///   - id: The number with which the reply begins.
  ///   - order: The order.
  ///   - descriptors: What goes with it.
  ///   - cancel: Is called when the task is cancelled; the reply is waited for all the same.
  /// - Returns: The reply; `nil` if there is nobody at the other end, or no longer.
  func reply(
    to id: UInt32, _ order: [UInt8], with descriptors: [Int32], cancellingBy cancel: @Sendable () -> Void = {}
  ) async -> [UInt8]? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isClosed = state.withLock { state in
          if !state.isClosed { state.waiting[id] = continuation }
          return state.isClosed
        }
        guard !isClosed else { return continuation.resume(returning: nil) }
        if !send(order, descriptors) { resume(id, nil) }
      }
    } onCancel: {
      cancel()
    }
  }

  /// - Returns: Whether it could be sent.
  @discardableResult
  func send(_ order: [UInt8], _ descriptors: [Int32] = []) -> Bool { ownEnd.send(order, descriptors) }

  private func resume(_ id: UInt32, _ reply: [UInt8]?) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: reply)
  }

  private static func listen(_ end: OwnEnd, _ channel: () -> Channel?) {
    var bytes = [UInt8](repeating: 0, count: longestReply)
    while true {
      var none: Int32 = 0
      let size = cspawn_receive(end.number, &bytes, bytes.count, nil, &none)
      guard size > 0, let channel = channel() else { break }
      guard size >= MemoryLayout<UInt32>.size else { continue }
      // What has been answered may send more later: nobody waits for that.
      channel.resume(bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }, Array(bytes[..<size]))
    }
    channel()?.markClosed()
    end.close()
  }

  private func markClosed() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for continuation in waiting { continuation.resume(returning: nil) }
  }
}
