import LessonWire
import Testing

@Suite("What a session reports of its runs")
struct RunFrameTests {
  private static let causes: [RunFrame.Cause] = [
    .exited(code: 0), .exited(code: 255), .exited(code: -1), .signalled(11), .timedOut, .tooManyProcesses,
    .tooMuchMemory, .outOfPatience(wasStarved: true), .outOfPatience(wasStarved: false),
  ]

  private static func frame(_ cause: RunFrame.Cause) -> RunFrame {
    RunFrame(
      cause: cause, seconds: 0.125, processorSeconds: 0.0625, output: Array("out\n".utf8), errors: [],
      wire: [0, 255, 7])
  }

  @Test("what is written is read", arguments: causes)
  func roundTrip(cause: RunFrame.Cause) {
    #expect(RunFrame.frames(in: Self.frame(cause).bytes) == [Self.frame(cause)])
  }

  @Test("frames follow each other without anything between them")
  func several() {
    let frames = Self.causes.map(Self.frame)
    #expect(RunFrame.frames(in: frames.flatMap(\.bytes)) == frames)
    #expect(RunFrame.frames(in: []) == [])
  }

  @Test("a frame is its cause, code, both times and three parts with their lengths, little-endian")
  func layout() {
    let frame = RunFrame(
      cause: .exited(code: 258), seconds: 1, processorSeconds: 2, output: [1], errors: [], wire: [2, 3])
    let times: [UInt8] = [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0x40]
    #expect(frame.bytes == [0, 2, 1, 0, 0] + times + [1, 0, 0, 0, 1] + [0, 0, 0, 0] + [2, 0, 0, 0, 2, 3])
  }

  @Test("of what is cut off anywhere, the whole frames before are read")
  func truncated() {
    let frames = [Self.frame(.timedOut), Self.frame(.exited(code: 3))]
    let bytes = frames.flatMap(\.bytes)
    let first = frames[0].bytes.count
    for length in 0..<bytes.count {
      let expected = length < first ? [] : [frames[0]]
      #expect(RunFrame.frames(in: Array(bytes.prefix(length))) == expected, "\(length) bytes")
    }
  }

  @Test("an unknown cause, or a length beyond the end, ends the reading")
  func malformed() {
    let good = Self.frame(.timedOut).bytes
    var unknown = good
    unknown[0] = 255
    #expect(RunFrame.frames(in: good + unknown + good) == [Self.frame(.timedOut)])
    var long = good
    long.replaceSubrange(21..<25, with: [255, 255, 255, 255])
    #expect(RunFrame.frames(in: long) == [])
  }
}
