import Foundation
import Grading
import LessonWire
import Live
import Reading
import Reporting
import Running
import Testing

@Suite("A lesson that is alive")
struct LiveLessonTests {
  private static let text = """
    # T

    ```swift example
    print("first")
    print("second")
    ```

    ```swift exercise one answer=a
    let a = 1
    ```

    ```swift solution one
    let a = 1
    ```

    ```swift exercise two answer=b
    let b = 1
    ```

    ```swift solution two
    let b = 2
    ```

    """

  private let cache = TemporaryCache()

  private func alive() throws -> LiveLesson {
    LiveLesson("t.md", try ProgramRunner(in: cache).remembering(RunMemory()).keepingSnapshots())
  }

  /// All events up to the next that ends a run.
  private func run(_ events: inout AsyncStream<LiveEvent>.Iterator) async -> [String] {
    var told: [String] = []
    while let event = await events.next() {
      told.append(words(event))
      switch event {
      case .finished, .failed, .faulty, .gone, .unchanged: return told
      default: break
      }
    }
    return told
  }

  private func words(_ event: LiveEvent) -> String {
    switch event {
    case .read: "read"
    case .runningAgain: "again"
    case .unchanged: "unchanged"
    case .faulty(let faults, _): "faulty \(faults.count)"
    case .gone: "gone"
    case .queued(let exercise): "queued \(exercise.name)"
    case .compiled(let exercise): "compiled \(exercise.name)"
    case .printed(let id, let text): "printed \(id) \(text.debugDescription)"
    case .shown(let id, let value): "shown \(id) \(value.title) \(value.content)"
    case .missed: "missed"
    case .graded(let grade): "graded \(grade.exercise.name) \(grade.status.rawValue)"
    case .finished(let report): "finished \(report.points) of \(report.maximumPoints)"
    case .failed(let failure): "failed \(failure.problem)"
    }
  }

  @Test("tells each listener the same, what happens to one cell in its order")
  func order() async throws {
    let live = try alive()
    var (first, second) = (await live.events().makeAsyncIterator(), await live.events().makeAsyncIterator())
    await live.take(Array(Self.text.utf8))
    let told = await run(&first)
    #expect(told == (await run(&second)))
    #expect(told.first == "read")
    #expect(told.last == "finished 1.0 of 2.0")
    for (name, status) in [("one", "passed"), ("two", "wrong")] {
      let own = told.filter { $0.split(separator: " ").dropFirst().first == name[...] }
      #expect(own == ["queued \(name)", "compiled \(name)", "graded \(name) \(status)"])
    }
    #expect(told.filter { $0.hasPrefix("printed") } == [#"printed example/1 "first\nsecond\n""#])
    await live.close()
    #expect(await first.next() == nil)
  }

  @Test("does again what an edit has changed, and nothing else")
  func edits() async throws {
    let live = try alive()
    var events = await live.events().makeAsyncIterator()
    await live.take(Array(Self.text.utf8))
    _ = await run(&events)
    await live.take(Array(Self.text.utf8))
    #expect(await run(&events) == ["unchanged"])
    await live.take(Array(Self.text.replacing("let b = 1", with: "let b = 2").utf8))
    let told = await run(&events)
    #expect(told.contains("compiled two") && !told.contains("compiled one"))
    #expect(told.last == "finished 2.0 of 2.0")
    await live.take(Array(Self.text.replacing("# T", with: "T").utf8))
    #expect(await run(&events) == ["faulty 1"])
    await live.lose("gone")
    #expect(await run(&events) == ["gone"])
    await live.runAgain()
    #expect(await run(&events).first == "again")
    await live.close()
  }

  @Test("puts code into one cell, and leaves every other byte as it was")
  func replacing() async throws {
    let live = try alive()
    var events = await live.events().makeAsyncIterator()
    await live.take(Array(Self.text.utf8))
    _ = await run(&events)
    let id = CellID(.exercise, "two")
    #expect(await live.replace(id, with: "let b = 2") == Self.text.replacing("let b = 1", with: "let b = 2"))
    #expect(await run(&events).last == "finished 2.0 of 2.0")
    #expect(await live.replace(CellID(.exercise, "none"), with: "let b = 2") == nil)
    // What would end the block would not be the cell's any more.
    #expect(await live.replace(id, with: "let b = 2\n```\n\n# More\n") == nil)
    await live.close()
  }

  @Test("puts code into one cell of a learner's copy, of which the text stays the learner's")
  func replacingInCopy() async throws {
    let author = try sampleLesson(Self.text, path: "book/t.md")
    let live = LiveLesson("t.md", try ProgramRunner(in: cache).remembering(RunMemory()), author: author)
    var events = await live.events().makeAsyncIterator()
    let copy = "Mine.\n\n" + LearnersCopy(of: author).text.replacing("# T", with: "## T")
    await live.take(Array(copy.utf8))
    _ = await run(&events)
    let new = copy.replacing("let b = 1", with: "let b = 2")
    #expect(await live.replace(CellID(.exercise, "two"), with: "let b = 2") == new)
    #expect(await run(&events).last == "finished 2.0 of 2.0")
    #expect(await live.replace(CellID(.exercise, "one"), with: "let a = 3") == new.replacing("a = 1", with: "a = 3"))
    #expect(await live.replace(CellID(.solution, "two"), with: "let b = 2") == nil)
    await live.close()
  }

  @Test(
    "tells the values that are shown, each behind its text, where it is asked for them; and the sum of all is the report"
  )
  func shown() async throws {
    let text = Self.text.replacing("print(\"second\")", with: "show(\"map\", [1, 2])\nshow(true)\nprint(\"end\")")
      .replacing("let b = 1", with: "let b = 2\nshow(b)")
    let runner = try ProgramRunner(in: cache).askingForValues()
    for round in ["at first", "recalled"] {
      let live = LiveLesson("t.md", runner.remembering(RunMemory()))
      var events = await live.events().makeAsyncIterator()
      await live.take(Array(text.utf8))
      var known = KnownLesson(path: "t.md")
      var told: [String] = []
      while let event = await events.next() {
        known.apply(event)
        told.append(words(event))
        guard case .finished(let report) = event else { continue }
        #expect(known.printed[CellID(.example)] == report.examples.first?.parts, "\(round)")
        #expect(known.printed[CellID(.exercise, "two")] == report.grades.last?.parts, "\(round)")
        break
      }
      #expect(
        told.filter { $0.contains("example/1") } == [
          #"printed example/1 "first\n""#, #"printed example/1 "map: 1  2\n""#,
          "shown example/1 map \(ShownValue.Content.tensors([.init(shape: [2], scalars: [1, 2])]))",
          #"printed example/1 "true\n""#, "shown example/1  \(ShownValue.Content.text("true"))",
          #"printed example/1 "end\n""#,
        ], "\(round)")
      #expect(
        told.filter { $0.contains("two/1") } == [
          #"printed exercise/two/1 "2\n""#, "shown exercise/two/1  \(ShownValue.Content.number(2))",
        ], "\(round)")
      await live.close()
    }
  }

  @Test("tells nothing of a run that an edit has overtaken")
  func overtaken() async throws {
    let live = try alive()
    var events = await live.events().makeAsyncIterator()
    await live.take(Array(Self.text.replacing("let b = 1", with: "while true {}\nlet b = 1").utf8))
    await live.take(Array(Self.text.replacing("let b = 1", with: "let b = 2").utf8))
    var told: [String] = []
    while told.last?.hasPrefix("finished") != true { told += await run(&events) }
    #expect(told.filter { $0 == "read" }.count == 2)
    #expect(told.last == "finished 2.0 of 2.0")
    #expect(!told.contains { $0.contains("timed-out") })
    await live.close()
  }

  @Test("an edit of one cell does not end the run of another")
  func otherRunsGoOn() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "runs-going-on-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Says that it has begun, and waits until it may end.
    let slow = """
      import Glibc
      func two() -> Int {
        let file = fopen("\(folder.path)/begun", "a")!
        fputs("x", file)
        fclose(file)
        while access("\(folder.path)/end", F_OK) != 0 { usleep(10_000) }
        return 2
      }
      let b = two()
      """
    let text = Self.text.replacing("let b = 1\n", with: slow + "\n").replacing("answer=b", with: "answer=b timeout=600")
    let runner = try ProgramRunner(in: cache)
    let live = LiveLesson("t.md", runner.remembering(RunMemory()).keepingSnapshots())
    var events = await live.events().makeAsyncIterator()
    func begun() -> String { (try? String(contentsOf: folder.appending(path: "begun"), encoding: .utf8)) ?? "" }
    await live.take(Array(text.utf8))
    while begun().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    for code in ["let a = 5 - 4", "let a = 6 - 5"] {
      #expect(await live.replace(CellID(.exercise, "one"), with: code) != nil)
      while let event = await events.next() {
        if case .graded(let grade) = event, grade.exercise.cell.source.contains(code) { break }
      }
    }
    try Data().write(to: folder.appending(path: "end"))
    while let event = await events.next() {
      guard case .finished(let report) = event else { continue }
      #expect(report.grades.map(\.status) == [.passed, .passed])
      break
    }
    #expect(begun() == "x")
    await live.close()
  }

  @Test("an answer that is not in the text any more is ended")
  func unwantedRunsEnd() async throws {
    let loop = "let b = { () -> Int in var n = 0; while true { n &+= 1 } }()"
    let text = Self.text.replacing("let b = 1\n", with: loop + "\n").replacing("answer=b", with: "answer=b timeout=600")
    let live = try alive()
    var events = await live.events().makeAsyncIterator()
    await live.take(Array(text.utf8))
    while let event = await events.next() {
      if case .compiled(let exercise) = event, exercise.name == "two" { break }
    }
    #expect(await live.replace(CellID(.exercise, "two"), with: "let b = 2") != nil)
    let told = await run(&events)
    #expect(told.last == "finished 2.0 of 2.0")
    await live.close()
  }
}
