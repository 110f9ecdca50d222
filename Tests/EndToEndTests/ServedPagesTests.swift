import Foundation
import Testing

extension ServeTests {
  @Test("HTML in a lesson is taken as it is where that is asked for; its scripts stay without effect")
  func authorsHTML() throws {
    let server = try serve("--allow-html")
    defer { try? end(server) }
    let page = try get("/a.html", server)
    #expect(page.contains("<script>alert(1)</script>"))
    #expect(page.contains("script-src 'self';") && !page.contains("unsafe-inline"))
  }

  @Test("the page on progress lists each lesson, with its exercises as links, and is followed like a lesson's")
  func progress() throws {
    let server = try serve()
    defer { try? end(server) }
    let page = try get("/progress/index.html", server)
    #expect(status(page) == "200" && page.contains("data-live=\"progress/index.html\""))
    #expect(page.contains("href=\"../a.html#exercise/first/1\" title=\"first: not begun\""))
    #expect(try get("/a.html", server).contains("href=\"progress/index.html\""))
    let path = "/live/progress/index.html"
    try folder.write(Self.lesson.replacing("___", with: "[1, 2, 3]"), to: "a.md")
    let events = try exchange(
      server.port, Array(head("GET", path, server.port, ["Cookie: \(server.cookie)"]).utf8)
    ) { $0.contains("first: passed") }
    #expect(events.contains("first: passed") && events.contains("1/1"))
  }
}
