import Reporting

/// Decides which requests are answered: those of the site's own pages, in a browser that was given the token.
///
/// The token comes in the address, once, and becomes a cookie that scripts cannot read and other sites' pages do not send. The host's name must be
/// this machine's, or any name could be made to lead here (DNS rebinding); whatever changes something must come from this very origin.
package struct Admission: Sendable {
  package enum Verdict: Hashable, Sendable {
    case admitted
    /// The right token came in the address: the browser gets the cookie and goes to the address without it.
    case welcome(to: String)
    case refused(Refusal)
  }

  package typealias Refusal = ServerRefusal

  /// Bytes of a request's body.
  package static let mostBytes = 1 << 20
  private static let hosts: Set = ["127.0.0.1", "localhost"]

  private let token: AccessToken
  private let port: UInt16

  package init(_ token: AccessToken, port: UInt16) {
    (self.token, self.port) = (token, port)
  }

  /// Cookies are the same for all ports of a machine; two servers must not take each other's.
  package var cookieName: String { "lesson-run-\(port)" }

  package var cookie: String { "\(cookieName)=\(token.text); HttpOnly; SameSite=Strict; Path=/" }

  /// The address with the token.
  package var address: String { "http://127.0.0.1:\(port)/?token=\(token.text)" }

  /// What the head of a request is worth, before anything of its body is taken.
  package func verdict(on request: Request) -> Verdict {
    guard let host = request.headers["host"], isOurs(host) else { return .refused(.wrongHost) }
    guard ["GET", "HEAD", "POST"].contains(request.method) else { return .refused(.wrongMethod) }
    guard Self.isPlain(request.path) else { return .refused(.wrongPath) }
    let isChange = request.method == "POST"
    guard isSameOrigin(request, host: host, isChange: isChange) else { return .refused(.foreignOrigin) }
    if !isChange, let given = request.token {
      return token.matches(given) ? .welcome(to: request.path) : .refused(.wrongToken)
    }
    guard let given = request.cookie(cookieName) else { return .refused(.noToken) }
    guard token.matches(given) else { return .refused(.wrongToken) }
    guard isChange else { return .admitted }
    guard request.headers["content-type"]?.lowercased().hasPrefix("application/json") ?? false else {
      return .refused(.wrongType)
    }
    if let length = request.headers["content-length"], Int(length).map({ $0 > Self.mostBytes }) ?? true {
      return .refused(.tooLong)
    }
    return .admitted
  }

  private func isOurs(_ host: String) -> Bool {
    let parts = host.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, UInt16(parts[1]) == port, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return false
    }
    return Self.hosts.contains(parts[0].lowercased())
  }

  /// A browser says where a request that changes something comes from. Of a page that is opened it need not say so.
  private func isSameOrigin(_ request: Request, host: String, isChange: Bool) -> Bool {
    if let origin = request.headers["origin"] { return origin.lowercased() == "http://\(host.lowercased())" }
    if isChange { return false }
    // A page of another site may lead here, and then needs the token; it may not load anything.
    guard let site = request.headers["sec-fetch-site"], request.token == nil else { return true }
    return ["same-origin", "none"].contains(site)
  }

  /// A path that leads to a page or a file and climbs nowhere.
  private static func isPlain(_ path: String) -> Bool {
    guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), path.utf8.count <= 1024,
      !path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else { return false }
    return !path.split(separator: "/").contains { $0 == ".." || $0 == "." }
  }
}

extension ServerRefusal {
  package var status: UInt32 {
    switch self {
    case .wrongHost, .foreignOrigin, .noToken, .wrongToken: 403
    case .wrongMethod: 405
    case .wrongPath: 404
    case .wrongType: 415
    case .tooLong: 413
    case .noRequest, .noOrder: 400
    case .beginning, .ending: 503
    }
  }
}

extension Reply {
  package init(_ refusal: ServerRefusal) { self = .words(refusal.status, Words().refusal(refusal)) }

  /// What the browser gets for a verdict at once; `nil` if the request is to be answered.
  package init?(_ verdict: Admission.Verdict, of admission: Admission) {
    switch verdict {
    case .admitted: return nil
    case .refused(let refusal): self.init(refusal)
    case .welcome(let path):
      self.init(
        303, type: "text/plain; charset=utf-8", [],
        headers: [("Location", path), ("Set-Cookie", admission.cookie)])
    }
  }
}
