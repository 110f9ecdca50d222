import CSpawn
import LessonKit
import LessonWire

@preconcurrency import Glibc

/// Runs several programs one after the other, each in a child of this process, and reports on each to the wire.
///
/// The libraries that all cells need are loaded once, before the children are born. This process never runs a cell's code itself: it
/// keeps the limits, and ends whatever a child leaves behind before it starts the next.
///
/// Several parties may share a sandbox, one after the other, as long as none of them leaves a trace: nothing of what a party hands
/// over or prints is ever in this process's memory, of which each child is a copy, and the session ends after a party that has left
/// anything in a folder. Then, or when a party has taken long, the others are left to another session.
struct Session {
  /// In seconds. Between two looks at what a run has, it cannot fill much of a machine's memory.
  private static let inspectionInterval = 0.025
  /// After so many seconds, and so many bytes, a session begins with no other party: what is done is then reported on soon, and small.
  private static let (longSession, largeReport) = (1.0, 1 << 20)

  /// Whether this process is a sandbox's first, which outlives everybody else in it.
  private let isFirstProcess = getpid() == 1
  private let folders = FolderState(of: ["/tmp", SessionContract.programs])

  /// - Returns: Whether every run was reported on that there was to be.
  func serve() -> Bool {
    cspawn_adopt_orphans()
    cspawn_ignore_handled_signals()
    let count = orderCount()
    if isFirstProcess {
      // This process is one of those that are counted.
      let processes = (0..<count).reduce(0) { max($0, order(at: $1)?.processes ?? 0) } + 1
      guard cspawn_confine_self(UInt64(processes)) == 0 else { return false }
    }
    let start = monotonicSeconds()
    for index in 0..<count {
      guard let order = order(at: index) else { return false }
      if index > 0, order.isNewParty, !isOpenToOthers(since: start) { return true }
      guard perform(order) else { return false }
    }
    return true
  }

  // MARK: - Orders

  private func orderCount() -> Int {
    var count: UInt32 = 0
    return pread(SessionContract.orders, &count, SessionOrder.headSize, 0) == SessionOrder.headSize ? Int(count) : 0
  }

  private func order(at index: Int) -> SessionOrder? {
    let place = SessionOrder.headSize + index * SessionOrder.byteCount
    return withUnsafeTemporaryAllocation(byteCount: SessionOrder.byteCount, alignment: 8) { bytes in
      guard pread(SessionContract.orders, bytes.baseAddress, bytes.count, off_t(place)) == bytes.count else {
        return nil
      }
      return SessionOrder(reading: UnsafeRawBufferPointer(bytes))
    }
  }

  /// For the run's own process.
  private func words(of order: SessionOrder) -> SessionWords? {
    var bytes = [UInt8](repeating: 0, count: order.words.count)
    guard pread(SessionContract.orders, &bytes, bytes.count, off_t(order.words.lowerBound)) == bytes.count else {
      return nil
    }
    return SessionWords(reading: bytes)
  }

  private func isOpenToOthers(since start: Double) -> Bool {
    isFirstProcess && monotonicSeconds() - start < Self.longSession
      && lseek(Wire.descriptor, 0, SEEK_CUR) < Self.largeReport && folders.isAsBefore
  }

  /// - Returns: Whether the run was reported on.
  private func perform(_ order: SessionOrder) -> Bool {
    // What somebody else reads need not be reported.
    let isRead = order.texts >= 0
    let buffers = (0..<3).map { isRead ? order.texts + $0 : cspawn_buffer() }
    defer { for buffer in buffers where buffer >= 0 { close(buffer) } }
    // The paths are always the same, so that they tell nothing of how many came before.
    let library = order.library >= 0 ? unpackedLibrary(order.library, as: "cell") : nil
    let preamble = order.preamble >= 0 ? unpackedLibrary(order.preamble, as: "preamble") : nil
    defer { for path in [library, preamble].compactMap(\.self) { unlink(path) } }
    guard buffers.allSatisfy({ $0 >= 0 }) else { return false }
    let (start, before) = (monotonicSeconds(), usage(of: 0, anew: true))
    let child = cspawn_fork()
    guard child >= 0 else { return false }
    if child == 0 { become(order, library, preamble, buffers) }
    setpgid(child, child)
    var clock = RunClock(order.answer, prelude: order.prelude)
    let cause = wait(for: child, order, &clock, wire: buffers[2], since: (start, before.processor_seconds))
    let processor = usage(of: 0).processor_seconds - before.processor_seconds
    let head = RunFrame.head(
      cause, seconds: monotonicSeconds() - start,
      processorSeconds: clock.processorSeconds(ofAnswerAfter: processor, reading: reader(of: buffers[2])))
    return write(head) && buffers.allSatisfy { report($0, limit: isRead ? 0 : Int(clamping: order.fileSize)) }
  }

  private func report(_ buffer: Int32, limit: Int) -> Bool {
    let size = min(size(of: buffer), limit)
    return write(RunFrame.length(size)) && cspawn_copy(buffer, Wire.descriptor, UInt64(size)) == 0
  }

  // MARK: - In the child

  private func become(_ order: SessionOrder, _ library: String?, _ preamble: String?, _ buffers: [Int32]) -> Never {
    setpgid(0, 0)
    for (buffer, target) in zip(buffers, [STDOUT_FILENO, STDERR_FILENO, Wire.descriptor]) { dup2(buffer, target) }
    guard let words = words(of: order) else { refuse("there are no words for this run") }
    // A clock that nobody keeps any more. In a sandbox the kernel counts each process for itself.
    let seconds = order.answer.processor + (order.prelude?.processor ?? 0)
    cspawn_limit_self(SessionContract.orders, order.memory, order.fileSize, UInt64(seconds.rounded(.up)) + 1)
    __lessonSeed(words.seed)
    runProgram(
      library ?? words.library, after: preamble ?? (words.preamble.isEmpty ? nil : words.preamble),
      selection: words.selection.isEmpty ? nil : words.selection)
  }

  // MARK: - In the parent

  private func wait(
    for child: pid_t, _ order: SessionOrder, _ clock: inout RunClock, wire: Int32,
    since start: (wall: Double, processor: Double)
  ) -> RunFrame.Cause {
    let watch = cspawn_watch(child)
    defer { if watch >= 0 { close(watch) } }
    let wire = reader(of: wire)
    var (status, ownSeconds) = (Int32(0), 0.0)
    while true {
      var polled = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
      poll(&polled, 1, Int32(1000 * (watch >= 0 ? Self.inspectionInterval : 0.002)))
      guard cspawn_reap(child, &status, &ownSeconds) == 0 else { break }
      let usage = usage(of: child)
      let used = RunClock.Limits(
        processor: usage.processor_seconds - start.processor, wall: monotonicSeconds() - start.wall)
      guard
        let cause = excess(in: usage, over: order)
          ?? clock.overrun(on: used, waiting: usage.waiting_seconds, reading: wire)
      else { continue }
      endAll(of: child)
      return cause
    }
    let cause = excess(in: usage(of: child), over: order)
    endAll(of: child)
    if let cause { return cause }
    let signal = cspawn_ending_signal(status)
    if signal == SIGXCPU, order.answer.mayHaveEnded(after: ownSeconds) { return .timedOut }
    return signal != 0 ? .signalled(signal) : .exited(code: cspawn_exit_code(status))
  }

  /// What a run and all that it started use; in a sandbox, what every run has used, the past ones included.
  private func usage(of child: pid_t, anew: Bool = false) -> cspawn_usage {
    if isFirstProcess { return cspawn_usage_of_others(anew) }
    var usage = child > 0 ? cspawn_usage_of_tree(child) : cspawn_usage()
    usage.processor_seconds += cspawn_reaped_seconds()
    return usage
  }

  /// Whether the run has more processes than it may, or they together more memory than two may have: a program that crashed, and the
  /// backtracer that looks into it. What one holds for itself the kernel limits.
  private func excess(in usage: cspawn_usage, over order: SessionOrder) -> RunFrame.Cause? {
    guard isFirstProcess else { return nil }
    if usage.tasks >= Int(order.processes) { return .tooManyProcesses }
    return order.memory > 0 && usage.bytes > 2 * order.memory ? .tooMuchMemory : nil
  }

  private func reader(of descriptor: Int32) -> AnswerWatch.Reader {
    { offset, bytes in max(0, pread(descriptor, bytes.baseAddress, bytes.count, off_t(offset))) }
  }

  /// Ends a child and all that it left behind. Outside of a sandbox a stray may have left the group; lesson-run itself ends it.
  private func endAll(of child: pid_t) {
    kill(isFirstProcess ? -1 : -child, SIGKILL)
    while waitpid(isFirstProcess ? -1 : -child, nil, 0) > 0 || errno == EINTR { continue }
  }

  private func size(of descriptor: Int32) -> Int {
    var details = stat()
    return fstat(descriptor, &details) == 0 ? Int(details.st_size) : 0
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    // What is this short is written whole.
    bytes.withUnsafeBytes { Glibc.write(Wire.descriptor, $0.baseAddress, $0.count) == $0.count }
  }
}

/// A clock that only ever goes forward. Swift's own is part of the library of tasks, which would take long to load.
func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
