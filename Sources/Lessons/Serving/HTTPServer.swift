import CMicrohttpd
import Glibc
import Synchronization

/// A server on 127.0.0.1. One thread of libmicrohttpd's reads and writes; answers are made by tasks.
package final class HTTPServer: Sendable {
  /// Connections at once, and seconds after which one that says nothing is closed.
  private static let (mostConnections, silence): (UInt32, UInt32) = (200, 20)

  private struct Daemon: @unchecked Sendable { let handle: OpaquePointer }

  fileprivate let library: MicroHTTP
  fileprivate let check: @Sendable (Request) -> Reply?
  fileprivate let answer: @Sendable (Request) async -> Reply
  private let running = Mutex<Daemon?>(nil)
  private let streams = Mutex<[ObjectIdentifier: EventStream]>([:])
  private let exchanges = Mutex<[ObjectIdentifier: Exchange]>([:])

  /// `nil` if there is no libmicrohttpd.
  /// - Parameters:
  ///   - check: What is said at once to the head of a request, before its body is taken; `nil` if it is to be answered.
  ///   - answer: Makes the answer.
  package init?(
    checking check: @escaping @Sendable (Request) -> Reply?, answer: @escaping @Sendable (Request) async -> Reply
  ) {
    guard let library = MicroHTTP.open() else { return nil }
    (self.library, self.check, self.answer) = (library, check, answer)
  }

  /// - Parameter port: 0 for any that is free.
  /// - Returns: The port; `nil` if it is taken.
  package func start(port: UInt16) -> UInt16? {
    let completed: MHD_RequestCompletedCallback = { server, _, context, _ in
      guard let place = context?.pointee else { return }
      context?.pointee = nil
      Unmanaged<Exchange>.fromOpaque(place).takeRetainedValue().end()
    }
    let limits = microhttpd_limits(
      connections: Self.mostConnections, seconds: Self.silence, memory: 32 << 10)
    let me = Unmanaged.passUnretained(self).toOpaque()
    let handler: MHD_AccessHandlerCallback = { handle($0, $1, $2, $3, $4, $5, $6, $7) }
    guard let handle = microhttpd_start(library.functions, port, limits, handler, completed, me) else { return nil }
    running.withLock { $0 = Daemon(handle: handle) }
    return microhttpd_port(library.functions, handle)
  }

  /// Ends every connection. Those that rest must go on first: libmicrohttpd would abort.
  package func stop() {
    let old = running.withLock { daemon -> Daemon? in
      defer { daemon = nil }
      return daemon
    }
    guard let handle = old?.handle else { return }
    let listening = library.quiesce?(handle) ?? -1
    for stream in streams.withLock({ Array($0.values) }) { stream.close() }
    for exchange in exchanges.withLock({ Array($0.values) }) { exchange.fulfil(Reply(.ending)) }
    library.stop?(handle)
    if listening >= 0 { close(listening) }
  }

  // MARK: - For libmicrohttpd's thread

  fileprivate func begin(_ exchange: Exchange, _ request: Request, on connection: Connection) {
    exchanges.withLock { $0[ObjectIdentifier(exchange)] = exchange }
    exchange.rest(on: connection, of: library)
    let task = Task { [answer] in exchange.fulfil(await answer(request)) }
    exchange.onEnd { [weak self] in
      task.cancel()
      self?.exchanges.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(exchange)) }
    }
  }

  fileprivate func queue(_ reply: Reply, on connection: Connection) -> MHD_Result {
    let response: OpaquePointer?
    switch reply.content {
    case .bytes(var bytes): response = library.from_buffer(bytes.count, &bytes, .RESPMEM_MUST_COPY)
    case .events(let make):
      let stream = EventStream(library)
      response = library.from_callback(
        UInt64.max, 32 << 10,
        { context, _, buffer, size in
          guard let context, let buffer else { return -2 }
          let place = Unmanaged<StreamContext>.fromOpaque(context).takeUnretainedValue()
          return place.stream.read(into: buffer, size, from: place.connection)
        }, Unmanaged.passRetained(StreamContext(self, stream, connection)).toOpaque(),
        { context in
          guard let context else { return }
          Unmanaged<StreamContext>.fromOpaque(context).takeRetainedValue().end()
        })
      streams.withLock { $0[ObjectIdentifier(stream)] = stream }
      stream.start(make)
    }
    guard let response else { return .NO }
    defer { library.destroy(response) }
    for header in reply.headers + reply.safety { _ = library.add_header(response, header.name, header.value) }
    return library.queue(connection.handle, reply.status, response)
  }

  fileprivate func forget(_ stream: EventStream) {
    stream.forget()
    streams.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(stream)) }
  }

  fileprivate func request(
    _ connection: Connection, _ path: UnsafePointer<CChar>, _ method: UnsafePointer<CChar>
  ) -> Request? {
    guard let path = String(validatingCString: path) else { return nil }
    var request = Request(String(cString: method), path)
    for name in Request.heededHeaders {
      request.headers[name] = library.look_up(connection.handle, .HEADER_KIND, name).map { String(cString: $0) }
    }
    request.token = library.look_up(connection.handle, .GET_ARGUMENT_KIND, "token").map { String(cString: $0) }
    return request
  }
}

private final class StreamContext: Sendable {
  let server: HTTPServer
  let stream: EventStream
  let connection: Connection

  init(_ server: HTTPServer, _ stream: EventStream, _ connection: Connection) {
    (self.server, self.stream, self.connection) = (server, stream, connection)
  }

  func end() { server.forget(stream) }
}

/// Called for the head of a request, for each piece of its body, at its end, and again when there is an answer.
private func handle(
  _ server: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ path: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ data: UnsafePointer<CChar>?,
  _ size: UnsafeMutablePointer<Int>?, _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let server, let handle = connection, let path, let method, let size, let context else { return .NO }
  let owner = Unmanaged<HTTPServer>.fromOpaque(server).takeUnretainedValue()
  let connection = Connection(handle: handle)
  guard let place = context.pointee else {
    guard let request = owner.request(connection, path, method) else {
      return owner.queue(Reply(.noRequest), on: connection)
    }
    let exchange = Exchange(request, refusal: owner.check(request))
    context.pointee = Unmanaged.passRetained(exchange).toOpaque()
    // Whoever sends a body is told at its end, or would not listen.
    if let refusal = exchange.refusal, !exchange.hasBody { return owner.queue(refusal, on: connection) }
    return .YES
  }
  let exchange = Unmanaged<Exchange>.fromOpaque(place).takeUnretainedValue()
  if size.pointee > 0 {
    defer { size.pointee = 0 }
    return exchange.take(UnsafeRawBufferPointer(start: data, count: size.pointee)) ? .YES : .NO
  }
  switch exchange.next() {
  case .reply(let reply): return owner.queue(reply, on: connection)
  case .begin(let request):
    owner.begin(exchange, request, on: connection)
    return .YES
  case .wait: return .YES
  }
}
