import LessonWire
import Testing

@Suite("A run's clocks")
struct RunClockTests {
  private typealias Limits = RunClock.Limits

  private static func record(_ record: Record) -> [UInt8] {
    var writer = WireWriter()
    writer.append(record)
    return writer.bytes
  }

  private static func cell(_ tag: String) -> [UInt8] { record(.cell(tag: tag, printed: 0)) }

  private static func reader(of bytes: [UInt8]) -> AnswerWatch.Reader {
    { offset, part in
      let rest = bytes.dropFirst(offset).prefix(part.count)
      part.copyBytes(from: rest)
      return rest.count
    }
  }

  @Test("processor time ends a run, and wall-clock time only when there is much more of it")
  func oneClock() {
    let wire = Self.reader(of: [])
    var clock = RunClock(Limits(processor: 2, wall: 12), prelude: nil)
    #expect(clock.verdict(on: Limits(processor: 1.9, wall: 11.9), reading: wire) == .goesOn)
    #expect(clock.verdict(on: Limits(processor: 2, wall: 2), reading: wire) == .usedUp)
    #expect(clock.verdict(on: Limits(processor: 0.1, wall: 12), reading: wire) == .outOfPatience)
    #expect(clock.processorSeconds(ofAnswerAfter: 1.5, reading: wire) == 1.5)
  }

  @Test(
    "an answer's clock starts when the answer does, whatever ran before it",
    arguments: ["example/1", "setup/2", "needed/a/b"])
  func prelude(tag: String) {
    var clock = RunClock(Limits(processor: 2, wall: 12), prelude: Limits(processor: 60, wall: 120))
    let above = Self.cell(tag) + Self.record(.answer(label: "x", value: .number(1)))
    #expect(clock.verdict(on: Limits(processor: 50, wall: 50), reading: Self.reader(of: above)) == .goesOn)
    let wire = Self.reader(of: above + Self.cell("exercise/a/0123"))
    #expect(clock.verdict(on: Limits(processor: 55, wall: 55), reading: wire) == .goesOn)
    #expect(clock.verdict(on: Limits(processor: 56.9, wall: 66), reading: wire) == .goesOn)
    #expect(clock.verdict(on: Limits(processor: 57, wall: 57), reading: wire) == .usedUp)
    #expect(clock.processorSeconds(ofAnswerAfter: 56, reading: wire) == 1)
  }

  @Test("what runs before an answer has limits too")
  func longPrelude() {
    var clock = RunClock(Limits(processor: 2, wall: 12), prelude: Limits(processor: 60, wall: 120))
    let wire = Self.reader(of: Self.cell("example/1"))
    #expect(clock.verdict(on: Limits(processor: 59, wall: 119), reading: wire) == .goesOn)
    #expect(clock.verdict(on: Limits(processor: 60, wall: 60), reading: wire) == .usedUp)
    #expect(clock.verdict(on: Limits(processor: 1, wall: 120), reading: wire) == .outOfPatience)
  }

  @Test("an answer that says later that it is an example gains nothing")
  func pretence() {
    var watch = AnswerWatch()
    watch.look(Self.reader(of: Self.cell("exercise/a") + Self.cell("example/1")))
    #expect(watch.hasBegun)
  }

  @Test("a wire is read while it is written, cut off at any place")
  func growing() {
    let bytes = Self.cell("example/1") + Self.cell("setup/2") + Self.cell("solution/a")
    var watch = AnswerWatch()
    for count in 0...bytes.count {
      watch.look(Self.reader(of: Array(bytes.prefix(count))))
      if count < bytes.count - 20 { #expect(!watch.hasBegun, "\(count)") }
    }
    #expect(watch.hasBegun)
  }

  @Test("nonsense on the wire starts no answer's clock and ends no looking")
  func nonsense() {
    for bytes in [[UInt8](repeating: 255, count: 64), [UInt8](repeating: 0, count: 100_000), [9, 0, 0, 0, 1]] {
      var watch = AnswerWatch()
      watch.look(Self.reader(of: bytes))
      #expect(!watch.hasBegun)
    }
  }

  @Test("the next look comes before all processors together could pass the limit, and often while an answer is awaited")
  func patience() {
    let clock = RunClock(Limits(processor: 2, wall: 12), prelude: nil)
    #expect(clock.patience(after: Limits(processor: 0, wall: 0), processors: 4) == 0.5)
    #expect(clock.patience(after: Limits(processor: 0, wall: 11.75), processors: 1) == 0.25)
    let waiting = RunClock(Limits(processor: 2, wall: 12), prelude: Limits(processor: 60, wall: 120))
    #expect(waiting.patience(after: Limits(processor: 0, wall: 0), processors: 4) < 0.1)
  }
}

@Suite("What a session's host is told")
struct SessionOrderTests {
  private static let order = SessionOrder(
    answer: .init(processor: 2, wall: 12), prelude: .init(processor: 60, wall: 120), memory: 1 << 30, fileSize: 4 << 20,
    processes: 64, isNewParty: true)

  @Test("each order is found at its place, and its words at theirs")
  func roundTrip() {
    var later = Self.order
    (later.library, later.preamble, later.prelude, later.isNewParty) = (5, 6, nil, false)
    let words = [SessionWords(library: "/a b.so", selection: ""), SessionWords(selection: "exercise/é/0")]
    var file = SessionFile()
    file.append(Self.order, words[0])
    file.append(later, words[1])
    let bytes = file.bytes
    #expect(bytes.prefix(SessionOrder.headSize) == [2, 0, 0, 0])
    for (index, order) in [Self.order, later].enumerated() {
      let start = SessionOrder.headSize + index * SessionOrder.byteCount
      var read = bytes[start..<start + SessionOrder.byteCount].withUnsafeBytes { SessionOrder(reading: $0) }
      #expect(
        SessionWords(reading: Array(bytes[Int(read.words.lowerBound)..<Int(read.words.upperBound)])) == words[index])
      read.words = order.words
      #expect(read == order)
    }
  }

  @Test("the numbers hold nothing of the words")
  func separate() {
    var file = SessionFile()
    file.append(Self.order, SessionWords(selection: "exercise/a/0123456789abcdef"))
    let numbers = file.bytes.prefix(SessionOrder.headSize + SessionOrder.byteCount)
    #expect(!String(decoding: numbers, as: UTF8.self).contains("exercise"))
  }
}
