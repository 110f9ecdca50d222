import Foundation
import Glibc
import Running
import Testing

@Suite("Processes with limits")
struct ProcessPoolTests {
  private let pool: ProcessPool

  init() throws { pool = try ProcessPool() }

  private func shell(
    _ script: String, hasWire: Bool = false, seconds: Double = 10, fileSize: UInt64 = 1 << 20
  ) async throws -> Ending {
    try await pool.run(
      Command(
        "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin", "GREETING": "hello"], hasWire: hasWire,
        limits: Limits(seconds: seconds, fileSize: fileSize)))
  }

  @Test("output, errors and wire arrive apart from each other")
  func streams() async throws {
    let ending = try await shell("echo out; echo err >&2; echo wire >&3; exit 3", hasWire: true)
    #expect(ending.cause == .exited(code: 3))
    #expect(ending.output == Array("out\n".utf8))
    #expect(ending.errors == Array("err\n".utf8))
    #expect(ending.wire == Array("wire\n".utf8))
  }

  @Test("a child gets the environment it is given, nothing on standard input and no stray descriptors")
  func surroundings() async throws {
    let ending = try await shell("echo $GREETING $HOME; cat; ls /proc/self/fd | wc -l")
    // 0, 1, 2, and the one that `ls` opens.
    #expect(String(decoding: ending.output, as: UTF8.self) == "hello\n4\n")
  }

  @Test("every child reads an inherited file from its beginning")
  func inherited() async throws {
    let content = Array("filter\n".utf8)
    let files = try [content, content + content].map { bytes in
      try InheritableFile { descriptor in
        bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count
      }
    }
    let command = Command("/bin/cat", ["/dev/fd/4", "-"], inherited: files, limits: Limits(seconds: 10))
    for _ in 0..<2 { #expect(try await pool.run(command).output == content) }
    let second = try await pool.run(
      Command("/bin/sh", ["-c", "cat <&5; ls /proc/self/fd | wc -l"], inherited: files, limits: Limits(seconds: 10)))
    // 0, 1, 2, both files, and the one that `ls` opens.
    #expect(second.output == content + content + Array("6\n".utf8))
  }

  @Test("bytes of any kind and a megabyte of them come through")
  func large() async throws {
    let ending = try await shell("head -c 1000000 /dev/zero")
    #expect(ending.output.count == 1_000_000)
    #expect(ending.output.allSatisfy { $0 == 0 })
  }

  @Test("a loop is ended at its limit, with what it started")
  func timeout() async throws {
    let ending = try await shell("sleep 60 & echo $!; while :; do :; done", seconds: 0.3)
    #expect(ending.cause == .timedOut)
    #expect(ending.processorSeconds >= 0.2 && ending.processorSeconds < 3)
    let child = String(decoding: ending.output, as: UTF8.self).filter(\.isNumber)
    #expect(try await isGone(child))
  }

  @Test("a program that is being written when it is started is waited for")
  func busy() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/busy-\(UUID())"
    defer { unlink(path) }
    try writeProgram("#!/bin/sh\necho started\n", to: path)
    let writer = open(path, O_WRONLY | O_CLOEXEC)
    // A thread, since the tests' tasks may all have to wait for one that starts a process.
    Thread.detachNewThread {
      usleep(100_000)
      close(writer)
    }
    let ending = try await pool.run(Command(path, [], limits: Limits(seconds: 10)))
    #expect(ending.output == Array("started\n".utf8))
  }

  @Test("the clock counts processor time: of children too, and of no one who only waits")
  func processorTime() async throws {
    let burning = try await shell("(while :; do :; done) & wait", seconds: 0.3)
    #expect(burning.cause == .timedOut)
    let waiting = try await shell("sleep 0.6", seconds: 0.3)
    #expect(waiting.cause == .exited(code: 0))
    #expect(waiting.processorSeconds < 0.3 && waiting.seconds >= 0.6)
  }

  @Test("who waits for room and is not wanted any more is told so at once")
  func cancelledWhileWaiting() async throws {
    let pool = try ProcessPool(width: 1)
    let endless = Command("/bin/sleep", ["60"], limits: Limits(seconds: 60))
    let running = Task { try? await pool.run(endless) }
    let waiting = Task { try? await pool.run(endless) }
    waiting.cancel()
    #expect(await waiting.value == nil)
    running.cancel()
    #expect(await running.value == nil)
  }

  @Test("who wants to be alone is, and the others wait their turn")
  func alone() async throws {
    let pool = try ProcessPool(width: 4)
    let folder = FileManager.default.temporaryDirectory.path + "/alone-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let script = "ls \(folder); touch \(folder)/$$; sleep 0.05; ls \(folder) | wc -l; rm \(folder)/$$"
    let command = Command(
      "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], limits: Limits(seconds: 10))
    try await withThrowingTaskGroup(of: (Bool, Ending).self) { group in
      for index in 0..<24 {
        group.addTask { (index % 3 == 0, try await pool.run(command, alone: index % 3 == 0)) }
      }
      for try await (isAlone, ending) in group where isAlone { #expect(ending.output == Array("1\n".utf8)) }
    }
  }

  @Test("a process is ended when its task is cancelled, and one that waits its turn is not started")
  func cancelled() async throws {
    let narrow = try ProcessPool(width: 1)
    let folder = FileManager.default.temporaryDirectory.path + "/cancelled-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (begun, marker) = (folder + "/begun", folder + "/marker")
    func command(_ script: String) -> Command {
      Command("/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], limits: Limits(seconds: 120))
    }
    let failures = await withTaskGroup(of: StartFailure?.self) { group in
      for script in ["touch \(begun); exec sleep 100", "touch \(marker)"] {
        group.addTask {
          do throws(StartFailure) { _ = try await narrow.run(command(script)) } catch { return error }
          return nil
        }
        // The first has started when the second is added.
        while !FileManager.default.fileExists(atPath: begun) { try? await Task.sleep(for: .milliseconds(5)) }
      }
      group.cancelAll()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(failures.map { $0?.errorNumber } == [ECANCELED, ECANCELED])
    #expect(!FileManager.default.fileExists(atPath: marker))
    #expect(try await narrow.run(command("exit 7")).cause == .exited(code: 7))
  }

  @Test("what a finished process left behind is ended too")
  func leftBehind() async throws {
    let ending = try await shell("sleep 60 & echo $!")
    #expect(ending.cause == .exited(code: 0))
    #expect(try await isGone(String(decoding: ending.output, as: UTF8.self).filter(\.isNumber)))
  }

  @Test("a flood of output is stopped at the limit")
  func flood() async throws {
    let ending = try await shell("exec yes", fileSize: 100_000)
    #expect(ending.cause == .signalled(25))
    #expect(ending.output.count == 100_000)
  }

  @Test("a signal is told from an exit")
  func signal() async throws {
    #expect(try await shell("kill -SEGV $$").cause == .signalled(11))
    // The kernel sends this one to whoever has used up its time; who has not, has sent it itself.
    #expect(try await shell("kill -XCPU $$").cause == .signalled(24))
  }

  @Test("a program that is not there is refused")
  func missing() async {
    let failure = await #expect(throws: StartFailure.self) {
      try await pool.run(Command("/no/such/program", limits: Limits(seconds: 1)))
    }
    #expect(failure?.executable == "/no/such/program")
    #expect(failure?.errorNumber == 2)
  }

  @Test("many processes take turns")
  func many() async throws {
    try await withThrowingTaskGroup(of: Ending.self) { group in
      for index in 0..<40 { group.addTask { try await shell("echo \(index)") } }
      var outputs: Set<String> = []
      for try await ending in group { outputs.insert(String(decoding: ending.output, as: UTF8.self)) }
      #expect(outputs.count == 40)
    }
  }

  /// Whether a process ends within a minute: it is killed at once, but the kernel takes its time to clear it away.
  private func isGone(_ id: String) async throws -> Bool {
    try #require(!id.isEmpty)
    for _ in 0..<6000 {
      let state = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)) ?? ""
      if state.isEmpty || state.contains(") Z ") { return true }
      try await Task.sleep(for: .milliseconds(10))
    }
    return false
  }
}
