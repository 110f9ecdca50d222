import LessonWire
import Reading

/// Keeps processes that have run the code above exercises, for as long as a lesson is worked at: an edited answer then runs without it.
///
/// Each try runs in a fork of such a process and reaches no other. Whatever cannot be had so, for whatever reason, there is none of: then
/// the answer is to be run as a whole program.
package actor SnapshotKeeper {
  /// Snapshots and the memory that they may have together, in bytes. Of more the deepest that was not asked for longest goes first.
  private static let (mostSnapshots, mostMemory) = (48, UInt64(1) << 30)
  /// Of all libraries that a sandbox's snapshots have loaded, in bytes.
  private static let room: UInt64 = 128 << 20

  private struct Snapshot {
    var id: UInt32
    /// Bytes.
    var memory: UInt64
    var depth: Int
    var lastUse: Int
  }

  private let runner: ProgramRunner
  private var host: Channel?
  /// What cells find as `seed` in all that is kept.
  private var seed: Seed?
  private var lastID: UInt32 = 0
  private var uses = 0
  /// Segments that have been made ready, so that nothing need be read again for the next edit; the newest alone are of use.
  private var ready: [[ContextSegment]: [CompiledSegment]] = [:]
  /// Answers that are being compiled.
  private var compilations: [ProgramAssembly.CandidateID: Task<Result<String?, MachineFailure>, Never>] = [:]
  /// How many answers have run in forks.
  package private(set) var attemptCount = 0
  /// By the libraries that they have run.
  private var snapshots: [[String]: Snapshot] = [:]

  /// - Parameter runner: Compiles and starts what is kept.
  package init(_ runner: ProgramRunner) {
    self.runner = runner
  }

  deinit { host?.hangUp() }

  /// Ends all processes that are kept.
  package func close() {
    host?.hangUp()
    (host, snapshots) = (nil, [:])
  }

  /// What has run for one learner's numbers is of no use for another's.
  private func adopt(_ seed: Seed?) {
    guard seed != self.seed else { return }
    close()
    self.seed = seed
  }

  /// Makes ready what is above an exercise, and what is above those before it.
  package func prepare(for exercise: Exercise, in lesson: Lesson) async {
    adopt(lesson.seed)
    guard let segments = ContextSegment.above(exercise, in: lesson), !segments.isEmpty,
      let compiled = try? await self.compiled(segments)
    else { return }
    _ = await snapshot(after: compiled.map(\.library))
    shrink()
  }

  /// Runs an answer where everything above it has run.
  /// - Parameters:
  ///   - candidate: The answer.
  ///   - program: What it makes with all that is above it.
  ///   - lesson: The lesson that it belongs to.
  ///   - printed: Is told what it prints while it runs.
  ///   - compiled: Is called when it is compiled, before it runs.
  /// - Returns: `nil` if nothing is ready, or the answer needs a program of its own.
  /// - Throws: If something is missing on this machine.
  package func run(
    _ candidate: ProgramAssembly.Candidate, of program: Program, in lesson: Lesson,
    telling printed: PrintedSoFar? = nil,
    compiled: @Sendable () -> Void
  ) async throws(MachineFailure) -> Run? {
    adopt(program.seed)
    guard candidate.isEnclosable, candidate.areTokensOrdinary,
      let segments = ContextSegment.above(candidate.exercise, in: lesson),
      let above = try await self.compiled(segments)
    else { return nil }
    let libraries = above.map(\.library)
    guard libraries.isEmpty || snapshots[libraries] != nil,
      let library = try await library(of: candidate, after: above, in: lesson)
    else { return nil }
    compiled()
    return await attempt(
      library, after: libraries, of: program, selecting: candidate.tag, candidate.exercise.limits, telling: printed)
  }

  /// Begins to compile an answer of which the parser has not been asked yet, while it is: most answers can be run so.
  package func anticipate(_ candidate: ProgramAssembly.Candidate, in lesson: Lesson) async {
    guard let segments = ContextSegment.above(candidate.exercise, in: lesson), let above = ready[segments],
      snapshots[above.map(\.library)] != nil
    else { return }
    _ = try? await library(of: candidate, after: above, in: lesson)
  }

  // MARK: - Compiling

  private func compiled(_ segments: [ContextSegment]) async throws(MachineFailure) -> [CompiledSegment]? {
    if let known = ready[segments] { return known }
    guard let compiled = try await runner.compiler.compile(segments) else { return nil }
    if ready.count >= Self.mostSnapshots { ready = [:] }
    ready[segments] = compiled
    return compiled
  }

  /// Compiles an answer once, however many ask for it meanwhile.
  private func library(
    of candidate: ProgramAssembly.Candidate, after segments: [CompiledSegment], in lesson: Lesson
  ) async throws(MachineFailure) -> String? {
    let id = ProgramAssembly.CandidateID(candidate, after: segments)
    if let task = compilations[id] { return try await task.value.get() }
    let task = Task { [compiler = runner.compiler] in
      await outcome { () async throws(MachineFailure) in
        try await compiler.library(of: candidate, after: segments, in: lesson)
      }
    }
    compilations[id] = task
    let result = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    compilations[id] = nil
    return try result.get()
  }

  // MARK: - Snapshots

  private func attempt(
    _ library: String, after libraries: [String], of program: Program, selecting tag: String, _ limits: Limits,
    telling printed: PrintedSoFar?
  ) async -> Run? {
    guard let texts = RunTexts(), let origin = libraries.isEmpty ? 0 : use(libraries) else { return nil }
    var limits = limits
    limits.preludeSeconds = 0
    let (own, id) = (limits, nextID())
    func reply() async -> SnapshotReply? {
      await self.reply(.attempt, id, from: origin, library, calling: SegmentAnswer.symbol, selecting: tag, own, texts)
    }
    let replied = await runner.pool.withTurn {
      if let printed { await printed.following(texts, atMost: own.fileSize) { await reply() } } else { await reply() }
    }
    guard let replied = replied ?? nil else { return nil }
    runner.executor.sandbox?.use.begin()
    switch replied {
    case .ended(var frame):
      attemptCount += 1
      (frame.output, frame.errors, frame.wire) = texts.contents(atMost: limits.fileSize)
      return Run(ending: Ending(frame), of: program, limits: limits)
    case .isReady, .isUnfit:
      snapshots[libraries] = nil
      return nil
    }
  }

  private func use(_ libraries: [String]) -> UInt32? {
    uses += 1
    snapshots[libraries]?.lastUse = uses
    return snapshots[libraries]?.id
  }

  private func snapshot(after libraries: [String]) async -> UInt32? {
    if host?.isOpen == false { (host, snapshots) = (nil, [:]) }
    guard let last = libraries.last else { return 0 }
    if let id = use(libraries) { return id }
    guard let origin = await snapshot(after: Array(libraries.dropLast())), let texts = RunTexts() else { return nil }
    let id = nextID()
    guard
      case .isReady(let memory)? = await reply(.extend, id, from: origin, last, .ofExamples, texts)
    else { return nil }
    snapshots[libraries] = Snapshot(id: id, memory: memory, depth: libraries.count, lastUse: uses)
    return id
  }

  /// Ends snapshots of which there are too many.
  private func shrink() {
    while snapshots.count > Self.mostSnapshots
      || snapshots.values.reduce(0, { $0 + $1.memory }) > Self.mostMemory,
      let (libraries, snapshot) = snapshots.min(by: {
        ($0.value.lastUse, $1.value.depth) < ($1.value.lastUse, $0.value.depth)
      })
    {
      snapshots[libraries] = nil
      host?.end(snapshot.id)
    }
  }

  // MARK: - The host

  private func nextID() -> UInt32 {
    lastID += 1
    return lastID
  }

  private func reply(
    _ kind: SnapshotOrder.Kind, _ id: UInt32, from origin: UInt32, _ library: String, calling symbol: String = "",
    selecting tag: String = "", _ limits: Limits, _ texts: RunTexts
  ) async -> SnapshotReply? {
    guard let host = try? openHost() else { return nil }
    let clocks = limits.clocks()
    var order = SessionOrder(
      answer: clocks.answer, prelude: nil, memory: limits.memory, fileSize: limits.fileSize,
      processes: Int32(clamping: limits.processes), isNewParty: true)
    var words = SessionWords(library: library, preamble: symbol, selection: tag)
    var descriptors = texts.descriptors
    var file: InheritableFile?
    if runner.executor.sandbox != nil {
      // A sandbox has not the folder that it is in.
      guard let opened = try? InheritableFile(at: library) else { return nil }
      (file, order.library, words.library) = (opened, 1, "")
      descriptors.append(opened.descriptor)
    }
    defer { withExtendedLifetime((file, texts)) {} }
    return await host.reply(to: SnapshotOrder(kind, id, from: origin, run: order, words: words), with: descriptors)
  }

  private func openHost() throws(MachineFailure) -> Channel {
    if let host, host.isOpen { return host }
    snapshots = [:]
    let channel = try Channel()
    let command = runner.executor.snapshotHost(on: channel, room: Self.room, seed)
    let pool = runner.pool
    Task {
      _ = try? await pool.run(command)
      channel.hangUp()
    }
    host = channel
    return channel
  }
}

extension Executor {
  /// What starts a host of snapshots.
  fileprivate func snapshotHost(on channel: Channel, room: UInt64, _ seed: Seed?) -> Command {
    // It ends when the channel is closed. Each of its children has limits of its own.
    var command = Command(
      runtime.host, ["--snapshots"], environment: environment, limits: Limits(seconds: 1e6, memory: 0, fileSize: 0))
    command.channel = channel
    command.folder = folder
    command.environment[SessionContract.seed] = seed?.description
    guard let sandbox else { return command }
    command.executable = SessionContract.host
    return sandbox.confined(
      command, as: .supervisor(room: room), readable: [toolchain.root], writable: [],
      placed: [SessionContract.host: runtime.host])
  }
}

extension ProgramAssembly.Candidate {
  /// Whether the parser has understood all code of the candidate, and no other reader of Swift could take it for something else.
  fileprivate var areTokensOrdinary: Bool {
    ([cell] + exercise.comparisons).allSatisfy { !$0.isWorthParsing || $0.facts.isWhole && $0.facts.isOrdinary }
  }
}

extension ProgramAssembly {
  /// Tells what is compiled for an answer from all else.
  struct CandidateID: Hashable {
    let tag: String
    let sources: [String]
    let libraries: [String]

    init(_ candidate: Candidate, after segments: [CompiledSegment]) {
      tag = candidate.tag
      sources = ([candidate.cell] + candidate.exercise.comparisons).map(\.source)
      libraries = segments.map(\.library)
    }
  }
}
