import Synchronization

/// A request on its way to its answer.
final class Exchange: Sendable {
  enum Step {
    case reply(Reply)
    case begin(Request)
    case wait
  }

  private struct State {
    var request: Request
    var refusal: Reply?
    var passedOver = 0
    var isBegun = false
    var reply: Reply?
    var resting: (connection: Connection, library: MicroHTTP)?
    var atEnd: @Sendable () -> Void = {}
  }

  private static let mostPassedOver = 64 << 20

  private let state: Mutex<State>

  /// A refusal is said whatever the body is.
  init(_ request: Request, refusal: Reply?) {
    state = Mutex(State(request: request, refusal: refusal))
  }

  var refusal: Reply? { state.withLock(\.refusal) }
  var hasBody: Bool { state.withLock { $0.request.method == "POST" } }

  /// Takes a piece of the body.
  /// - Returns: Whether any more is taken.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    state.withLock { state in
      if state.refusal == nil, state.request.body.count + bytes.count > Admission.mostBytes {
        state.refusal = Reply(Admission.Refusal.tooLong)
        state.request.body = []
      }
      guard state.refusal != nil else {
        state.request.body += bytes
        return true
      }
      state.passedOver += bytes.count
      return state.passedOver <= Self.mostPassedOver
    }
  }

  /// What is to be done now that the request is whole, or that there is an answer.
  func next() -> Step {
    state.withLock { state in
      if let reply = state.reply ?? state.refusal { return .reply(reply) }
      guard !state.isBegun else { return .wait }
      state.isBegun = true
      return .begin(state.request)
    }
  }

  /// Lets the connection rest until there is an answer.
  func rest(on connection: Connection, of library: MicroHTTP) {
    state.withLock { $0.resting = (connection, library) }
    library.suspend(connection.handle)
  }

  func fulfil(_ reply: Reply) {
    state.withLock { state in
      guard let (connection, library) = state.resting else { return }
      (state.reply, state.resting) = (reply, nil)
      library.resume(connection.handle)
    }
  }

  func onEnd(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.atEnd = body } }

  func end() {
    let body = state.withLock { state in
      defer { state.atEnd = {} }
      return state.atEnd
    }
    body()
  }
}
