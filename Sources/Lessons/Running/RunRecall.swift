import FoundationEssentials
import LessonWire
import Reading

extension ProgramRunner {
  /// Bytes of a run that are kept, values that it has shown among them: few write more.
  private static let mostKept = (1 << 20) + ShownValue.mostBytesOfRun

  /// Runs a program's candidate or, with no selection, its examples; or recalls what that did the last time, from this process's memory or
  /// from the cache. There it is kept of programs that do the same each time (`Repeatability`) and came to their end.
  /// - Parameters:
  ///   - library: The compiled program.
  ///   - program: What it was compiled from.
  ///   - selection: The tag of the candidate that is to run.
  ///   - limits: What the process may use.
  ///   - printed: Is told what the program prints while it runs.
  /// - Returns: What the program did, however it ended.
  /// - Throws: If the host cannot be started.
  package func run(
    _ library: String, of program: Program, selecting selection: String?, limits: Limits,
    telling printed: PrintedSoFar? = nil
  ) async throws(MachineFailure) -> Run {
    let run = try await recalledRun(library, of: program, selecting: selection, limits: limits, telling: printed)
    printed?.end(with: run.parts)
    return run
  }

  private func recalledRun(
    _ library: String, of program: Program, selecting selection: String?, limits: Limits, telling printed: PrintedSoFar?
  ) async throws(MachineFailure) -> Run {
    if let run = memory?.run(of: program, at: place, selecting: selection, limits: limits) { return run }
    let key = recallKey(library, program.seed, selection, limits)
    let run: Run
    if recalls, let kept = cache.content(of: key, .run), let frame = RunFrame.frames(in: kept).first {
      run = Run(ending: Ending(frame), of: program, limits: limits)
    } else {
      let ending = try await executor.ending(
        of: PlannedRun(library, of: program, selecting: selection, limits: limits), telling: printed)
      run = Run(ending: ending, of: program, limits: limits)
      if keepsRuns, run.outcome == .finished { keep(ending, of: program, library, as: key) }
    }
    memory?.keep(run, of: program, at: place, selecting: selection, limits: limits)
    return run
  }

  /// The library's path tells the code, the compiler and the libraries. Where the program works it cannot know.
  private func recallKey(_ library: String, _ seed: Seed?, _ selection: String?, _ limits: Limits) -> ContentHash {
    let surroundings = executor.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let run = "\(selection ?? "examples") in \(library) within \(limits)"
    return ContentHash(of: "run 1 of \(run) \(surroundings)\(seed.map { " for \($0)" } ?? "")".utf8)
  }

  private func keep(_ ending: Ending, of program: Program, _ library: String, as key: ContentHash) {
    guard ending.output.count + ending.errors.count + ending.wire.count <= Self.mostKept,
      let content = FileManager.default.contents(atPath: library),
      Repeatability.isCertain(ofLibrary: Array(content), from: program.source)
    else { return }
    let frame = RunFrame(
      cause: .exited(code: 0), seconds: ending.seconds, processorSeconds: ending.processorSeconds,
      output: ending.output, errors: ending.errors, wire: ending.wire)
    // Without room in the cache it runs again.
    try? cache.store(frame.bytes, as: key, .run)
  }
}
