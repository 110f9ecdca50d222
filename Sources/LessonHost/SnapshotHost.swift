import CSpawn
import LessonKit
import LessonWire

@preconcurrency import Glibc

/// Keeps snapshots of a lesson's code and tries answers in forks of them, as it is ordered on its channel, until that is closed.
///
/// All processes are its own children, whoever forked them: it keeps the limits, ends what a try leaves behind and reports. Like a
/// session's host it never runs a cell's code itself.
struct SnapshotHost {
  /// In seconds.
  private static let inspectionInterval = 0.025
  /// How long a snapshot, which only waits, may take to fork.
  private static let longestFork: Int32 = 2000

  /// A snapshot or an attempt.
  private struct Child {
    let order: SnapshotOrder
    let process: pid_t
    /// Becomes readable when it ends.
    let watch: Int32
    /// A snapshot's channel.
    let channel: Int32?
    let start: Double
    var clock: RunClock
    var isReady = false
    /// Why it was ended, if it was.
    var cause: RunFrame.Cause?
    /// Where a sandbox has the library.
    let unpacked: String?
  }

  private let channel = Wire.descriptor
  private let isFirstProcess = getpid() == 1
  private let folders = FolderState(of: ["/tmp"])
  private var children: [UInt32: Child] = [:]
  /// Attempts that wait for the one that is going on: what one leaves behind is then nobody else's.
  private var waiting: [(SnapshotOrder, [Int32])] = []

  /// - Returns: Whether it could keep its promises to the end.
  mutating func serve() -> Bool {
    cspawn_adopt_orphans()
    cspawn_ignore_handled_signals()
    if isFirstProcess, cspawn_confine_self(SessionContract.snapshotProcesses) != 0 { return false }
    while true {
      let isWatching = children.values.contains { !$0.isReady }
      var polled = [pollfd(fd: channel, events: Int16(POLLIN), revents: 0)]
      for child in children.values {
        polled.append(pollfd(fd: child.watch, events: Int16(POLLIN), revents: 0))
        if let channel = child.channel, !child.isReady {
          polled.append(pollfd(fd: channel, events: Int16(POLLIN), revents: 0))
        }
      }
      poll(&polled, nfds_t(polled.count), isWatching ? Int32(1000 * Self.inspectionInterval) : -1)
      if polled[0].revents != 0 {
        guard let (order, descriptors) = receiveOrder(from: channel) else { break }
        if !take(order, descriptors) { break }
      }
      for id in children.keys.sorted() { look(after: id) }
      guard endStrays() else { break }
      startWaiting()
    }
    for child in children.values { kill(-child.process, SIGKILL) }
    return true
  }

  // MARK: - Orders

  private mutating func take(_ order: SnapshotOrder, _ descriptors: [Int32]) -> Bool {
    switch order.kind {
    case .extend:
      start(order, descriptors)
    case .attempt:
      // What a try may have left in a folder would be there for the next one.
      waiting.append((order, descriptors))
    case .end:
      for descriptor in waiting.filter({ $0.0.id == order.id }).flatMap(\.1) { close(descriptor) }
      waiting.removeAll { $0.0.id == order.id }
      if let child = children[order.id] { kill(-child.process, SIGKILL) }
    }
    return true
  }

  private mutating func startWaiting() {
    while !children.values.contains(where: { $0.order.kind == .attempt }), !waiting.isEmpty {
      let (order, descriptors) = waiting.removeFirst()
      start(order, descriptors)
    }
  }

  private mutating func start(_ order: SnapshotOrder, _ descriptors: [Int32]) {
    defer { for descriptor in descriptors { close(descriptor) } }
    var order = order
    let texts = Array(descriptors.prefix(3))
    guard texts.count == 3 else { return reply(.isUnfit, to: order.id) }
    let library =
      descriptors.count > 3 && order.run.library >= 0 ? unpackedLibrary(descriptors[3], as: "\(order.id)") : nil
    if let library { order.words.library = library }
    var ends: [Int32] = [-1, -1]
    if order.kind == .extend, cspawn_channel(&ends) != 0 { return reply(.isUnfit, to: order.id) }
    defer { if ends[1] >= 0 { close(ends[1]) } }
    let process = fork(order, order.kind == .extend ? texts + [ends[1]] : texts)
    guard process > 0 else {
      if ends[0] >= 0 { close(ends[0]) }
      if let library { unlink(library) }
      return reply(.isUnfit, to: order.id)
    }
    setpgid(process, process)
    children[order.id] = Child(
      order: order, process: process, watch: cspawn_watch(process), channel: ends[0] >= 0 ? ends[0] : nil,
      start: monotonicSeconds(), clock: RunClock(order.run.answer, prelude: nil), unpacked: library)
  }

  /// - Returns: The new process; 0 or less if there is none.
  private func fork(_ order: SnapshotOrder, _ descriptors: [Int32]) -> pid_t {
    guard order.origin != 0 else {
      let host = getpid()
      let child = cspawn_fork()
      if child == 0 { Snapshot.become(order, descriptors, under: host) }
      return child
    }
    guard let origin = children[order.origin], origin.isReady, let channel = origin.channel,
      case let bytes = order.bytes, cspawn_send(channel, bytes, bytes.count, descriptors, Int32(descriptors.count)) == 0
    else { return -1 }
    var polled = pollfd(fd: channel, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, Self.longestFork) == 1 else { return -1 }
    let told = told(on: channel)
    guard told.first == Snapshot.Word.forked, told.count == 5 else { return -1 }
    let process = told.dropFirst().withUnsafeBytes { $0.loadUnaligned(as: Int32.self) }
    return process > 0 ? process : -1
  }

  private func told(on channel: Int32) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 8)
    var none: Int32 = 0
    let size = cspawn_receive(channel, &bytes, bytes.count, nil, &none)
    return Array(bytes.prefix(max(0, size)))
  }

  // MARK: - Children

  private mutating func look(after id: UInt32) {
    guard var child = children[id] else { return }
    var (status, seconds) = (Int32(0), 0.0)
    if cspawn_reap(child.process, &status, &seconds) != 0 {
      children[id] = nil
      return end(child, status, seconds)
    }
    guard !child.isReady else { return }
    if let channel = child.channel { hear(&child, on: channel) }
    if !child.isReady, child.cause == nil, let cause = excess(of: &child) {
      child.cause = cause
      kill(-child.process, SIGKILL)
      kill(child.process, SIGKILL)
    }
    children[id] = child
  }

  private func hear(_ child: inout Child, on channel: Int32) {
    var polled = pollfd(fd: channel, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, 0) == 1 else { return }
    // Anything else than this one word is its end, which is told when it comes.
    guard told(on: channel) == [Snapshot.Word.isReady] else { return }
    child.isReady = true
    reply(.isReady(memory: cspawn_own_bytes(child.process)), to: child.order.id)
  }

  private mutating func end(_ child: Child, _ status: Int32, _ processorSeconds: Double) {
    close(child.watch)
    if let channel = child.channel { close(channel) }
    if let path = child.unpacked { unlink(path) }
    kill(-child.process, SIGKILL)
    guard child.order.kind == .attempt else { return reply(.isUnfit, to: child.order.id) }
    let signal = cspawn_ending_signal(status)
    let cause: RunFrame.Cause =
      if let cause = child.cause {
        cause
      } else if signal == SIGXCPU, child.order.run.answer.mayHaveEnded(after: processorSeconds) {
        .timedOut
      } else if signal != 0 {
        .signalled(signal)
      } else { .exited(code: cspawn_exit_code(status)) }
    _ = endStrays()
    reply(
      .ended(
        RunFrame(
          cause: cause, seconds: monotonicSeconds() - child.start, processorSeconds: processorSeconds, output: [],
          errors: [], wire: [])), to: child.order.id)
  }

  private func excess(of child: inout Child) -> RunFrame.Cause? {
    let usage = usage(of: child)
    let used = RunClock.Limits(processor: usage.processor_seconds, wall: monotonicSeconds() - child.start)
    let order = child.order.run
    if isFirstProcess, usage.tasks >= Int(order.processes) { return .tooManyProcesses }
    if order.memory > 0, usage.bytes > 2 * order.memory { return .tooMuchMemory }
    return child.clock.overrun(on: used, waiting: usage.waiting_seconds, reading: { _, _ in 0 })
  }

  /// What a child and all that it started use. An attempt's are also those that have lost their parents.
  private func usage(of child: Child) -> cspawn_usage {
    var usage = cspawn_usage_of_tree(child.process)
    guard child.order.kind == .attempt else { return usage }
    for stray in strays() {
      let more = cspawn_usage_of_tree(stray)
      usage.processor_seconds += more.processor_seconds
      usage.tasks += more.tasks
      usage.bytes += more.bytes
    }
    return usage
  }

  /// This process's children that nobody ordered.
  private func strays() -> [pid_t] {
    let own = Set(children.values.map(\.process))
    var found = [pid_t](repeating: 0, count: 256)
    let count = Int(cspawn_children(&found, Int32(found.count)))
    return found.prefix(count).filter { !own.contains($0) }
  }

  /// Ends what an attempt has left, when none is going on.
  /// - Returns: Whether nothing is left, in folders neither.
  private func endStrays() -> Bool {
    guard !children.values.contains(where: { $0.order.kind == .attempt }) else { return true }
    for _ in 0..<1000 {
      let strays = strays()
      if strays.isEmpty { return !isFirstProcess || folders.isAsBefore }
      for stray in strays {
        kill(stray, SIGKILL)
        waitpid(stray, nil, 0)
      }
    }
    return false
  }

  private func reply(_ reply: SnapshotReply, to id: UInt32) {
    let bytes = reply.bytes(for: id)
    _ = cspawn_send(channel, bytes, bytes.count, nil, 0)
  }
}
