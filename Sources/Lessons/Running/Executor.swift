import LessonWire

import Glibc

/// Runs compiled programs in the host process and makes sense of what they leave.
package struct Executor: Sendable {
  let toolchain: Toolchain
  let runtime: CellRuntime
  /// Where programs run; `nil` for none.
  var sandbox: (any Sandbox)?
  /// Where programs work; `nil` for where this process is, or in a sandbox for an empty folder.
  package var folder: WorkingFolder?
  private let pool: ProcessPool
  /// What every program finds in its environment.
  private(set) var environment: [String: String]

  /// - Parameters:
  ///   - toolchain: Where the debugging library is.
  ///   - runtime: The host of programs.
  ///   - pool: Starts them.
  ///   - userEnvironment: The user's, of which little reaches a program.
  ///   - sandbox: Where programs run; `nil` for none.
  package init(
    toolchain: Toolchain, runtime: CellRuntime, pool: ProcessPool, userEnvironment: [String: String] = [:],
    sandbox: (any Sandbox)? = nil
  ) {
    self.toolchain = toolchain
    self.runtime = runtime
    environment = Self.environment.merging(userEnvironment.filter { Self.passedOn.contains($0.key) }) { $1 }
    // The host may have been built where the toolchain was in another place.
    environment["LD_LIBRARY_PATH"] = toolchain.libraries
    self.pool = pool
    self.sandbox = sandbox
  }

  /// The same for programs that nobody trusts, each of which has one thread: others wait for it.
  func confined(by sandbox: any Sandbox) -> Executor {
    var copy = self
    copy.sandbox = sandbox
    copy.environment[Self.threads] = nil
    return copy
  }

  /// The same for whoever wants the values that cells show, and not only what is printed of them.
  func askingForValues() -> Executor {
    var copy = self
    copy.environment[Wire.valuesVariable] = "1"
    return copy
  }

  /// Runs a program.
  /// - Parameters:
  ///   - library: The compiled program.
  ///   - program: What it was compiled from.
  ///   - selection: The tag of the candidate that is to run, where there are several; `nil` for none.
  ///   - limits: What the process may use.
  /// - Returns: What the program did, however it ended.
  /// - Throws: If the host cannot be started.
  package func run(
    _ library: String, of program: Program, selecting selection: String? = nil, limits: Limits
  ) async throws(MachineFailure) -> Run {
    try await runKeepingWire(library, of: program, selecting: selection, limits: limits).run
  }

  /// Runs a program, and keeps the bytes that it wrote to the wire, from which `Run.init(recalling:of:limits:)` makes the same answers.
  package func runKeepingWire(
    _ library: String, of program: Program, selecting selection: String?, limits: Limits
  ) async throws(MachineFailure) -> (run: Run, wire: [UInt8]) {
    let ending = try await ending(of: PlannedRun(library, of: program, selecting: selection, limits: limits))
    return (Run(ending: ending, of: program, limits: limits), ending.wire)
  }

  /// Runs a single program: in a sandbox as a session, which guards it from inside, otherwise without what that costs.
  /// What it prints is told meanwhile.
  func ending(of run: PlannedRun, telling printed: PrintedSoFar? = nil) async throws(MachineFailure) -> Ending {
    let texts = printed == nil ? nil : RunTexts()
    guard let printed, let texts else { return try await ending(of: run, writing: nil) }
    return try await printed.following(texts, atMost: run.limits.fileSize) {
      await outcome { () async throws(MachineFailure) in try await ending(of: run, writing: texts) }
    }.get()
  }

  private func ending(of run: PlannedRun, writing texts: RunTexts?) async throws(MachineFailure) -> Ending {
    if sandbox != nil {
      var ending = try await endings(of: [[run]], in: .ordinary, writing: texts)[0][0]
      if let texts { (ending.output, ending.errors, ending.wire) = texts.contents(atMost: run.limits.fileSize) }
      return ending
    }
    var command = Command(
      runtime.host, [run.library] + [run.selection].compactMap(\.self), environment: environment, hasWire: true,
      limits: run.limits)
    (command.folder, command.texts) = (folder, texts)
    command.environment[SessionContract.seed] = run.program.seed?.description
    return try await start(command)
  }

  /// Whether others may run at the same time.
  var hasCompany: Bool { pool.width > 1 }

  func start(_ command: Command, alone isAlone: Bool = false) async throws(MachineFailure) -> Ending {
    do throws(StartFailure) { return try await pool.run(command, alone: isAlone) } catch {
      throw MachineFailure(starting: error)
    }
  }

  /// How the user wants matrices multiplied, and by how many threads networks trained; the numbers are the same for any.
  private static let passedOn: Set = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", threads]
  private static let threads = "MINICNN_THREADS"

  /// What MiniCNN multiplies matrices with in a cell: a kernel of OpenBLAS's, "tiles" for processors with AVX2 and FMA, or "loops" for
  /// any; `nil` if the host does not tell.
  package func kernel() async -> String? {
    let command = Command(runtime.host, ["--kernel"], environment: environment, limits: Limits(seconds: 10))
    guard let ending = try? await start(command), ending.cause == .exited(code: 0) else { return nil }
    return String(decoding: ending.output, as: UTF8.self).trimmed
  }

  /// The backtrace, of the crashed thread only and onto standard error, is where a trap's place is read from.
  private static let environment = [
    "LC_ALL": "C.UTF-8",
    // Sets and dictionaries have the same order in each run, so that what is shown and compared of them is the same.
    "SWIFT_DETERMINISTIC_HASHING": "1",
    // MiniCNN multiplies matrices on one core. OpenBLAS's other threads would only be in a backtrace's way.
    "OPENBLAS_NUM_THREADS": "1",
    "SWIFT_BACKTRACE":
      "enable=yes,interactive=no,color=no,output-to=stderr,threads=crashed,images=none,registers=none,limit=64,sanitize=no,"
      + "cache=no,timeout=5s",
  ]
}

extension Run {
  /// A run that came to its end, from what it wrote to the wire; what it printed is not known any more.
  package init(recalling wire: [UInt8], of program: Program, limits: Limits) {
    let ending = Ending(cause: .exited(code: 0), output: [], errors: [], wire: wire, seconds: 0, processorSeconds: 0)
    self.init(ending: ending, of: program, limits: limits)
  }

  init(ending: Ending, of program: Program, limits: Limits) {
    let (records, malformed) = WireReader.records(in: ending.wire)
    let tags = records.lazy.compactMap(\.startedCell)
    outcome = Outcome(
      ending: ending, isFinished: records.last == .finished, malformed: malformed, program: program, limits: limits,
      obstacle: tags.allSatisfy(CellTag.isAbove) ? tags.last : nil, reached: tags.last)
    (parts, answers) = Self.read(records, output: ending.output)
    errors = String(decoding: ending.errors, as: UTF8.self)
    trace = records.lazy.compactMap(\.trace).first
    seconds = ending.seconds
    reached = records.last { $0.startedCell != nil }?.startedCell
  }

  /// What each cell printed, by its tag, as far as a run has come.
  package static func parts(in output: [UInt8], wire: [UInt8], isGoingOn: Bool) -> [String: [PrintedPart]] {
    read(WireReader.records(in: wire).records, output: output, isGoingOn: isGoingOn).parts
  }

  /// Shares the output and the answers out over the cells: each cell's part starts where its record says.
  private static func read(
    _ records: [Record], output: [UInt8], isGoingOn: Bool = false
  ) -> (parts: [String: [PrintedPart]], answers: [Answer]) {
    var sections = PrintedSections(output, isGoingOn: isGoingOn)
    var tag = ""
    var answers: [Answer] = []
    for record in records {
      switch record {
      case .cell(let started, let offset):
        tag = started
        sections.begin(tag, at: offset)
      case .shown(let value, let offset, let count):
        sections.show(value.withoutPlacesOfTypes, at: offset, count: count)
      case .answer(let label, let value):
        answers.append(Answer(label: label.withoutPlacesOfTypes, value: value.withoutPlacesOfTypes, tag: tag))
      case .finished, .trace:
        break
      }
    }
    sections.end()
    return (sections.parts, answers)
  }
}

extension Record {
  fileprivate var startedCell: String? {
    guard case .cell(let tag, _) = self else { return nil }
    return tag
  }

  fileprivate var trace: Trace? {
    guard case .trace(let trace) = self else { return nil }
    return trace
  }
}

extension Run.Outcome {
  /// `obstacle` is the tag of the cell in which the program was, if no answer had begun, and `reached` that of the cell begun last.
  fileprivate init(
    ending: Ending, isFinished: Bool, malformed: WireReader.Malformed?, program: Program, limits: Limits,
    obstacle: String?, reached: String?
  ) {
    let full: Run.Limit? =
      [ending.output, ending.errors].contains { $0.count >= limits.fileSize }
      ? .output : ending.wire.count >= limits.fileSize ? .answers : nil
    switch ending.cause {
    case .timedOut, .outOfPatience:
      if let obstacle {
        let seconds = limits.preludeSeconds > 0 ? limits.preludeSeconds : limits.seconds
        self = .delayed(by: obstacle, seconds: seconds)
      } else {
        self = ending.cause == .timedOut ? .timedOut(seconds: limits.seconds) : .stalled(seconds: limits.wallSeconds)
      }
    case .tooManyProcesses:
      self = .overLimit(.processes)
    case .tooMuchMemory:
      self = .overLimit(.memory)
    case .signalled(SIGXFSZ):
      self = .overLimit(full ?? .file)
    case .signalled where full != nil:
      self = .overLimit(full ?? .file)
    case .signalled(let signal):
      let report = CrashReport(errors: ending.errors, program: program, reached: reached)
      self = report.isOutOfMemory ? .overLimit(.memory) : .crashed(report.crash(signal: signal))
    case .exited(let code):
      if let malformed {
        self = .garbled(reason: malformed.reason)
      } else {
        let isUnloadable = code == RunContract.refusal && reached == nil
        self = isFinished ? .finished : isUnloadable ? .unloadable : .endedEarly(code: code)
      }
    }
  }
}
