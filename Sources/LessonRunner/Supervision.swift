import CSpawn
import Classes
import Glibc

/// Judges a class in a process that may die of a hand-in: another one then goes on, and knows which.
///
/// Whatever is read from a hand-in is checked, so this should never be needed. It sees to it that a mistake in that costs one hand-in
/// its result, not the class its grades.
enum Supervision {
  /// Forks a worker and waits for its end, again and again as long as the next one would do better. For a process of one thread.
  /// - Returns: In a worker, what it must look out for. This process itself ends as its last worker did.
  static func startWorker() -> JudgingWatch {
    var precautions = Precautions()
    while true {
      let watch = JudgingWatch(with: precautions)
      let worker = cspawn_fork_worker()
      // Without another process, the work is done here.
      if worker <= 0 { return watch }
      let status = cspawn_supervise(worker)
      let signal = cspawn_ending_signal(status)
      if signal == 0 { exit(cspawn_exit_code(status)) }
      let isAsked = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE].contains(signal)
      if isAsked || !precautions.learn(from: watch.unfinished()) { cspawn_die_of(signal) }
    }
  }
}
