import LessonWire

import Glibc

/// What is recorded of a cell.
package enum TraceMode: Int {
  case nothing = 0
  case everything = 1
  /// The cell's own variables, and nothing of the functions that it calls: what another cell may need to be explained.
  case variables = 2
  /// What happens in the functions that the cell calls, but nothing of its own.
  case calls = 3
}

/// Where something stands in the traced program; a later place is larger.
package struct TracePlace: Comparable, Hashable {
  /// The line in the upper bits, the column in the lower.
  package let order: Int

  package init(_ line: Int, _ column: Int) { order = line << 16 | min(column, 1 << 15 - 1) }

  var line: Int { order >> 16 }
  var column: Int { order & (1 << 16 - 1) }

  package static func < (left: TracePlace, right: TracePlace) -> Bool { left.order < right.order }
}

/// Sums up what a traced program's statements report, as they run.
///
/// The compiler reports each value, and where a scope is entered and left. Only its first and last values and their number are kept
/// of each statement in each call, so a loop of any length takes the same room.
package final class TraceRecorder {
  /// A function or closure that is being run.
  private struct Frame {
    /// Its row; `nil` for a cell's own code, and for what is not recorded.
    var row: Int?
    var isRecorded: Bool
    var start: TracePlace
    var end: TracePlace
    /// The stack's end in it. All scopes of a call have the same, and those of a call within have a lower one.
    var stack: UInt
    /// Whether nothing but its parameters has been reported.
    var isNew = true
    /// The last statement of it that was reported, at first its beginning.
    var latest: TracePlace
  }

  private struct KeptCalls {
    /// Those before this answer; `nil` for the newest.
    var answer: String?
    /// Whether that answer has come.
    var isDone = false
  }

  /// What makes a row another row.
  private struct Key: Hashable {
    var place: TracePlace
    var parent: Int?
    /// Of a call: the statement before it. What it was made by is known when it is over only, but calls from two places should not
    /// become one; those from one place may become several, which their reader puts together.
    var previous: TracePlace?
  }

  /// How often a value is looked at that takes time.
  private static let mostSlowLooks = 1000
  /// How many calls deep a function's earlier call is looked for, into whose rows a recursive one goes.
  private static let deepestRecursion = 64

  private var region: TraceRegion
  private let thread = pthread_self()
  private var mode = TraceMode.nothing
  private var frames: [Frame] = []
  private var rows: [Key: Int] = [:]
  private var order: UInt64 = 0
  /// Calls of which no more is known than the statement before.
  private var unplacedCalls: [(row: Int, caller: Int?)] = []
  /// Which calls of checks are kept; `nil` for all.
  private var kept: KeptCalls?
  /// What was there before the checks.
  private var mark: TraceRegion.Mark?
  /// Looking at a value may run the cell's own code.
  private var isLooking = false

  package init(_ region: TraceRegion) {
    self.region = region
  }

  /// Whether what is reported now is to be recorded at all.
  private var isOn: Bool { mode != .nothing && !isLooking && pthread_equal(thread, pthread_self()) != 0 }

  // MARK: - Checks

  /// Says that of what checks call only that is kept which leads to an answer, or, without one, what comes behind the last.
  package func keepCalls(before answer: String?) { kept = KeptCalls(answer: answer) }

  /// Takes note of an answer.
  package func answer(_ label: String) {
    guard let kept, let mark, mode == .calls, isOn else { return }
    if kept.answer == label {
      // Nothing more: the checks that follow are not asked for.
      mode = .nothing
      self.kept?.isDone = true
      return
    }
    // What goes on stays.
    let count = max(mark.rowCount, (frames.compactMap(\.row).max() ?? -1) + 1)
    region.removeRows(from: count, backTo: mark)
    rows = rows.filter { $0.value < count }
    unplacedCalls.removeAll { $0.row >= count }
  }

  // MARK: - Scopes

  /// - Parameters:
  ///   - mode: What is to be recorded of the cell that starts.
  ///   - line: Its first.
  ///   - stack: The stack's end in its own code.
  package func begin(_ mode: TraceMode, line: Int, stack: UInt) {
    guard pthread_equal(thread, pthread_self()) != 0 else { return }
    self.mode = kept?.isDone == true ? .nothing : mode
    if mode == .calls, mark == nil { mark = region.mark }
    rows = [:]
    unplacedCalls = []
    let (start, end) = (TracePlace(0, 0), TracePlace(1 << 40, 0))
    frames = [
      Frame(
        row: nil, isRecorded: mode == .everything || mode == .variables, start: start, end: end, stack: stack,
        latest: TracePlace(line, 0))
    ]
    region.setCurrent(nil)
  }

  package func enter(_ start: TracePlace, _ end: TracePlace, stack: UInt) {
    guard isOn else { return }
    leaveFrames(below: stack)
    // A loop's body or a branch.
    guard let top = frames.last, top.stack != stack else { return }
    order += 1
    let row = mode == .variables ? nil : callRow(at: start, in: top)
    if let row { _ = region.count(row, order: order) }
    frames.append(Frame(row: row, isRecorded: row != nil, start: start, end: end, stack: stack, latest: start))
    region.setCurrent(row)
  }

  package func leave(_ start: TracePlace, stack: UInt) {
    guard isOn else { return }
    leaveFrames(below: stack)
    // A closure's end is reported for the scopes around it as well, which go on; their calls have another stack.
    if frames.count > 1, let top = frames.last, top.stack == stack, top.start == start { leaveFrame() }
  }

  /// A call that ended by an error reports no end.
  private func leaveFrames(below stack: UInt) {
    while frames.count > 1, let top = frames.last, top.stack < stack { leaveFrame() }
  }

  private func leaveFrame() {
    frames.removeLast()
    region.setCurrent(frames.last?.row)
  }

  private func callRow(at start: TracePlace, in top: Frame) -> Int? {
    // A recursive call's rows are those of the first.
    if let same = frames.suffix(Self.deepestRecursion).last(where: { $0.start == start }) { return same.row }
    let key = Key(place: start, parent: top.row, previous: top.latest)
    if let row = rows[key] { return row }
    guard let row = region.addRow(name: nil, parent: top.row, line: start.line, column: start.column) else {
      return nil
    }
    rows[key] = row
    unplacedCalls.append((row, top.row))
    // It may not come back.
    region.setLine(top.latest.line, ofCall: row)
    return row
  }

  // MARK: - Values

  package func log<Logged>(_ value: Logged, _ name: String, _ start: TracePlace) {
    guard isOn, start.line >= TraceLayout.linesPerCell else { return }
    leaveFrames(notAround: start)
    guard let top = frames.last else { return }
    frames[frames.count - 1].latest = start
    if start > top.start { frames[frames.count - 1].isNew = false }
    placeCalls(from: start.line, in: top.row)
    guard top.isRecorded else { return }
    // Nor has an assignment by way of `?` a value.
    guard Logged.self != Void.self && Logged.self != Void?.self else { return }
    let key = Key(place: start, parent: top.row)
    guard
      let row = rows[key]
        ?? region.addRow(name: name, parent: top.row, line: start.line, column: start.column)
    else { return }
    rows[key] = row
    order += 1
    keep(value, in: row, count: region.count(row, order: order))
  }

  /// What is reported from outside of a function's code comes from its caller, and the function has ended by an error.
  private func leaveFrames(notAround place: TracePlace) {
    while frames.count > 1, let top = frames.last, place > top.end || place < top.start && !top.isNew { leaveFrame() }
  }

  /// The statement that is reported next in a caller is the one that made the call.
  private func placeCalls(from line: Int, in caller: Int?) {
    guard !unplacedCalls.isEmpty else { return }
    for call in unplacedCalls where call.caller == caller { region.setLine(line, ofCall: call.row) }
    unplacedCalls.removeAll { $0.caller == caller }
  }

  private func keep<Logged>(_ value: Logged, in row: Int, count: UInt64) {
    let isLast = count > 1
    guard count <= Self.mostSlowLooks || isQuick(Logged.self) else {
      // What is kept is not the last any more.
      if count == Self.mostSlowLooks + 1 { region.setLast(row, to: UnsafeRawBufferPointer(start: nil, count: 0)) }
      return
    }
    if Logged.self == Double.self, let number = value as? Double { return set(row, isLast, number) }
    if Logged.self == Int.self, let number = value as? Int, number.magnitude < exactIntegers {
      return set(row, isLast, Double(number))
    }
    isLooking = true
    var writer = WireWriter()
    writer.append(snapshot(of: value))
    isLooking = false
    let isFitting = writer.bytes.count <= TraceLayout.longestSnapshot
    writer.bytes.withUnsafeBytes { set(row, isLast, isFitting ? $0 : UnsafeRawBufferPointer(start: nil, count: 0)) }
  }

  /// Sets a number without what the writer takes: nothing is reported as often.
  private func set(_ row: Int, _ isLast: Bool, _ number: Double) {
    withUnsafeTemporaryAllocation(byteCount: TraceLayout.numberSize, alignment: 8) { bytes in
      TraceLayout.store(number, in: bytes)
      set(row, isLast, UnsafeRawBufferPointer(bytes))
    }
  }

  private func set(_ row: Int, _ isLast: Bool, _ snapshot: UnsafeRawBufferPointer) {
    if isLast { region.setLast(row, to: snapshot) } else { region.setFirst(row, to: snapshot) }
  }
}
