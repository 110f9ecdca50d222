import Reading
import Synchronization

/// What programs did, kept as long as this process lives: a program that has not changed need not run again.
///
/// Whatever a program reads besides its source (files, the clock) is taken to be what it was; `forget` is for when it is not.
package final class RunMemory: Sendable {
  private struct Key: Hashable {
    var source: ContentHash
    var place: String
    var selection: String?
    var seed: Seed?
    var limits: Limits

    init(_ program: Program, _ place: String, _ selection: String?, _ limits: Limits) {
      (source, seed, self.place, self.selection, self.limits) = (program.digest, program.seed, place, selection, limits)
    }
  }

  private struct Entry {
    var run: Run
    var lastUse: Int
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var uses = 0
    var byteCount = 0
  }

  /// Bytes of printed text and shown values; of more, what has not been asked for longest is forgotten.
  private static let capacity = 64 << 20

  private let state = Mutex(State())
  /// What is not known yet, and will be.
  package let goingOn = RunsGoingOn()

  package init() {}

  /// Forgets everything, and ends what goes on.
  package func forget() {
    goingOn.end()
    state.withLock { $0 = State() }
  }

  /// What a program did at a place (`ProgramRunner.place`), if it is known.
  package func run(of program: Program, at place: String, selecting selection: String?, limits: Limits) -> Run? {
    let key = Key(program, place, selection, limits)
    return state.withLock { state in
      state.uses += 1
      state.entries[key]?.lastUse = state.uses
      return state.entries[key]?.run
    }
  }

  package func keep(_ run: Run, of program: Program, at place: String, selecting selection: String?, limits: Limits) {
    let key = Key(program, place, selection, limits)
    state.withLock { state in
      state.uses += 1
      if let old = state.entries[key] { state.byteCount -= Self.size(of: old.run) }
      state.entries[key] = Entry(run: run, lastUse: state.uses)
      state.byteCount += Self.size(of: run)
      Self.shrink(&state)
    }
  }

  private static func shrink(_ state: inout State) {
    guard state.byteCount > capacity else { return }
    for (key, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse })
    where state.byteCount > capacity / 2 {
      state.byteCount -= size(of: entry.run)
      state.entries[key] = nil
    }
  }

  private static func size(of run: Run) -> Int {
    run.parts.values.joined().reduce(0) { $0 + $1.text.utf8.count + ($1.value?.byteCount ?? 0) }
  }
}
