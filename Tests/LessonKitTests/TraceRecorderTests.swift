import LessonKit
import LessonWire
import Testing

/// The traced program is played here: a cell's own code has the stack's end 1000, and each call a lower one.
@Suite("Recording a trace")
struct TraceRecorderTests {
  private func trace(of program: (TraceRecorder) -> Void) throws -> Trace {
    let size = TraceLayout.recordSize - TraceLayout.lengthSize
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 8)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    let recorder = TraceRecorder(TraceRegion(memory))
    recorder.begin(.everything, line: 1_000_001, stack: 1000)
    program(recorder)
    let record = withUnsafeBytes(of: UInt32(size).littleEndian) { Array($0) } + memory
    guard case .trace(let trace)? = WireReader.records(in: record).records.first else {
      throw Malformed()
    }
    return trace
  }

  private struct Malformed: Error {}

  private func place(_ line: Int, _ column: Int = 1) -> TracePlace { TracePlace(1_000_000 + line, column) }

  @Test("a loop of 10 000 steps is one row: its first value, its last and how many")
  func loop() throws {
    let trace = try trace { recorder in
      for step in 0..<10_000 {
        recorder.enter(place(1, 20), place(3), stack: 1000)
        recorder.log(step * 2, "sum", place(2))
        recorder.leave(place(1, 20), stack: 1000)
      }
    }
    #expect(
      trace.rows == [
        Trace.Row(
          .value(name: "sum"), line: 1_000_002, count: 10_000, order: 10_000, first: .whole(.number(0)),
          last: .whole(.number(19_998)))
      ])
    #expect(trace.current == nil)
  }

  @Test("an array that grows at each step keeps its row within bounds")
  func growing() throws {
    let trace = try trace { recorder in
      for count in 1...2000 { recorder.log(Array(0..<count), "list", place(2)) }
    }
    #expect(trace.rows.map(\.last) == [.beginning(shape: [2000], scalars: [0, 1, 2, 3, 4, 5, 6, 7])])
    #expect(!trace.isFull)
  }

  @Test("what a function gives belongs to its call, and the call to the line that reports next")
  func call() throws {
    let trace = try trace { recorder in
      recorder.enter(place(1, 30), place(3), stack: 900)
      recorder.log(4, "x", place(1, 10))
      recorder.log(8, "", place(2))
      recorder.leave(place(1, 30), stack: 900)
      recorder.log(8, "y", place(5))
    }
    #expect(
      trace.rows.map(\.kind) == [
        .call(fromLine: 1_000_005), .value(name: "x"), .value(name: ""), .value(name: "y"),
      ])
    #expect(trace.rows.map(\.parent) == [nil, 0, 0, nil])
  }

  @Test("a call that ends by an error, whose end is not reported, is over when its caller goes on")
  func thrown() throws {
    let trace = try trace { recorder in
      recorder.enter(place(1, 30), place(3), stack: 900)
      recorder.log(4, "x", place(1, 10))
      recorder.log(1, "inner", place(2))
      recorder.log(8, "y", place(5))
    }
    #expect(trace.rows.last?.parent == nil)
    #expect(trace.current == nil)
  }

  @Test("a closure's end, which is reported for the scopes around it as well, leaves those open")
  func closure() throws {
    let trace = try trace { recorder in
      recorder.enter(place(1, 30), place(9), stack: 900)
      recorder.enter(place(4, 20), place(4, 30), stack: 800)
      recorder.log(1, "$0", place(4, 20))
      recorder.leave(place(4, 20), stack: 800)
      recorder.leave(place(1, 30), stack: 800)
      recorder.log([1], "list", place(4))
    }
    #expect(trace.rows.last?.parent == 0)
    #expect(trace.current == 0)
  }

  @Test("recursive calls are summed up in the first one's rows")
  func recursion() throws {
    let trace = try trace { recorder in
      for depth in 1...500 {
        recorder.enter(place(1, 30), place(3), stack: UInt(1000 - depth))
        recorder.log(depth, "n", place(1, 10))
      }
    }
    #expect(trace.rows.map(\.count) == [500, 500])
    #expect(trace.rows[1].last == .whole(.number(500)))
    #expect(trace.current == 0)
  }

  @Test("calls from two lines are two calls")
  func twoCalls() throws {
    let trace = try trace { recorder in
      for line in [5, 6] {
        recorder.enter(place(1, 30), place(3), stack: 900)
        recorder.log(line, "x", place(1, 10))
        recorder.leave(place(1, 30), stack: 900)
        recorder.log(line, "y", place(line))
      }
    }
    #expect(
      trace.rows.filter { $0.kind == .value(name: "x") }.map(\.first) == [.whole(.number(5)), .whole(.number(6))])
  }

  @Test(
    "of a cell that is not the traced one, only its variables or only its calls are recorded",
    arguments: [(TraceMode.variables, ["y"]), (.calls, ["", "x"]), (.nothing, [])])
  func modes(mode: TraceMode, names: [String]) throws {
    let trace = try trace { recorder in
      recorder.begin(mode, line: 1_000_001, stack: 1000)
      recorder.enter(place(1, 30), place(3), stack: 900)
      recorder.log(4, "x", place(1, 10))
      recorder.leave(place(1, 30), stack: 900)
      recorder.log(8, "y", place(5))
    }
    let found = trace.rows.map { row in
      guard case .value(let name) = row.kind else { return "" }
      return name
    }
    #expect(found == names)
  }
}
