import Live
import Testing

@Suite("When to look at a saved file")
struct SaveSettlingTests {
  private let start = SaveSettling.Instant.now

  private func time(_ milliseconds: Int) -> SaveSettling.Instant { start.advanced(by: .milliseconds(milliseconds)) }

  @Test("a save is looked at without delay")
  func atOnce() {
    var settling = SaveSettling()
    #expect(!settling.isDue(at: time(0)))
    settling.noteSave(at: time(0))
    #expect(settling.isDue(at: time(0)))
  }

  @Test("of ten saves in a burst the first and the last are looked at")
  func burst() {
    var settling = SaveSettling()
    var looks: [Int] = []
    for now in 0..<200 {
      if now < 50, now % 5 == 0 { settling.noteSave(at: time(now)) }
      if settling.isDue(at: time(now)) {
        looks.append(now)
        settling.noteLook(at: time(now))
      }
    }
    #expect(looks == [0, 50])
  }

  @Test("a file that is still being written is left alone until it is closed, or for a moment")
  func halfWritten() {
    var settling = SaveSettling()
    settling.noteChange(at: time(0))
    #expect(!settling.isDue(at: time(10)))
    settling.noteSave(at: time(10))
    #expect(settling.isDue(at: time(10)))
    settling.noteLook(at: time(10))
    settling.noteChange(at: time(100))
    settling.noteChange(at: time(140))
    #expect(settling.due == time(150))
  }
}
