import CSpawn
import LessonWire

#if canImport(Glibc)
  @preconcurrency import Glibc
#else
  @preconcurrency import Darwin
#endif

/// One program to be run in a process of its own, as the command line names it.
struct SessionRun {
  /// The path of the program's library, or the descriptor on which it is open.
  let library: String
  /// The library that goes on with it, named likewise; empty if the program is whole.
  let preamble: String
  /// The tag of the cell to be run; empty for none.
  let selection: String
  /// Wall-clock seconds.
  let seconds: Double
  /// Bytes of address space.
  let memory: UInt64
  /// Bytes of any one file it writes.
  let fileSize: UInt64
  /// Processes and threads, where the system counts them for this session alone.
  let processes: Int
  /// Whose program it is. One party's runs follow each other.
  let party: String

  init?(_ words: ArraySlice<String>) {
    let words = Array(words)
    guard words.count == SessionContract.wordsPerRun, let seconds = Double(words[3]), let memory = UInt64(words[4]),
      let fileSize = UInt64(words[5]), let processes = Int(words[6])
    else { return nil }
    (library, preamble, selection, party) = (words[0], words[1], words[2], words[7])
    (self.seconds, self.memory, self.fileSize, self.processes) = (seconds, memory, fileSize, processes)
  }
}

/// Runs several programs one after the other, each in a child of this process, and reports on each to the wire.
///
/// The libraries that all cells need are loaded once, before the children are born. This process never runs a cell's code itself: it
/// keeps the limits, and ends whatever a child leaves behind before it starts the next.
///
/// Several parties may share a sandbox, one after the other, as long as none of them leaves a trace: nothing of what a party hands
/// over or prints is ever in this process's memory, of which each child is a copy, and the session ends after a party that has left
/// anything in a folder. Then, or when a party has taken long, the others are left to another session.
struct Session {
  /// In milliseconds. Between two looks at what a run has, it cannot fill much of a machine's memory.
  private static let inspectionInterval = 25.0
  /// After so many seconds, and so many bytes, a session begins with no other party: what is done is then reported on soon, and small.
  private static let (longSession, largeReport) = (1.0, 1 << 20)

  let runs: [SessionRun]
  /// Whether this process is a sandbox's first, which outlives everybody else in it.
  private let isFirstProcess = getpid() == 1
  private let folders = FolderState(of: ["/tmp", SessionContract.programs])

  init(_ runs: [SessionRun]) {
    self.runs = runs
  }

  /// - Returns: Whether every run was reported on that there was to be.
  func serve() -> Bool {
    cspawn_adopt_orphans()
    cspawn_ignore_handled_signals()
    if isFirstProcess {
      // This process is one of those that are counted.
      let processes = (runs.map(\.processes).max() ?? 0) + 1
      guard cspawn_confine_self(UInt64(processes)) == 0 else { return false }
    }
    let start = monotonicSeconds()
    for (index, run) in runs.enumerated() {
      if index > 0, run.party != runs[index - 1].party, !isOpenToOthers(since: start) { return true }
      guard perform(run) else { return false }
    }
    return true
  }

  private func isOpenToOthers(since start: Double) -> Bool {
    isFirstProcess && monotonicSeconds() - start < Self.longSession
      && lseek(Wire.descriptor, 0, SEEK_CUR) < Self.largeReport && folders.isAsBefore
  }

  /// - Returns: Whether the run was reported on.
  private func perform(_ run: SessionRun) -> Bool {
    let buffers = (0..<3).map { _ in cspawn_buffer() }
    defer { for buffer in buffers where buffer >= 0 { close(buffer) } }
    let (library, preamble) = (unpacked(run.library), unpacked(run.preamble))
    defer {
      if library != run.library { unlink(library) }
      if preamble != run.preamble { unlink(preamble) }
    }
    guard buffers.allSatisfy({ $0 >= 0 }) else { return false }
    let start = monotonicSeconds()
    let child = cspawn_fork()
    guard child >= 0 else { return false }
    if child == 0 { become(run, library, preamble, buffers) }
    setpgid(child, child)
    let cause = wait(for: child, run, since: start)
    guard write(RunFrame.head(cause, seconds: monotonicSeconds() - start)) else { return false }
    return buffers.allSatisfy { report($0, limit: Int(clamping: run.fileSize)) }
  }

  private func report(_ buffer: Int32, limit: Int) -> Bool {
    let size = min(size(of: buffer), limit)
    return write(RunFrame.length(size)) && cspawn_copy(buffer, Wire.descriptor, UInt64(size)) == 0
  }

  /// Gives a library that is only a descriptor a path, under which its own program and nobody before it can read it: a crash's place
  /// is looked up in that file.
  private func unpacked(_ library: String) -> String {
    guard let descriptor = Int32(library) else { return library }
    let path = "\(SessionContract.programs)/\(library).so"
    unlink(path)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return path }
    defer { close(file) }
    // Of half a library the loader says what is wrong.
    _ = cspawn_copy(descriptor, file, UInt64(size(of: descriptor)))
    return path
  }

  // MARK: - In the child

  private func become(_ run: SessionRun, _ library: String, _ preamble: String, _ buffers: [Int32]) -> Never {
    setpgid(0, 0)
    for (buffer, target) in zip(buffers, [STDOUT_FILENO, STDERR_FILENO, Wire.descriptor]) { dup2(buffer, target) }
    cspawn_limit_self(run.memory, run.fileSize, UInt64(run.seconds.rounded(.up)) * 4 + 1)
    runProgram(
      library, after: preamble.isEmpty ? nil : preamble, selection: run.selection.isEmpty ? nil : run.selection)
  }

  // MARK: - In the parent

  private func wait(for child: pid_t, _ run: SessionRun, since start: Double) -> RunFrame.Cause {
    let watch = cspawn_watch(child)
    defer { if watch >= 0 { close(watch) } }
    var status: Int32 = 0
    var peak = 0
    var excess = nil as RunFrame.Cause?
    while cspawn_reap(child, &status, &peak) == 0 {
      let left = run.seconds - (monotonicSeconds() - start)
      excess = self.excess(over: run) ?? (left <= 0 ? .timedOut : nil)
      if let excess {
        endAll(of: child)
        return excess
      }
      let patience = min(left * 1000, watch >= 0 ? Self.inspectionInterval : 2)
      var polled = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
      poll(&polled, 1, Int32(patience.rounded(.up)))
    }
    excess = self.excess(over: run)
    endAll(of: child)
    if let excess { return excess }
    let signal = cspawn_ending_signal(status)
    if signal == SIGXCPU { return .timedOut }
    return signal != 0 ? .signalled(signal) : .exited(code: cspawn_exit_code(status))
  }

  /// Whether the run has more processes than it may, or they together more memory than two may have: a program that crashed, and the
  /// backtracer that looks into it. What one holds the kernel itself limits.
  private func excess(over run: SessionRun) -> RunFrame.Cause? {
    let others = cspawn_others()
    if others.tasks >= run.processes { return .tooManyProcesses }
    return run.memory > 0 && others.bytes > 2 * run.memory ? .tooMuchMemory : nil
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
private func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
