import Synchronization

/// Whoever is told of a lesson, each as fast as it likes, and the sum of all that has been told.
///
/// Events wait for a listener, but not without end: one that takes too few loses those that wait, and is given that sum instead. One that
/// has gone is forgotten. A run tells from many threads, and one that was overtaken by an edit may still have something to say: that is not
/// passed on.
package final class Listeners: Sendable {
  fileprivate struct Listener {
    let room: EventRoom?
    var events: [LiveEvent] = []
    /// Bytes of texts and values.
    var size = 0
    var hasMissed = false
    /// Who waits for the next event, and whether it is wanted no more.
    var waiting: CheckedContinuation<LiveEvent?, Never>?
    var isGone = false
  }

  private struct State {
    var known: KnownLesson
    var listeners: [Int: Listener] = [:]
    var count = 0
    var run = 0
    var isEnded = false
  }

  private let state: Mutex<State>

  /// - Parameter known: What is known before anything is told.
  package init(_ known: KnownLesson) {
    state = Mutex(State(known: known))
  }

  /// The sum of all that has been told.
  package var known: KnownLesson { state.withLock(\.known) }

  /// - Parameter room: How much waits; `nil` for all.
  /// - Returns: What is told from now on.
  package func add(_ room: EventRoom?) -> AsyncStream<LiveEvent> {
    let number = state.withLock { state in
      state.count += 1
      state.listeners[state.count] = Listener(room: room)
      return state.count
    }
    let listening = Listening(number, among: self)
    return AsyncStream(unfolding: { await listening.next() }, onCancel: { listening.end() })
  }

  /// From now on only this run has anything to tell.
  package func next(_ run: Int) { state.withLock { $0.run = run } }

  package func tell(_ event: LiveEvent, ofRun run: Int) {
    state.withLock { state in
      guard state.run == run, !state.isEnded else { return }
      state.known.apply(event)
      for number in state.listeners.keys { state.listeners[number]?.take(event) }
    }
  }

  /// There is nothing more to be told; what waits is still given.
  package func end() {
    state.withLock { state in
      state.isEnded = true
      for number in state.listeners.keys { state.listeners[number]?.resume(with: nil) }
    }
  }

  /// How many listen.
  package var count: Int { state.withLock { $0.listeners.count } }

  // MARK: - One of them

  fileprivate func next(for number: Int) async -> LiveEvent? {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        guard var listener = state.listeners[number], !listener.isGone else {
          return continuation.resume(returning: nil)
        }
        if let event = listener.next(known: state.known) {
          continuation.resume(returning: event)
        } else if state.isEnded {
          continuation.resume(returning: nil)
        } else {
          listener.waiting = continuation
        }
        state.listeners[number] = listener
      }
    }
  }

  fileprivate func remove(_ number: Int) {
    state.withLock { $0.listeners.removeValue(forKey: number)?.waiting?.resume(returning: nil) }
  }
}

/// How much waits for a listener that is slow.
package struct EventRoom: Sendable {
  package var events: Int
  /// Of texts and values.
  package var bytes: Int

  package init(events: Int = 1000, bytes: Int = 4 << 20) {
    (self.events, self.bytes) = (events, bytes)
  }
}

extension Listeners.Listener {
  fileprivate mutating func take(_ event: LiveEvent) {
    if hasMissed { return }
    if waiting != nil { return resume(with: event) }
    events.append(event)
    size += event.size
    guard let room, events.count > room.events || size > room.bytes else { return }
    (events, size, hasMissed) = ([], 0, true)
  }

  fileprivate mutating func next(known: KnownLesson) -> LiveEvent? {
    if hasMissed {
      hasMissed = false
      return .missed(known)
    }
    guard !events.isEmpty else { return nil }
    let event = events.removeFirst()
    size -= event.size
    return event
  }

  fileprivate mutating func resume(with event: LiveEvent?) {
    waiting?.resume(returning: event)
    waiting = nil
  }
}

/// A listener's place, which is given up when nobody holds it any more.
private final class Listening: Sendable {
  private let number: Int
  private let listeners: Listeners

  init(_ number: Int, among listeners: Listeners) {
    (self.number, self.listeners) = (number, listeners)
  }

  func next() async -> LiveEvent? { await listeners.next(for: number) }
  func end() { listeners.remove(number) }
  deinit { end() }
}

extension LiveEvent {
  /// Bytes of what can be large.
  fileprivate var size: Int {
    switch self {
    case .printed(_, let text): text.utf8.count
    case .shown(_, let value): value.byteCount
    case .faulty(_, let text): text.utf8.count
    default: 0
    }
  }
}
