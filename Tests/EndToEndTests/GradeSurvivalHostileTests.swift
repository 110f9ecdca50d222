import Foundation
import Testing

/// Run by `make test-hostile`. No hand-in ends the grading of a class: neither by what it makes `lesson-run` read, nor where that breaks off all the same.
@Suite(
  "grade, whatever a hand-in makes it read", .serialized,
  .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct GradeSurvivalHostileTests {
  private static let largest = "9223372036854775807"

  /// Writes an answer's record by hand, with a value of these bytes.
  private static func forging(_ value: String) -> String {
    """
    import Glibc
    func bytes<Number>(_ number: Number) -> [UInt8] { withUnsafeBytes(of: number) { Array($0) } }
    func text(_ text: String) -> [UInt8] { bytes(UInt32(text.utf8.count)) + Array(text.utf8) }
    func record(_ payload: [UInt8]) { _ = (bytes(UInt32(payload.count)) + payload).withUnsafeBytes { write(3, $0.baseAddress, $0.count) } }
    for number in 1...3 {
      record([1] + text("check/" + String(cString: getenv("LESSON_CELL") ?? strdup("largest")) + "/\\(number)") + bytes(Int.max))
      record([2] + text("largest") + \(value))
    }
    let largest = 1.0
    """
  }

  private static func crashing(_ words: String) -> String {
    "func crash() -> Double { fatalError(\"\(words)\") }\nlet largest = crash()"
  }

  static let attacks = [
    "no-column": forging("[4] + bytes(UInt32(2)) + bytes(Int.max) + bytes(0)"),
    "no-row": forging("[4] + bytes(UInt32(3)) + bytes(0) + bytes(Int.max) + bytes(Int.max)"),
    "negative": forging("[4] + bytes(UInt32(2)) + bytes(-1) + bytes(0)"),
    "many-axes": forging("[4] + bytes(UInt32(64)) + Array(repeating: bytes(2), count: 63).joined() + bytes(0)"),
    "list-of-empty": forging("[5] + bytes(UInt32(1)) + [4] + bytes(UInt32(2)) + bytes(1 << 40) + bytes(0)"),
    "shape": forging("[6] + bytes(UInt32(2)) + bytes(Int.max) + bytes(Int.min)"),
    "not-a-number": forging("[1] + bytes(Double.nan)"),
    "frame": crashing("\\n*** \\nf at \\(#file):\(largest):1"),
    "column": crashing("\\n*** \\nf at \\(#file):1:\(largest)"),
    "below": crashing("\\n*** \\nf at \\(#file):-\(largest):-\(largest)\\ng at \\(#file):0:0"),
    "error":
      "// largest:\(largest):1: error: x\n#warning(\"\\n/tmp/x:\(largest):\(largest): error: y\")\nlet largest = ",
  ]

  @Test("forged sizes, lines and columns cost their own points and nothing else")
  func forged() throws {
    let students = ClassSample.fewStudents.filter { $0.key != "cleo" }
    let sample = try ClassSample(students)
    #expect(try sample.grade().status == 0)
    let honest = try sample.files()
    for (name, code) in Self.attacks { try sample.handIn(.init(largest: code, mean: ClassSample.mean), of: name) }
    let graded = try sample.tool.run(["grade", "windows.md", "in", "--results", "beside"])
    #expect(graded.status == 0 && !graded.isSignalled, "\(graded.errors)")
    let beside = try sample.files("beside")
    for (name, content) in honest where name != "grades.csv" { #expect(beside[name] == content, "\(name)") }
    for name in Self.attacks.keys {
      let result = try #require(beside["\(name).json"])
      #expect(!String(decoding: result, as: UTF8.self).contains("is_unjudged"), "\(name)")
    }
  }

  @Test(
    "where lesson-run itself breaks off at a hand-in, that one is reported, and the others get what they get without it"
  )
  func broken() throws {
    let sample = try ClassSample(ClassSample.fewStudents)
    #expect(try sample.grade().status == 0)
    let honest = try sample.files()
    // It is endless, so that there is time to break off.
    try sample.handIn(.init(largest: "var largest = 0.0\nwhile true { largest += 1 }"), of: "dana")
    let started = try sample.tool.start(["grade", "windows.md", "in", "--results", "out2", "--timeout", "30"])
    let first = try breakOff(started)
    let second = try breakOff(started, except: first)
    #expect(first != second)
    let result = try started.wait()
    #expect(result.status == 1 && !result.isSignalled, "\(result.errors)")
    #expect(result.output.contains("in/dana.md: could not be judged: lesson-run itself broke off at it"))
    let files = try sample.files("out2")
    for name in honest.keys where name != "grades.csv" { #expect(files[name] != nil, "\(name)") }
    for (name, content) in files where name.hasPrefix("dana") && name.hasSuffix(".json") {
      #expect(String(decoding: content, as: UTF8.self).contains("\"is_unjudged\" : true"))
    }
    // The same again has nothing to do, and says so again.
    let again = try sample.tool.run(["grade", "windows.md", "in", "--results", "out2", "--timeout", "30"])
    #expect(again.status == 1 && again.output.contains("could not be judged"), "\(again.output)\(again.errors)")
  }

  @Test("a signal that asks grade to end ends it, also when only the first of its processes gets it")
  func asked() throws {
    for signal in [SIGTERM, SIGINT, SIGHUP] {
      let sample = try ClassSample([
        "dana": .init(largest: "var largest = 0.0\nwhile true { largest += 1 }")
      ])
      let started = try sample.tool.start(["grade", "windows.md", "in", "--results", "out", "--timeout", "30"])
      _ = try spinningWorker(of: started)
      kill(started.process.processIdentifier, signal)
      let result = try started.wait()
      #expect(result.isSignalled && result.status == signal)
      let folder = sample.folder.url.path
      try waitUntil("no process is left") { processes(mentioning: folder).isEmpty }
    }
  }

  /// Has the process that judges die as of a trap, once it runs the endless answer.
  private func breakOff(_ started: Tool.Started, except known: pid_t? = nil) throws -> pid_t {
    let worker = try spinningWorker(of: started, except: known)
    kill(worker, SIGSEGV)
    return worker
  }

  /// The process that judges, once a cell that it started has computed for a while.
  private func spinningWorker(of started: Tool.Started, except known: pid_t? = nil) throws -> pid_t {
    var found: pid_t?
    try waitUntil("an endless answer runs") {
      found = children(of: started.process.processIdentifier).first { worker in
        worker != known && descendants(of: worker).contains { isCell($0) && ticks(of: $0) > 20 }
      }
      return found != nil
    }
    return try #require(found)
  }

  private func children(of process: pid_t) -> [pid_t] {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
    return threads.flatMap { thread in
      String(
        decoding: FileManager.default.contents(atPath: "/proc/\(process)/task/\(thread)/children") ?? Data(),
        as: UTF8.self
      )
      .split(separator: " ").compactMap { pid_t($0) }
    }
  }

  private func descendants(of process: pid_t) -> [pid_t] {
    children(of: process).flatMap { [$0] + descendants(of: $0) }
  }

  private func stat(of process: pid_t) -> String {
    String(decoding: FileManager.default.contents(atPath: "/proc/\(process)/stat") ?? Data(), as: UTF8.self)
  }

  private func isCell(_ process: pid_t) -> Bool { stat(of: process).contains("(lesson-cell)") }

  /// Processor time in user mode, in hundredths of a second.
  private func ticks(of process: pid_t) -> Int {
    let fields = stat(of: process).split(separator: " ")
    return fields.count > 13 ? Int(fields[13]) ?? 0 : 0
  }
}
