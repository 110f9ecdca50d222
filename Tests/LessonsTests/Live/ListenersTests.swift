import LessonWire
import Live
import Reading
import Testing

@Suite("Listeners of a lesson")
struct ListenersTests {
  private let listeners = Listeners(KnownLesson(path: "t.md"))
  private let cell = CellID(.example)

  private func tell(_ texts: String...) { for text in texts { listeners.tell(.printed(cell, text), ofRun: 0) } }

  private func words(_ event: LiveEvent?) -> String {
    switch event {
    case .printed(_, let text): text
    case .missed(let known): "missed, so far: \(known.printed[cell]?.text ?? "")"
    case nil: "end"
    default: "another"
    }
  }

  @Test("each is told everything, in order, as fast as it likes")
  func order() async {
    var (fast, slow) = (listeners.add(EventRoom()).makeAsyncIterator(), listeners.add(EventRoom()).makeAsyncIterator())
    tell("a")
    #expect(words(await fast.next()) == "a")
    tell("b")
    #expect(words(await fast.next()) == "b")
    listeners.end()
    for expected in ["a", "b", "end", "end"] { #expect(words(await slow.next()) == expected) }
    #expect(words(await fast.next()) == "end")
  }

  @Test(
    "who is too slow is given the sum of all, once, and what comes after it",
    arguments: [EventRoom(events: 2), EventRoom(bytes: 8)])
  func slow(room: EventRoom) async {
    var (slow, patient) = (listeners.add(room).makeAsyncIterator(), listeners.add(nil).makeAsyncIterator())
    tell("aaaa", "bbbb")
    #expect(words(await slow.next()) == "aaaa")
    tell("cccc", "dddd", "eeee")
    #expect(words(await slow.next()) == "missed, so far: aaaabbbbccccddddeeee")
    tell("ffff")
    #expect(words(await slow.next()) == "ffff")
    for expected in ["aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff"] {
      #expect(words(await patient.next()) == expected)
    }
  }

  @Test("the room of who takes its events is as large as it was")
  func room() async {
    var events = listeners.add(EventRoom(events: 2, bytes: 8)).makeAsyncIterator()
    for _ in 0..<10 {
      tell("aaaa", "bbbb")
      #expect(words(await events.next()) == "aaaa")
      #expect(words(await events.next()) == "bbbb")
    }
  }

  @Test("who has gone is forgotten, whether it was waiting or not")
  func gone() async {
    do {
      let events = listeners.add(EventRoom())
      #expect(listeners.count == 1)
      withExtendedLifetime(events) {}
    }
    #expect(listeners.count == 0)
    let events = listeners.add(EventRoom())
    let waiting = Task { for await _ in events {} }
    waiting.cancel()
    await waiting.value
    #expect(listeners.count == 0)
    tell("a")
  }

  @Test("what a run has to tell that was overtaken is told nobody")
  func overtaken() async {
    var events = listeners.add(EventRoom()).makeAsyncIterator()
    tell("a")
    listeners.next(1)
    tell("b")
    listeners.tell(.printed(cell, "c"), ofRun: 1)
    for expected in ["a", "c"] { #expect(words(await events.next()) == expected) }
    #expect(listeners.known.printed[cell]?.text == "ac")
  }
}
