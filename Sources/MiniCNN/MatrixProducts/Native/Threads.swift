internal import Glibc

/// Threads of the system for work in parts.
package enum Threads {
  /// The variable of the environment that says how many threads a computation may use.
  package static let variable = "MINICNN_THREADS"

  /// How many threads a computation may use: what the environment says, but no more than there are processors for this process; one if
  /// it says nothing.
  package static var allowed: Int {
    guard let text = getenv(variable).map({ String(cString: $0) }), let wanted = Int(text) else { return 1 }
    return max(1, min(wanted, processors))
  }

  private static var processors: Int {
    // By hand: Swift sees none of the functions that only GNU's library has.
    guard let symbol = dlsym(nil, "sched_getaffinity") else { return 1 }
    let affinity = unsafeBitCast(symbol, to: (@convention(c) (pid_t, Int, UnsafeMutableRawPointer) -> Int32).self)
    var set = [UInt64](repeating: 0, count: 64)
    guard affinity(0, set.count * 8, &set) == 0 else { return 1 }
    return set.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// Computes parts, several at a time, and takes their results one by one in the order of the parts: so what is made of them does not
  /// depend on how many threads there are, not in the last bit.
  ///
  /// The threads are new ones each time: a process that was forked has none of those of its parent.
  /// - Parameters:
  ///   - count: How many parts there are.
  ///   - threads: How many threads may compute at once, the caller's included. Where the system gives fewer, fewer do.
  ///   - part: Computes one, on any thread.
  ///   - take: Takes one's result; never two at a time. At most as many results wait as there are threads.
  package static func inOrder<Part>(
    _ count: Int, threads: Int, part: (Int) -> Part, take: (Part) -> Void
  ) {
    let threads = min(threads, count)
    guard threads > 1 else {
      for index in 0..<count { take(part(index)) }
      return
    }
    withoutActuallyEscaping(part) { part in
      withoutActuallyEscaping(take) { take in
        let turns = Turns()
        let worker = Worker {
          while let index = turns.next(below: count) {
            let result = part(index)
            turns.wait(for: index) { take(result) }
          }
        }
        let others = (1..<threads).compactMap { _ in worker.start() }
        worker.run()
        for other in others { pthread_join(other, nil) }
      }
    }
  }
}

/// What each thread does.
private final class Worker: @unchecked Sendable {
  let run: () -> Void

  init(_ run: @escaping () -> Void) { self.run = run }

  /// Starts another thread; `nil` if the system gives none.
  func start() -> pthread_t? {
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Worker>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, argument.toOpaque())
    guard status == 0 else {
      argument.release()
      return nil
    }
    return thread
  }
}

/// Whose turn it is.
private final class Turns {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let change: UnsafeMutablePointer<pthread_cond_t>
  private var begun = 0
  private var done = 0

  init() {
    lock = .allocate(capacity: 1)
    change = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(change)
    lock.deallocate()
    change.deallocate()
  }

  /// The next part that nobody computes yet.
  func next(below count: Int) -> Int? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard begun < count else { return nil }
    defer { begun += 1 }
    return begun
  }

  /// Waits until all parts before one have been taken, and takes it.
  func wait(for index: Int, _ take: () -> Void) {
    pthread_mutex_lock(lock)
    while done < index { pthread_cond_wait(change, lock) }
    pthread_mutex_unlock(lock)
    // Nobody else may take one now, and others may begin new ones meanwhile.
    take()
    pthread_mutex_lock(lock)
    done += 1
    pthread_cond_broadcast(change)
    pthread_mutex_unlock(lock)
  }
}
