import Reading
import Reporting
import Serving
import Testing

@Suite("Who is let in to a server")
struct AdmissionTests {
  private static let token = AccessToken(Array(0..<16))
  private static let admission = Admission(token, port: 7450)
  private static let cookie = "lesson-run-7450=\(token.text)"

  /// A request as a browser that has the cookie sends it from one of the site's own pages.
  private static func request(_ method: String = "GET", _ path: String = "/02-padding.html") -> Request {
    var request = Request(method, path, headers: ["host": "127.0.0.1:7450", "cookie": cookie])
    guard method == "POST" else { return request }
    request.headers["origin"] = "http://127.0.0.1:7450"
    request.headers["content-type"] = "application/json"
    request.headers["content-length"] = "100"
    return request
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var request: Request
    var verdict: Admission.Verdict

    init(
      _ name: String, _ verdict: Admission.Verdict, _ method: String = "GET", path: String = "/02-padding.html",
      _ change: (inout Request) -> Void = { _ in }
    ) {
      (testDescription, self.verdict) = (name, verdict)
      request = AdmissionTests.request(method, path)
      change(&request)
    }
  }

  static let cases: [Case] = [
    Case("a page", .admitted), Case("an order", .admitted, "POST"), Case("a head", .admitted, "HEAD"),
    Case("by another of its names", .admitted) { $0.headers["host"] = "localhost:7450" },
    Case("among other cookies", .admitted) { $0.headers["cookie"] = "a=b; \(cookie); c=d" },
    Case("an order by its other name", .admitted, "POST") {
      ($0.headers["host"], $0.headers["origin"]) = ("localhost:7450", "http://localhost:7450")
    },

    Case("a name that somebody made lead here", .refused(.wrongHost)) { $0.headers["host"] = "evil.example:7450" },
    Case("such a name with ours in it", .refused(.wrongHost)) { $0.headers["host"] = "127.0.0.1.evil.example:7450" },
    Case("no host", .refused(.wrongHost)) { $0.headers["host"] = nil },
    Case("a host without its port", .refused(.wrongHost)) { $0.headers["host"] = "127.0.0.1" },
    Case("another port", .refused(.wrongHost)) { $0.headers["host"] = "127.0.0.1:80" },
    Case("a port with a sign", .refused(.wrongHost)) { $0.headers["host"] = "127.0.0.1:+7450" },
    Case("two ports", .refused(.wrongHost)) { $0.headers["host"] = "127.0.0.1:7450:7450" },

    Case("an order of a foreign page", .refused(.foreignOrigin), "POST") {
      $0.headers["origin"] = "http://evil.example"
    },
    Case("an order of another server's page on this machine", .refused(.foreignOrigin), "POST") {
      $0.headers["origin"] = "http://127.0.0.1:8080"
    },
    Case("an order of a page under the other name", .refused(.foreignOrigin), "POST") {
      $0.headers["origin"] = "http://localhost:7450"
    },
    Case("an order of a file's page", .refused(.foreignOrigin), "POST") { $0.headers["origin"] = "null" },
    Case("an order of nobody knows whose", .refused(.foreignOrigin), "POST") { $0.headers["origin"] = nil },
    Case("a file that a foreign page loads", .refused(.foreignOrigin)) { $0.headers["sec-fetch-site"] = "cross-site" },
    Case("a file that a neighbour's page loads", .refused(.foreignOrigin)) {
      $0.headers["sec-fetch-site"] = "same-site"
    },
    Case("a page that was typed", .admitted) { $0.headers["sec-fetch-site"] = "none" },

    Case("no cookie", .refused(.noToken)) { $0.headers["cookie"] = nil },
    Case("another server's cookie", .refused(.noToken)) { $0.headers["cookie"] = "lesson-run-80=\(token.text)" },
    Case("a wrong cookie", .refused(.wrongToken)) { $0.headers["cookie"] = "lesson-run-7450=\(AccessToken().text)" },
    Case("an empty cookie", .refused(.wrongToken)) { $0.headers["cookie"] = "lesson-run-7450=" },
    Case("the beginning of the token", .refused(.wrongToken)) { $0.headers["cookie"] = "\(cookie.dropLast())" },
    Case("the token in the address", .welcome(to: "/02-padding.html")) {
      ($0.token, $0.headers["cookie"]) = (token.text, nil)
    },
    Case("it again, with an old cookie", .welcome(to: "/02-padding.html")) {
      ($0.token, $0.headers["cookie"]) = (token.text, "lesson-run-7450=1")
    },
    Case("it on another page's link", .welcome(to: "/02-padding.html")) {
      ($0.token, $0.headers["sec-fetch-site"]) = (token.text, "cross-site")
    },
    Case("a wrong token in the address, whatever the cookie", .refused(.wrongToken)) { $0.token = "1" },
    Case("an order with the token alone", .refused(.noToken), "POST") {
      ($0.token, $0.headers["cookie"]) = (token.text, nil)
    },

    Case("a path that climbs", .refused(.wrongPath), path: "/files/../../etc/passwd"),
    Case("a path of a host", .refused(.wrongPath), path: "//evil.example/"),
    Case("a path of another system", .refused(.wrongPath), path: "/files\\..\\secret"),
    Case("a path with a line end", .refused(.wrongPath), path: "/a\r\nSet-Cookie: b"),
    Case("a path without end", .refused(.wrongPath), path: "/" + String(repeating: "a", count: 5000)),
    Case("a token at a path that leads elsewhere", .refused(.wrongPath), path: "//evil.example/") {
      $0.token = token.text
    },
    Case("another method", .refused(.wrongMethod), "PUT"), Case("yet another", .refused(.wrongMethod), "OPTIONS"),

    Case("a form", .refused(.wrongType), "POST") { $0.headers["content-type"] = "text/plain" },
    Case("no type", .refused(.wrongType), "POST") { $0.headers["content-type"] = nil },
    Case("as much as there may be", .admitted, "POST") { $0.headers["content-length"] = "1048576" },
    Case("a byte more", .refused(.tooLong), "POST") { $0.headers["content-length"] = "1048577" },
    Case("more than can be counted", .refused(.tooLong), "POST") {
      $0.headers["content-length"] = "99999999999999999999"
    },
  ]

  @Test("each request has its verdict", arguments: cases)
  func verdicts(known: Case) {
    #expect(Self.admission.verdict(on: known.request) == known.verdict)
  }

  @Test("two servers have different tokens, and each knows its own")
  func tokens() {
    let (one, other) = (AccessToken(), AccessToken())
    #expect(one != other && one.text.count == 32)
    #expect(one.matches(one.text))
    for wrong in [nil, "", other.text, one.text + "0", one.text.uppercased() + " ", String(one.text.reversed())] {
      #expect(!one.matches(wrong))
    }
  }

  @Test("scripts do not see the cookie, and other sites' pages do not send it")
  func cookie() {
    #expect(Self.admission.cookie == "\(Self.cookie); HttpOnly; SameSite=Strict; Path=/")
    #expect(Self.admission.address == "http://127.0.0.1:7450/?token=\(Self.token.text)")
  }

  @Test("whoever is refused is told why, and what to do", arguments: ServerRefusal.allCases)
  func words(refusal: ServerRefusal) {
    #expect((400..<600).contains(refusal.status))
    #expect(Words().refusal(refusal).hasSuffix("."))
  }

  @Test("no script and no style but the site's own files")
  func policy() {
    let policy = Reply.policy(for: [])
    #expect(policy.hasPrefix("default-src 'none'; "))
    #expect(!policy.contains("unsafe") && !policy.contains("*"))
    let ofFigures = Reply.policy(for: [.pooling])
    #expect(ofFigures.replacing(" 'wasm-unsafe-eval'", with: "") == policy && ofFigures != policy)
    let ofTraining = Reply.policy(for: [.pooling, .train])
    #expect(ofTraining.replacing("worker-src blob:; ", with: "") == ofFigures && ofTraining != ofFigures)
  }
}
