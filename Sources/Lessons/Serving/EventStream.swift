import Synchronization

/// Events on their way to one browser (Server-Sent Events). They wait here until libmicrohttpd's thread takes them.
package final class EventStream: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    /// How many of them have been taken.
    var taken = 0
    var suspended: Connection?
    var isClosed = false
    var isGone = false
  }

  /// A browser that takes less than this is given up: it comes again, and is told how things stand then.
  private static let mostWaiting = 8 << 20

  private let state = Mutex(State())
  private let library: MicroHTTP
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(_ library: MicroHTTP) { self.library = library }

  /// - Parameters:
  ///   - id: What the browser says when it comes again.
  ///   - data: A text without line ends.
  /// - Returns: Whether anybody listens.
  @discardableResult
  package func send(id: String, data: String) -> Bool { push("id: \(id)\ndata: \(data)\n\n") }

  /// Says nothing, by which it shows whether the browser is there still.
  @discardableResult
  package func beat() -> Bool { push(":\n\n") }

  package func close() { wake { $0.isClosed = true } }

  /// Has a task make the events; it is cancelled when the browser has gone.
  func start(_ make: @escaping @Sendable (EventStream) async -> Void) {
    let made = Task { [self] in
      await make(self)
      close()
    }
    task.withLock { $0 = made }
    if state.withLock(\.isGone) { made.cancel() }
  }

  private func push(_ text: String) -> Bool {
    wake { state in
      state.bytes += text.utf8
      if state.bytes.count - state.taken > Self.mostWaiting { (state.isClosed, state.isGone) = (true, true) }
    }
    return state.withLock { !$0.isGone }
  }

  private func wake(_ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      guard let connection = state.suspended else { return }
      state.suspended = nil
      library.resume(connection.handle)
    }
  }

  // MARK: - For libmicrohttpd's thread

  /// Takes some bytes; without any, the connection rests until there are.
  /// - Returns: How many, -1 at the end, -2 if it is broken off.
  func read(into buffer: UnsafeMutablePointer<CChar>, _ size: Int, from connection: Connection) -> Int {
    state.withLock { state in
      if state.isGone { return -2 }
      let rest = state.bytes.count - state.taken
      guard rest > 0 else {
        if state.isClosed { return -1 }
        state.suspended = connection
        library.suspend(connection.handle)
        return 0
      }
      let count = min(size, rest)
      state.bytes.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(start: buffer, count: count).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[state.taken..<state.taken + count]))
      }
      state.taken += count
      if state.taken == state.bytes.count { (state.bytes, state.taken) = ([], 0) }
      return count
    }
  }

  /// The browser has gone.
  func forget() {
    state.withLock { ($0.isGone, $0.suspended) = (true, nil) }
    task.withLock { $0?.cancel() }
  }
}
