import Running
import Testing

@Suite("Lines before two cores")
struct WaitingLinesTests {
  private var lines = WaitingLines<Character, String>()

  /// Puts each client's jobs into its line, those with a `!` to be alone.
  private mutating func append(_ jobs: String...) {
    for job in jobs { lines.append(job, of: job.first ?? " ", alone: job.hasSuffix("!")) }
  }

  private mutating func next(beside running: String = "", width: Int = 2) -> String? {
    lines.next(beside: running.reduce(into: [:]) { $0[$1, default: 0] += 1 }, width: width)?.job
  }

  @Test("one client's jobs go on in their order, as many as there is room for")
  mutating func order() {
    append("a1", "a2", "a3")
    #expect(next() == "a1")
    #expect(next(beside: "a") == "a2")
    #expect(next(beside: "aa") == nil)
    #expect(next(beside: "a") == "a3")
    #expect(next() == nil)
  }

  @Test("clients take turns, however many jobs one of them has and whoever came first")
  mutating func turns() {
    append("a1", "a2", "a3", "a4", "b1", "b2", "c1")
    let taken = (0..<7).map { _ in next(beside: "", width: 1) }
    #expect(taken == ["a1", "b1", "c1", "a2", "b2", "a3", "a4"])
  }

  @Test("who has less going on comes before")
  mutating func fewest() {
    append("a1", "b1")
    #expect(next(beside: "a") == "b1")
    append("b2")
    #expect(next(beside: "b", width: 3) == "a1")
  }

  @Test("what wants to be alone waits for the others, and those after it wait for that")
  mutating func alone() {
    append("a1!", "a2", "b1")
    #expect(next(beside: "b") == nil)
    #expect(next() == "a1!")
    #expect(next() == "b1")
    #expect(next() == "a2")
  }

  @Test("what nobody wants any more is taken out at once, and keeps nobody waiting")
  mutating func unwanted() {
    append("a1", "a2", "b1")
    #expect(lines.remove { $0.hasPrefix("a") } == ["a1", "a2"])
    #expect(lines.remove { $0.hasPrefix("a") } == [])
    #expect(next() == "b1")
    #expect(next() == nil)
  }
}
