import CSpawn
import Glibc
import LessonWire

/// One running child with its output files; closes what it opened.
final class ChildProcess {
  private let limits: Limits
  private let started = ContinuousClock.now
  private let texts: RunTexts
  private let wire: Int32
  private let guardian: Int32
  let id: pid_t
  private var clock: RunClock
  /// How often the clock must be looked at depends on how fast it can run.
  private static let processors = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  private var nextLook = 0.0
  private var overrun: Ending.Cause?
  /// Becomes readable when the child ends; −1 where the system has no such descriptor.
  let watch: Int32

  /// - Parameters:
  ///   - command: What to start.
  ///   - guardian: The descriptor of the process that ends the child's group should this process be killed; −1 for none.
  /// - Throws: If the command cannot be started.
  init(_ command: Command, guardian: Int32) throws(StartFailure) {
    limits = command.limits
    let (answer, prelude) = limits.clocks()
    clock = RunClock(answer, prelude: prelude)
    guard let texts = command.texts ?? RunTexts() else {
      throw StartFailure(executable: command.executable, errorNumber: errno)
    }
    let wire = command.hasWire ? texts.descriptors[2] : -1
    var child: pid_t = 0
    let inherited = command.inherited.map(\.descriptor)
    let writable = command.inherited.enumerated().reduce(UInt64(0)) {
      $0 | ($1.element.isWritable ? 1 << $1.offset : 0)
    }
    let folder = command.folder.flatMap { strdup($0.path) }
    defer { free(folder) }
    let failure = withCStrings([command.executable] + command.arguments) { arguments in
      withCStrings(command.environment.map { "\($0)=\($1)" }) { environment in
        var request = cspawn_request()
        request.executable = UnsafePointer(arguments[0])
        request.arguments = UnsafePointer(arguments)
        request.environment = UnsafePointer(environment)
        request.directory = UnsafePointer(folder)
        request.output = texts.descriptors[0]
        request.errors = texts.descriptors[1]
        request.wire = command.channel?.childsEnd ?? wire
        withUnsafeMutableBytes(of: &request.inherited) { $0.copyBytes(from: inherited.withUnsafeBytes { Array($0) }) }
        request.inherited_count = Int32(inherited.count)
        request.writable = writable
        request.guard = guardian
        request.address_space = command.limits.memory
        request.file_size = command.limits.fileSize
        // A child that outlives us all the same must not burn a core for ever.
        request.cpu_seconds = UInt64((command.limits.seconds + command.limits.preludeSeconds).rounded(.up)) + 1
        return cspawn_start(&request, &child)
      }
    }
    (self.texts, self.wire, self.guardian, id) = (texts, wire, guardian, child)
    watch = failure == 0 ? cspawn_watch(child) : -1
    nextLook = clock.patience(after: RunClock.Limits(processor: 0, wall: 0), processors: Self.processors)
    guard failure == 0 else { throw StartFailure(executable: command.executable, errorNumber: failure) }
  }

  deinit {
    if watch >= 0 { close(watch) }
  }

  /// How many seconds may pass until `endingIfOver` is to be called.
  var patience: Double { max(0, nextLook - secondsRun) }

  func killGroup() {
    kill(-id, SIGKILL)
  }

  /// Ends the child if its time is over, and reaps it if it has ended.
  func endingIfOver() -> Ending? {
    var (status, processor) = (Int32(0), 0.0)
    guard cspawn_reap(id, &status, &processor) != 0 else {
      if patience == 0 && overrun == nil { look() }
      return nil
    }
    // Whatever the child started and left behind in its group.
    killGroup()
    if guardian >= 0 { cspawn_dismiss(guardian, id) }
    let signal = cspawn_ending_signal(status)
    let cause: Ending.Cause =
      if let overrun, signal == SIGKILL {
        overrun
      } else if signal == SIGXCPU, limits.clocks().answer.mayHaveEnded(after: processor) {
        .timedOut
      } else if signal != 0 {
        .signalled(signal)
      } else {
        .exited(code: cspawn_exit_code(status))
      }
    let (output, errors, wire) = texts.contents(atMost: limits.fileSize)
    return Ending(
      cause: cause, output: output, errors: errors, wire: wire, seconds: secondsRun,
      processorSeconds: clock.processorSeconds(ofAnswerAfter: processor, reading: readWire))
  }

  private func look() {
    let usage = cspawn_usage_of_tree(id)
    let used = RunClock.Limits(processor: usage.processor_seconds, wall: secondsRun)
    overrun = clock.overrun(on: used, waiting: usage.waiting_seconds, reading: readWire)
    if overrun != nil { killGroup() }
    nextLook = overrun == nil ? used.wall + clock.patience(after: used, processors: Self.processors) : .infinity
  }

  private func readWire(_ offset: Int, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
    wire < 0 ? 0 : max(0, pread(wire, bytes.baseAddress, bytes.count, off_t(offset)))
  }

  private var secondsRun: Double { (ContinuousClock.now - started) / .seconds(1) }

}

/// Calls `body` with the strings as C's null-terminated array of strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  pointers.append(nil)
  return pointers.withUnsafeMutableBufferPointer { buffer in
    // The buffer holds at least the final null.
    guard let start = buffer.baseAddress else { preconditionFailure("an array with an element has an address") }
    return body(start)
  }
}
