import Books
import Reading

/// What a browser asks for, as it came over the wire.
package struct Request: Hashable, Sendable {
  package var method: String
  /// Without its escapes; what stands behind a question mark is not in it.
  package var path: String
  /// By names in lower case; of several the first.
  package var headers: [String: String]
  /// What stands behind the question mark as `token`.
  package var token: String?
  package var body: [UInt8]

  package init(
    _ method: String, _ path: String, headers: [String: String] = [:], token: String? = nil, body: [UInt8] = []
  ) {
    (self.method, self.path, self.headers, self.token, self.body) = (method, path, headers, token, body)
  }

  /// The headers that anything here depends on.
  static let heededHeaders = [
    "host", "origin", "cookie", "content-type", "content-length", "sec-fetch-site", "last-event-id",
  ]

  /// The value of a cookie; `nil` if there is none of that name.
  package func cookie(_ name: String) -> String? {
    for part in (headers["cookie"] ?? "").split(separator: ";") {
      let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2, pair[0] == name { return String(pair[1]) }
    }
    return nil
  }
}

/// What a browser is given.
package struct Reply: Sendable {
  package enum Content: Sendable {
    case bytes([UInt8])
    /// Events, as long as the browser listens.
    case events(@Sendable (EventStream) async -> Void)
  }

  package var status: UInt32
  package var headers: [(name: String, value: String)]
  package var content: Content
  /// The kinds of figures that are on it, if it is a page.
  package var figures: Set<FigureKind> = []

  package init(_ status: UInt32 = 200, type: String, _ bytes: [UInt8], headers: [(String, String)] = []) {
    self.status = status
    self.headers = [("Content-Type", type)] + headers.map { (name: $0.0, value: $0.1) }
    content = .bytes(bytes)
  }

  /// A line of plain text.
  package static func words(_ status: UInt32, _ words: String) -> Reply {
    Reply(status, type: "text/plain; charset=utf-8", Array((words + "\n").utf8))
  }

  package static func events(_ make: @escaping @Sendable (EventStream) async -> Void) -> Reply {
    var reply = Reply(type: "text/event-stream", [])
    reply.content = .events(make)
    return reply
  }

  /// What every reply says: nothing but the site's own files, no frame around it, nothing kept, nobody told where a link came from.
  var safety: [(name: String, value: String)] {
    [("Content-Security-Policy", Self.policy(for: figures))] + Self.generalSafety
  }

  private static let generalSafety: [(name: String, value: String)] = [
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
  ]

  /// No script or style within a page, and nothing from elsewhere.
  package static func policy(for figures: Set<FigureKind>) -> String {
    let allowed = FigureFiles.policy(for: figures)
    return "default-src 'none'; script-src 'self'\(allowed.script); \(allowed.worker)style-src 'self'; "
      + "img-src 'self' data:; font-src data:; connect-src 'self'; "
      + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }
}
