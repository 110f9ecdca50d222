import Foundation
import Testing

@Suite("serve")
struct ServeTests {
  static let lesson = """
    # Sums

    ```swift exercise first answer=list
    let list: [Double] = ___
    ```

    ```hint first
    Count from one.
    ```

    ```swift solution first
    let list: [Double] = [1, 2, 3]
    ```

    <script>alert(1)</script>

    """

  let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.folder = folder.url
    try folder.write(Self.lesson, to: "a.md")
  }

  /// A server and what it has printed.
  struct Server {
    var started: Tool.Started
    var address: String
    var port: UInt16
    var cookie: String
  }

  func serve(_ options: String...) throws -> Server {
    let started = try tool.start(["serve", "."] + options)
    let output = { (try? String(contentsOf: started.output, encoding: .utf8)) ?? "" }
    try waitUntil("the address is printed") { output().hasSuffix("\n") || !started.process.isRunning }
    let address = output().trimmingCharacters(in: .newlines)
    let match = try #require(address.wholeMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\/\?token=([0-9a-f]{32})/))
    let port = try #require(UInt16(match.1))
    return Server(
      started: started, address: address, port: port, cookie: "lesson-run-\(port)=\(match.2)")
  }

  func end(_ server: Server) throws {
    server.started.process.terminate()
    _ = try server.started.wait()
  }

  /// What a connection gets for some bytes, until the server ends it or `isEnough` says so.
  func exchange(
    _ port: UInt16, _ bytes: [UInt8], until isEnough: (String) -> Bool = { _ in false }
  ) throws -> String {
    let descriptor = try connection(to: port)
    defer { close(descriptor) }
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { break }
      sent += count
    }
    var received: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 {
      received += chunk[..<count]
      if isEnough(String(decoding: received, as: UTF8.self)) { break }
    }
    return String(decoding: received, as: UTF8.self)
  }

  func connection(to port: UInt16) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0)
    // Whatever is awaited comes sooner; a server that says nothing ends the test.
    var patience = timeval(tv_sec: 300, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    return descriptor
  }

  /// By default of a version in which a body comes as it is, and not in pieces.
  func head(
    _ method: String, _ path: String, _ port: UInt16, _ headers: [String] = [], version: String = "1.0"
  ) -> String {
    (["\(method) \(path) HTTP/\(version)", "Host: 127.0.0.1:\(port)", "Connection: close"] + headers)
      .joined(separator: "\r\n") + "\r\n\r\n"
  }

  /// The number that a reply begins with; empty if there is none.
  func status(_ reply: String) -> String {
    reply.firstMatch(of: /^HTTP\/1\.\d (\d+)/).map { String($0.1) } ?? ""
  }

  func get(_ path: String, _ server: Server, _ headers: [String]? = nil) throws -> String {
    try exchange(server.port, Array(head("GET", path, server.port, headers ?? ["Cookie: \(server.cookie)"]).utf8))
  }

  func order(_ json: String, _ server: Server, of path: String = "/live/a.html") throws -> String {
    let headers = [
      "Cookie: \(server.cookie)", "Origin: http://127.0.0.1:\(server.port)", "Content-Type: application/json",
      "Content-Length: \(json.utf8.count)",
    ]
    return try exchange(server.port, Array((head("POST", path, server.port, headers) + json).utf8))
  }

  @Test("the token becomes a cookie, without either nothing is told, and pages say what is in the folder")
  func access() throws {
    let server = try serve()
    defer { try? end(server) }
    let welcome = try get("/" + (server.address.split(separator: "/").last ?? ""), server, [])
    #expect(status(welcome) == "303")
    #expect(welcome.contains("Set-Cookie: \(server.cookie); HttpOnly; SameSite=Strict; Path=/\r\n"))
    #expect(welcome.contains("Location: /\r\n"))
    #expect(status(try get("/?token=0123", server, [])) == "403")
    let refused = try get("/a.html", server, [])
    #expect(status(refused) == "403" && refused.contains("'lesson-run' has printed") && !refused.contains("Sums"))

    let page = try get("/a.html", server)
    #expect(status(page) == "200" && page.contains("data-editor=\"exercise/first/1\""))
    #expect(page.contains("Content-Security-Policy: default-src 'none';"))
    #expect(page.contains("&lt;script&gt;alert(1)"), "an author's HTML is text")
    #expect(!page.contains("[1, 2, 3]"), "the solution is not in the page")
    #expect(try get("/", server).contains("<a href=\"a.html\">"))
    for path in ["/a.md", "/%2e%2e/a.md", "/files/a.md", "/etc/passwd", "/live/b.html"] {
      #expect(status(try get(path, server)) == "404", "\(path)")
    }
    // A lesson that appears has a page, and one that vanishes has none.
    try folder.write("# Later\n", to: "b.md")
    #expect(try get("/b.html", server).contains("Later"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "b.md"))
    #expect(status(try get("/b.html", server)) == "404")
  }

  @Test("an answer is written into the file, run, and its verdict told to every page; an edit in the file is told too")
  func answered() throws {
    let server = try serve()
    defer { try? end(server) }
    let file = folder.url.appending(path: "a.md")
    #expect(status(try get("/a.html", server)) == "200")
    let events = Array(head("GET", "/live/a.html", server.port, ["Cookie: \(server.cookie)"]).utf8)
    let whole = try exchange(server.port, events) { $0.contains("\"isWhole\":true") && $0.hasSuffix("\n\n") }
    #expect(whole.contains("Content-Type: text/event-stream") && whole.contains("let list: [Double] = ___"))
    let base = try #require(whole.firstMatch(of: /"version":"([0-9a-f]{16})"/)).1
    let answer = try order(
      #"{"action":"run","cell":"exercise/first/1","source":"let list: [Double] = [1, 3, 2]\n","base":"\#(base)"}"#,
      server)
    #expect(answer.contains(#""outcome":"done""#))
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text == Self.lesson.replacing("___", with: "[1, 3, 2]"))
    let verdict = try exchange(server.port, events) { $0.contains("2 of 3 cells differ") || $0.contains("[3]") }
    #expect(verdict.contains("wrong"))
    // Whoever has not seen that is told what stands there.
    let late = try order(
      #"{"action":"run","cell":"exercise/first/1","source":"let list: [Double] = []\n","base":"\#(base)"}"#, server)
    #expect(late.contains(#""outcome":"conflict""#) && late.contains("[1, 3, 2]"))
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    // Another editor.
    try folder.write(Self.lesson.replacing("___", with: "[1, 2, 3]"), to: "a.md")
    let passed = try exchange(server.port, events) { $0.contains("passed") }
    #expect(passed.contains("1 of 1 point"))
    try folder.write(Self.lesson.replacing("answer=list", with: "anser=list"), to: "a.md")
    let faulty = try exchange(server.port, events) { $0.contains("no option of an exercise") }
    #expect(faulty.contains("earlier save"))
    #expect(try order(#"{"action":"hint","cell":"exercise/first/1"}"#, server).contains(#""outcome":"done""#))
    let hinted = try exchange(server.port, events) { $0.contains("Count from one.") }
    #expect(hinted.contains("hints exercise/first/1"))
  }

  @Test("what is too long, senseless or from elsewhere changes nothing")
  func misuse() throws {
    let server = try serve()
    defer { try? end(server) }
    let long = [UInt8](repeating: 0x61, count: 10 << 20)
    let headers = [
      "Cookie: \(server.cookie)", "Origin: http://127.0.0.1:\(server.port)", "Content-Type: application/json",
    ]
    let known = head("POST", "/live/a.html", server.port, headers + ["Content-Length: \(long.count)"])
    #expect(status(try exchange(server.port, Array(known.utf8) + long)) == "413")
    let pieces = head("POST", "/live/a.html", server.port, headers + ["Transfer-Encoding: chunked"], version: "1.1")
    let chunked = Array("a00000\r\n".utf8) + long + Array("\r\n0\r\n\r\n".utf8)
    #expect(status(try exchange(server.port, Array(pieces.utf8) + chunked)) == "413")
    #expect(status(try order("{", server)) == "400")
    #expect(try order(#"{"action":"run","cell":"solution/first/1","source":"","base":""}"#, server).contains("refused"))
    let foreign = [
      "Cookie: \(server.cookie)", "Origin: http://evil.example", "Content-Type: application/json", "Content-Length: 2",
    ]
    #expect(
      status(try exchange(server.port, Array((head("POST", "/live/a.html", server.port, foreign) + "{}").utf8)))
        == "403")
    #expect(["400", ""].contains(status(try exchange(server.port, Array("nonsense\r\n\r\n".utf8)))))
    #expect(try String(contentsOf: folder.url.appending(path: "a.md"), encoding: .utf8) == Self.lesson)
    #expect(status(try get("/a.html", server)) == "200")
  }

  @Test("a port that is taken is named; without one, another is found")
  func ports() throws {
    let server = try serve()
    defer { try? end(server) }
    let second = try tool.run("serve", ".", "--port", "\(server.port)")
    #expect(second.status == 4 && second.errors.contains("port \(server.port) is taken"))
    #expect(try tool.run("serve", ".", "--port", "0").status == 2)
    #expect(try tool.run("serve", "nowhere").errors.contains("there is no folder 'nowhere'"))
    #expect(try tool.run("serve", "a.md").errors.contains("is no folder"))
    let other = try serve()
    #expect(other.port != server.port)
    try end(other)
  }

  @Test("whoever writes a lesson edits every cell, and checks it beside the page")
  func author() throws {
    let server = try serve("--author")
    defer { try? end(server) }
    #expect(try get("/a.html", server).contains("data-editor=\"solution/first/1\""))
    let events = Array(head("GET", "/live/a.html", server.port, ["Cookie: \(server.cookie)"]).utf8)
    let whole = try exchange(server.port, events) { $0.contains("solution/first/1") && $0.hasSuffix("\n\n") }
    let cell = try #require(whole.firstMatch(of: /"solution\/first\/1":{[^}]*"version":"([0-9a-f]{16})"/))
    let answer = try order(
      #"{"action":"run","cell":"solution/first/1","source":"let list: [Double] = [4]\n","base":"\#(cell.1)"}"#, server)
    #expect(answer.contains(#""outcome":"done""#))
    #expect(
      try String(contentsOf: folder.url.appending(path: "a.md"), encoding: .utf8)
        == Self.lesson.replacing("[1, 2, 3]", with: "[4]"))
    #expect(try order(#"{"action":"check"}"#, server).contains(#""outcome":"done""#))
    let checked = try exchange(server.port, events) { $0.contains("1 exercise, 1 point") }
    #expect(checked.contains("a.md: 1 exercise, 1 point, 0 typical mistakes, 0 examples: "))
    let workspace = try tool.run("start", ".", "mine")
    #expect(workspace.status == 0)
    #expect(try tool.run("serve", "mine", "--author").status == 2)
  }

  @Test("Ctrl-C ends it with all that runs and all who listen")
  func interrupted() throws {
    try folder.write(
      Self.lesson.replacing("answer=list", with: "answer=list timeout=600")
        .replacing("___", with: "{ var a = 0.0; while true { a += 1 } }()"), to: "a.md")
    let server = try serve()
    let listener = try connection(to: server.port)
    defer { close(listener) }
    let events = Array(head("GET", "/live/a.html", server.port, ["Cookie: \(server.cookie)"]).utf8)
    _ = events.withUnsafeBytes { send(listener, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    try waitUntil("the cell runs") { programs(in: folder.url).contains("lesson-cell") }
    kill(server.started.process.processIdentifier, SIGINT)
    let result = try server.started.wait()
    #expect(result.isSignalled && result.status == SIGINT)
    var byte = [UInt8](repeating: 0, count: 1 << 16)
    while recv(listener, &byte, byte.count, 0) > 0 {}
    try waitUntil("nothing of it is left") { programs(in: folder.url).isEmpty }
  }

  /// The names of the programs that work in a folder.
  private func programs(in folder: URL) -> [String] {
    let place = Tool.realPath(folder)
    let ids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.filter { Int($0) != nil } ?? []
    return ids.filter { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd")) == place }
      .compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/exe") }
      .compactMap { $0.split(separator: "/").last.map(String.init) }
  }

  @Test("--open leads a browser in without telling other users of the machine the way")
  func open() throws {
    let bin = folder.url.appending(path: "bin")
    try folder.writeProgram(
      "#!/bin/sh\necho \"$@\" >'\(folder.url.path)/asked.new'\nmv '\(folder.url.path)/asked.new' '\(folder.url.path)/asked'\n",
      to: "bin/xdg-open")
    var copy = self
    copy.tool.environment["PATH"] = "\(bin.path):\(tool.environment["PATH"] ?? "")"
    copy.tool.environment["XDG_RUNTIME_DIR"] = folder.url.path
    let server = try copy.serve("--open")
    let asked = folder.url.appending(path: "asked")
    try waitUntil("a browser is asked for") { FileManager.default.fileExists(atPath: asked.path) }
    let words = try String(contentsOf: asked, encoding: .utf8).trimmingCharacters(in: .newlines)
    #expect(words.hasPrefix(folder.url.path + "/lesson-run-") && words.hasSuffix(".html"))
    #expect(try String(contentsOf: URL(filePath: words), encoding: .utf8).contains("url=\(server.address)\""))
    let rights = try FileManager.default.attributesOfItem(atPath: words)[.posixPermissions] as? Int
    #expect(rights == 0o600)
    try end(server)
    #expect(!FileManager.default.fileExists(atPath: words))
  }
}
