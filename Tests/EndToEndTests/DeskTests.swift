import Foundation
import Testing

/// `desk`: what its server tells a browser, and what it does not. What a browser makes of it is `Tests/Browser/desk.py`'s.
@Suite("desk")
struct DeskTests {
  let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.folder = folder.url
    for (student, answer) in [
      ("Ada Lovelace", "// Ada Lovelace\nlet a = 1\n"), ("Ben", "let a = 2\n"), ("Cleo", "let a = 2\n"),
    ] {
      let exercise = ReviewSample.Exercise(
        name: "first", status: "wrong", points: 0,
        feedback_text: "in/\(student).md:3:1: error",
        answer: student == "Ben" || student == "Cleo" ? "let a = 2\n" : answer)
      var record = ReviewSample.Record(student: student, points: 0, exercises: [exercise])
      (record.submission, record.max_points) = ("in/\(student).md", 2)
      try folder.write(try JSONEncoder().encode(record), to: "results/\(student).json")
    }
    // As grading leaves it, but of another class.
    try folder.write("student,points\n", to: "results/grades.csv")
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.url.appending(path: path)), as: UTF8.self)
  }

  private struct Desk {
    var started: Tool.Started
    var port: String
    var cookie: String
  }

  private func open(_ options: String...) throws -> Desk {
    let started = try tool.start(["desk", "results"] + options)
    let output = { (try? String(contentsOf: started.output, encoding: .utf8)) ?? "" }
    try waitUntil("the address is printed") { output().hasSuffix("\n") || !started.process.isRunning }
    let match = try #require(output().firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\/\?token=([0-9a-f]{32})/))
    return Desk(started: started, port: "\(match.1)", cookie: "lesson-run-\(match.1)=\(match.2)")
  }

  private func end(_ desk: Desk) {
    desk.started.process.terminate()
    _ = try? desk.started.wait()
  }

  private func curl(_ desk: Desk, _ path: String, _ more: String...) throws -> String {
    var curl = Tool()
    curl.executable = URL(filePath: "/usr/bin/env")
    curl.folder = folder.url
    return try curl.run(
      ["curl", "-s", "-i", "-b", desk.cookie, "http://127.0.0.1:\(desk.port)/\(path)"] + more
    ).output
  }

  private func order(_ desk: Desk, _ json: String) throws -> String {
    try curl(
      desk, "desk", "-H", "Content-Type: application/json", "-H", "Origin: http://127.0.0.1:\(desk.port)", "-d", json)
  }

  @Test("nobody gets anything without the token, from elsewhere or by another name; scripts are the server's own")
  func safety() throws {
    let desk = try open()
    defer { end(desk) }
    let page = try curl(desk, "exercise/first")
    #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("script-src 'self'") && page.contains("Ben"))
    for more in [["-b", "x=y"], ["-H", "Host: example.com"], ["-H", "Sec-Fetch-Site: cross-site"]] {
      var curl = Tool()
      curl.executable = URL(filePath: "/usr/bin/env")
      let refused = try curl.run(
        ["curl", "-s", "-i"] + (more[0] == "-b" ? [] : ["-b", desk.cookie]) + more + [
          "http://127.0.0.1:\(desk.port)/exercise/first"
        ]
      ).output
      #expect(refused.hasPrefix("HTTP/1.1 403") && !refused.contains("Ben"))
    }
    let foreign = try curl(
      desk, "desk", "-H", "Content-Type: application/json", "-H", "Origin: http://evil.test", "-d", "{}")
    #expect(foreign.hasPrefix("HTTP/1.1 403"))
    #expect(try order(desk, "{}").hasPrefix("HTTP/1.1 400"))
    #expect(try curl(desk, "exercise/../../etc/passwd", "--path-as-is").hasPrefix("HTTP/1.1 404"))
    #expect(try curl(desk, "Ben.json").hasPrefix("HTTP/1.1 404"))
  }

  @Test(
    "equal answers are reviewed together; an answer that is gone, or points that make no sense, are refused in words")
  func together() throws {
    let desk = try open()
    defer { end(desk) }
    let page = try curl(desk, "exercise/first")
    let id = try #require(page.firstMatch(of: /data-answer="([0-9a-f]{12})"/)?.1)
    #expect(page.contains("2 students, word for word"))
    let given = try order(
      desk, #"{"action":"points","exercise":"first","answer":"\#(id)","points":"1,5","reason":"idea"}"#)
    #expect(given.contains(#""isDone":true"#), "\(given)")
    let seen = try #require(given.firstMatch(of: /data-seen=\\"([0-9a-f]{16})\\"/)?.1)
    #expect(try text("results/grades.csv").contains("Ben,1.5,"))
    for student in ["Ben", "Cleo"] {
      let review = try String(contentsOf: folder.url.appending(path: "results/\(student).review.json"), encoding: .utf8)
      #expect(review.contains("\"points\" : 1.5") && review.contains("idea"))
    }
    for (json, words) in [
      (#"{"action":"flag","exercise":"first","answer":"000000000000"}"#, "The answer has changed"),
      (
        #"{"action":"points","exercise":"first","answer":"\#(id)","points":"9","reason":"x"}"#,
        "Somebody else has given"
      ),
      (
        #"{"action":"points","exercise":"first","answer":"\#(id)","points":"9","reason":"x","seen":"\#(seen)"}"#,
        "Points are from 0 to 2."
      ),
      (
        #"{"action":"points","exercise":"first","answer":"\#(id)","points":"1","reason":"","seen":"\#(seen)"}"#,
        "need a reason"
      ),
      (
        #"{"action":"points","exercise":"first","answer":"\#(id)","points":"nan","reason":"x","seen":"\#(seen)"}"#,
        "Points are a number"
      ),
      (#"{"action":"item","exercise":"first","answer":"\#(id)","id":"0","isOn":true}"#, "not there any more"),
      (
        #"{"action":"item","exercise":"first","answer":"\#(id)","text":"x","value":1e300,"isOn":true}"#,
        "not there any more"
      ),
      (
        #"{"action":"comment","exercise":"first","answer":"\#(id)","text":"\#(String(repeating: "a", count: 4001))"}"#,
        "more than a review can hold"
      ),
    ] {
      let answer = try order(desk, json)
      #expect(answer.contains(#""isDone":false"#) && answer.contains(words), "\(answer)")
    }
    #expect(try text("results/Ben.review.json").contains("\"points\" : 1.5"))
    #expect(try order(desk, #"{"action":"undo","exercise":"first"}"#).contains("Undone."))
    #expect(try order(desk, #"{"action":"undo","exercise":"first"}"#).contains("nothing to undo"))
  }

  @Test("--anonymous: no name on a page or in an address, in what the machine says neither")
  func anonymous() throws {
    let desk = try open("--anonymous")
    defer { end(desk) }
    for path in ["", "exercise/first"] {
      let page = try curl(desk, path)
      #expect(page.contains("Student "))
      for name in ["Lovelace", "Ben", "Cleo"] where !(path != "" && name == "Lovelace") {
        #expect(!page.contains(name), "\(path) tells of \(name)")
      }
    }
    let ids = try curl(desk, "exercise/first").matches(of: /href="first#([0-9a-f]{12})"/).map { String($0.1) }
    for id in Set(ids) {
      let answer = try order(desk, #"{"action":"show","exercise":"first","answer":"\#(id)"}"#)
      #expect(!answer.contains("in/Ada") && !answer.contains("in/Ben"))
    }
  }

  @Test("a result that is damaged is named at the start and on the page, and all others can be reviewed")
  func damagedResult() throws {
    try folder.write("{\"student\": ", to: "results/Dora.json")
    let desk = try open()
    defer { end(desk) }
    let words = "Dora.json:1:13: it is not JSON, or only half a file"
    #expect(try curl(desk, "").contains(words) && curl(desk, "exercise/first").contains("2 students"))
    let errors = try String(contentsOf: desk.started.errors, encoding: .utf8)
    #expect(errors.contains("warning: results/\(words); 'lesson-run grade' with that hand-in makes it anew"))
    let hidden = try open("--anonymous")
    defer { end(hidden) }
    let page = try curl(hidden, "")
    #expect(page.contains("One result cannot be read") && !page.contains("Dora"))
    #expect(try !String(contentsOf: hidden.started.errors, encoding: .utf8).contains("Dora"))
  }

  @Test("what was changed at another desk since is not undone, and what that one says stays")
  func undoing() throws {
    let (one, two) = (try open(), try open())
    defer {
      end(one)
      end(two)
    }
    let page = try curl(one, "exercise/first")
    let id = try #require(page.firstMatch(of: /data-answer="([0-9a-f]{12})"/)?.1)
    #expect(try order(one, #"{"action":"flag","exercise":"first","answer":"\#(id)","isOn":true}"#).contains("true"))
    #expect(try order(two, #"{"action":"comment","exercise":"first","answer":"\#(id)","text":"Hm."}"#).contains("Hm."))
    #expect(try order(one, #"{"action":"undo","exercise":"first"}"#).contains("Somebody has changed this review"))
    let review = try text("results/Ben.review.json")
    #expect(review.contains("Hm.") && review.contains("\"flagged\" : true"))
  }

  @Test("a folder that vanishes while the desk is open is said, and one that comes back goes on")
  func vanished() throws {
    let desk = try open()
    defer { end(desk) }
    let page = try curl(desk, "exercise/first")
    let id = try #require(page.firstMatch(of: /data-answer="([0-9a-f]{12})"/)?.1)
    let (place, away) = (folder.url.appending(path: "results"), folder.url.appending(path: "away"))
    try FileManager.default.moveItem(at: place, to: away)
    let flag = #"{"action":"flag","exercise":"first","answer":"\#(id)","isOn":true}"#
    #expect(try order(desk, flag).contains("folder of results is gone"))
    #expect(try curl(desk, "").contains("folder of results is gone"))
    #expect(!FileManager.default.fileExists(atPath: place.path))
    try FileManager.default.moveItem(at: away, to: place)
    #expect(try order(desk, flag).contains(#""isDone":true"#))
  }

  @Test("codes are the folder's own: the same at each desk, others for the same names in another folder")
  func codes() throws {
    func codes() throws -> [String] {
      let desk = try open("--anonymous")
      defer { end(desk) }
      return try curl(desk, "").matches(of: /Student ([0-9A-F]{4,})/).map { String($0.1) }
    }
    let first = try codes()
    #expect(first.count == 3 && first == first.sorted())
    #expect(try codes() == first)
    try FileManager.default.removeItem(at: folder.url.appending(path: "results/.desk-codes"))
    #expect(try codes() != first)
  }

  @Test("whatever students and teachers write is text: on pages, in what is answered, and in a table for a spreadsheet")
  func hostileTexts() throws {
    let evil = "</code></pre><script>alert(1)</script>\" onload='x' =cmd|'/C calc'!A0"
    var record = ReviewSample.Record(
      student: evil, points: 0,
      exercises: [ReviewSample.Exercise(name: "first", status: "wrong", points: 0, feedback_text: evil, answer: evil)])
    (record.title, record.max_points) = (evil, 2)
    let name =
      "%3C%2Fcode%3E%3C%2Fpre%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%22 onload%3D%27x%27 %3Dcmd%7C%27%2FC calc%27%21A0"
    try folder.write(try JSONEncoder().encode(record), to: "results/\(name).json")
    try folder.write(evil + "\n", to: "results/comments.txt")
    let desk = try open()
    defer { end(desk) }
    var pages = [try curl(desk, ""), try curl(desk, "exercise/first")]
    let ids = pages[1].matches(of: /href="first#([0-9a-f]{12})"/).map { String($0.1) }
    let json = String(decoding: try JSONEncoder().encode([evil]), as: UTF8.self).dropFirst().dropLast()
    for id in Set(ids) {
      for order in [
        #""action":"comment","text":\#(json)"#, #""action":"points","points":"1","reason":\#(json)"#,
        #""action":"keep","text":\#(json)"#,
      ] {
        let answer = try self.order(desk, #"{"exercise":"first","answer":"\#(id)",\#(order)}"#)
        #expect(answer.contains(#""isDone":true"#))
        pages.append(answer)
      }
    }
    for page in pages {
      #expect(!page.contains("<script>alert") && !page.contains("\\u003Cscript>alert"))
      #expect(!page.contains("\" onload="))
    }
    #expect(try tool.run("review", "results", "--export", "table.csv").status == 0)
    #expect(try !text("table.csv").contains(/(^|,|\n)"?=cmd/))
    let feedback = try text("results/feedback/Ben.md")
    #expect(feedback.contains("alert") && !feedback.contains("<script>"))
  }

  @Test("an order that is too long, or none, is refused, and the desk goes on")
  func hugeOrders() throws {
    let desk = try open()
    defer { end(desk) }
    let file = try folder.write(String(repeating: "a", count: 10 << 20), to: "huge.json")
    let answer = try curl(
      desk, "desk", "-H", "Content-Type: application/json", "-H", "Origin: http://127.0.0.1:\(desk.port)", "-H",
      "Expect:", "--data-binary", "@\(file.path)")
    #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 413"), "\(answer.prefix(200))")
    for json in ["[]", "{\"action\":\"steal\",\"exercise\":\"first\"}", String(repeating: "[", count: 100_000)] {
      #expect(try order(desk, json).contains("HTTP/1.1 400"))
    }
    #expect(try curl(desk, "exercise/first").hasPrefix("HTTP/1.1 200"))
  }

  @Test("a class that is graded again while the desk is open: what is gone is said, the rest goes on, reviews stay")
  func gradedAgain() throws {
    let desk = try open()
    defer { end(desk) }
    let page = try curl(desk, "exercise/first")
    let id = try #require(page.firstMatch(of: /data-answer="([0-9a-f]{12})"/)?.1)
    let give = #"{"action":"points","exercise":"first","answer":"\#(id)","points":"1","reason":"idea"}"#
    #expect(try order(desk, give).contains(#""isDone":true"#))
    func grade(_ student: String, _ answer: String) throws {
      let exercise = ReviewSample.Exercise(name: "first", status: "wrong", points: 0, answer: answer)
      var record = ReviewSample.Record(student: student, points: 0, exercises: [exercise])
      record.max_points = 2
      try folder.write(try JSONEncoder().encode(record), to: "results/\(student).json")
    }
    try grade("Ben", "let a = 3\n")
    // What is left of the group goes on; the review of the other is of an answer that is gone.
    let flag = #"{"action":"flag","exercise":"first","answer":"\#(id)","isOn":true}"#
    #expect(try order(desk, flag).contains("1 student:"))
    #expect(try text("results/Ben.review.json").contains("\"flagged\" : false"))
    try grade("Cleo", "let a = 4\n")
    let gone = try order(desk, #"{"action":"flag","exercise":"first","answer":"\#(id)","isOn":false}"#)
    #expect(gone.contains(#""isDone":false"#) && gone.contains("The answer has changed"))
    #expect(try curl(desk, "").contains("review of an earlier answer"))
    #expect(try text("results/Cleo.review.json").contains("idea"))
  }
}
