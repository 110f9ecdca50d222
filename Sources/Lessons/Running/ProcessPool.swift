import CSpawn
import FoundationEssentials
import Glibc
import Platform
import Support
import Synchronization

/// Runs processes side by side, at most as many as the machine has cores.
///
/// One thread starts, watches, limits and reaps every child. It lives as long as the pool, so that on Linux the kernel ends
/// the children should this process be killed. Output goes to unnamed files and not to pipes: nothing has to be drained while
/// a child runs, a child's own children cannot hold a pipe open, and the kernel itself enforces the size.
package final class ProcessPool: Sendable {
  private let queue: ProcessQueue
  /// How many processes run at once.
  package let width: Int

  /// - Parameter width: How many processes may run at once.
  /// - Throws: If there are no more threads or descriptors to be had.
  package init(width: Int = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) throws(MachineFailure) {
    self.width = max(1, width)
    queue = try ProcessQueue(width: self.width)
    try queue.startThread()
  }

  deinit { queue.stop() }

  /// Runs a command as soon as there is room, and returns when it has ended.
  ///
  /// When the task is cancelled, the process is ended: nobody waits for it any more.
  /// - Parameters:
  ///   - command: What is to be run.
  ///   - isAlone: Whether nothing else of this pool is to run at the same time.
  /// - Returns: How it ended.
  /// - Throws: If the process cannot be started, or with `ECANCELED` if the task has been cancelled.
  package func run(_ command: Command, alone isAlone: Bool = false) async throws(StartFailure) -> Ending {
    let isUnwanted = Flag()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.add(
          PoolJob(.process(command) { continuation.resume(returning: $0) }, alone: isAlone, unless: isUnwanted))
      }
    } onCancel: {
      isUnwanted.raise()
      queue.discard()
    }
    return try result.get()
  }

  /// Waits for a turn as a process does, and does something that is to be counted as one.
  /// - Returns: `nil` if the task was cancelled before its turn.
  func withTurn<Result: Sendable>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async -> Result
  ) async -> Result? {
    let isUnwanted = Flag()
    let hasTurn = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.add(PoolJob(.turn { continuation.resume(returning: $0) }, unless: isUnwanted))
      }
    } onCancel: {
      isUnwanted.raise()
      queue.discard()
    }
    guard hasTurn else { return nil }
    let client = Self.client
    defer { queue.endTurn(of: client) }
    return await body()
  }

  /// Makes the pool responsible for all that its children start, for a process that has no other children.
  ///
  /// Whatever a child leaves behind when it ends is ended too, even if it has left the child's process group. SIGINT, SIGTERM and
  /// SIGHUP end everything, and then call `finally` with the signal's number, which is expected to end this process.
  package func takeCharge(finally: @escaping @Sendable (Int32) -> Void) {
    queue.takeCharge(finally: finally)
  }

  /// Sees to it that even if this process is killed outright nothing stays behind of what its children start, as far as it stays in
  /// the child's process group. To be called before anything is run.
  package func appointGuardian() { queue.appointGuardian() }
}

/// What the pool and its thread share.
private final class ProcessQueue: Sendable {
  private struct State {
    var waiting = WaitingLines<ProcessPool.Client, PoolJob>()
    var residents: [PoolJob] = []
    /// For whom something goes on elsewhere.
    var turns: [ProcessPool.Client] = []
    var hasUnwanted = false
    var isStopping = false
    var onSignal: (@Sendable (Int32) -> Void)?
    var guardian: Guardian?

    /// Takes what may start now.
    mutating func takeJobs(beside running: [PoolJob], width: Int) -> [PoolJob] {
      var taken: [PoolJob] = []
      swap(&taken, &residents)
      let others = running.filter { !$0.isResident }
      var counts = (others.map(\.client) + turns).reduce(into: [ProcessPool.Client: Int]()) { $0[$1, default: 0] += 1 }
      var isClosed = others.contains(where: \.isAlone)
      while !isClosed, let next = waiting.next(beside: counts, width: width) {
        taken.append(next.job)
        counts[next.client, default: 0] += 1
        isClosed = next.isAlone
        if next.job.isTurn { turns.append(next.client) }
      }
      return taken
    }

    /// Takes what nobody wants any more, without a turn.
    mutating func takeUnwanted() -> [PoolJob] {
      guard hasUnwanted else { return [] }
      hasUnwanted = false
      return waiting.remove { $0.isUnwanted.isRaised }
    }
  }

  /// The process that outlives this one, and the descriptor to tell it of children.
  private struct Guardian {
    var id: pid_t
    var descriptor: Int32
  }

  private let width: Int
  private let state = Mutex(State())
  /// A byte written to `wake` makes the thread look up: 0 for new job, otherwise a signal's number.
  private let wakeReader: Int32
  private let wake: Int32

  init(width: Int) throws(MachineFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw .system(.noPipe(errno))
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    self.width = width
    (wakeReader, wake) = (ends[0], ends[1])
  }

  deinit {
    close(wakeReader)
    close(wake)
    if let guardian = state.withLock({ $0.guardian }) { close(guardian.descriptor) }
  }

  func appointGuardian() {
    state.withLock { state in
      guard state.guardian == nil else { return }
      var id: pid_t = 0
      let descriptor = cspawn_guard(&id)
      if descriptor >= 0 { state.guardian = Guardian(id: id, descriptor: descriptor) }
    }
  }

  func add(_ job: PoolJob) {
    state.withLock { state in
      if job.isResident {
        state.residents.append(job)
      } else {
        state.waiting.append(job, of: job.client, alone: job.isAlone)
      }
    }
    wakeUp()
  }

  func endTurn(of client: ProcessPool.Client) {
    state.withLock { state in
      if let place = state.turns.firstIndex(of: client) { state.turns.remove(at: place) }
    }
    wakeUp()
  }

  /// Some job is not wanted any more.
  func discard() {
    state.withLock { $0.hasUnwanted = true }
    wakeUp()
  }

  func stop() {
    state.withLock { $0.isStopping = true }
    wakeUp()
  }

  func takeCharge(finally: @escaping @Sendable (Int32) -> Void) {
    state.withLock { $0.onSignal = finally }
    cspawn_adopt_orphans()
    cspawn_forward_signals(wake)
  }

  func wakeUp() {
    var byte: UInt8 = 0
    _ = write(wake, &byte, 1)
  }

  func startThread() throws(MachineFailure) {
    do throws(SystemError) { try Platform.startThread { self.serve() } } catch {
      throw .system(.noThread(error.number))
    }
  }

  /// The thread's loop: start what there is room for, sleep until something happens, deal with what has ended.
  fileprivate func serve() {
    var running: [(child: ChildProcess, job: PoolJob)] = []
    while true {
      let (unwanted, next, isStopping, guardian) = state.withLock { state in
        let unwanted = state.takeUnwanted()
        let next = state.takeJobs(beside: running.map(\.job), width: width)
        return (unwanted, next, state.isStopping, state.guardian)
      }
      for job in unwanted { job.cancel() }
      if isStopping && running.isEmpty && next.isEmpty { return }
      for job in next {
        guard case .process(let command, let completion) = job.work else {
          job.begin()
          continue
        }
        if job.isUnwanted.isRaised {
          job.cancel()
          continue
        }
        do throws(StartFailure) {
          running.append((try ChildProcess(command, guardian: guardian?.descriptor ?? -1), job))
        } catch {
          completion(.failure(error))
        }
      }
      sleep(until: running.map(\.child))
      let onSignal = state.withLock { $0.onSignal }
      if let signal = drainWake() {
        for (child, _) in running { cspawn_kill(child.id) }
        endStrays(besides: [])
        onSignal?(signal)
        return
      }
      for (child, job) in running where job.isUnwanted.isRaised { child.killGroup() }
      let ended = running.compactMap { child, job in child.endingIfOver().map { (child.id, $0, job) } }
      running.removeAll { child, _ in ended.contains { $0.0 == child.id } }
      let own = running.map(\.child.id) + [guardian?.id].compactMap(\.self)
      if !ended.isEmpty && onSignal != nil { endStrays(besides: Set(own)) }
      for (_, ending, job) in ended {
        job.end(ending)
      }
    }
  }

  /// Ends the descendants that children left behind and that are now this process's own.
  private func endStrays(besides leaders: Set<pid_t>) {
    // The children of a stray become strays in their turn; a process that forks faster than this kills gives up the race soon.
    for _ in 0..<1000 {
      let strays = childProcesses().subtracting(leaders)
      if strays.isEmpty { return }
      for stray in strays { cspawn_kill(stray) }
    }
  }

  private func sleep(until children: [ChildProcess]) {
    var polled = [pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0)]
    var milliseconds: Int32 = -1
    for child in children {
      var patience = child.patience.isFinite ? Int32(clamping: Int((child.patience * 1000).rounded(.up))) : Int32.max
      if child.watch >= 0 {
        polled.append(pollfd(fd: child.watch, events: Int16(POLLIN), revents: 0))
      } else {
        // Without a descriptor to watch, look every two milliseconds.
        patience = min(patience, 2)
      }
      milliseconds = milliseconds < 0 ? max(0, patience) : min(milliseconds, max(0, patience))
    }
    poll(&polled, nfds_t(polled.count), milliseconds)
  }

  /// Empties the wake-up pipe.
  /// - Returns: The last signal that was in it.
  private func drainWake() -> Int32? {
    var signal: Int32?
    var bytes = [UInt8](repeating: 0, count: 64)
    while case let count = read(wakeReader, &bytes, bytes.count), count > 0 {
      signal = bytes[..<count].last { $0 != 0 }.map(Int32.init) ?? signal
    }
    return signal
  }
}
