import Reading
import Synchronization

/// Answers that are being compiled or run: whoever wants the same meanwhile waits for it, instead of ending it and beginning anew. So an edit of
/// one cell does not cost the run of another.
package final class RunsGoingOn: Sendable {
  /// What came of an answer's program.
  package enum Outcome: Sendable {
    case ran(Run)
    case rejected([Diagnostic])
    case tooLong(seconds: Double)
  }

  /// Tells one program, at its place and with its limits, from others.
  package struct Key: Hashable, Sendable {
    private let source: String
    private let place: String
    private let seed: Seed?
    private let selection: String?
    private let limits: Limits

    package init(_ program: Program, at place: String, selecting selection: String?, limits: Limits) {
      (source, seed) = (program.source, program.seed)
      (self.place, self.selection, self.limits) = (place, selection, limits)
    }
  }

  private struct Entry {
    var number: Int
    var task: Task<Result<Outcome, MachineFailure>, Never>
    var printed: Printed
  }

  private let state = Mutex<(entries: [Key: Entry], count: Int)>(([:], 0))

  package init() {}

  /// What a program does, whoever has begun it.
  /// - Parameters:
  ///   - key: The program.
  ///   - listener: Is told what it prints, from the beginning.
  ///   - begin: Has it run, unless somebody else does already.
  /// - Returns: What came of it.
  package func outcome(
    of key: Key, telling listener: PrintedSoFar.Listener?,
    _ begin: @escaping @Sendable (@escaping PrintedSoFar.Listener) async -> Result<Outcome, MachineFailure>
  ) async -> Result<Outcome, MachineFailure> {
    let entry = state.withLock { state in
      if let known = state.entries[key] { return known }
      state.count += 1
      let (number, printed) = (state.count, Printed())
      let task = Task {
        let result = await begin { printed.add($0, $1) }
        self.remove(key, number)
        return result
      }
      state.entries[key] = Entry(number: number, task: task, printed: printed)
      return state.entries[key] ?? Entry(number: number, task: task, printed: printed)
    }
    if let listener { entry.printed.join(listener) }
    return await entry.task.value
  }

  package var isEmpty: Bool { state.withLock(\.entries.isEmpty) }

  /// Ends all but these.
  package func end(except wanted: Set<Key> = []) {
    let ended = state.withLock { state in
      let ended = state.entries.filter { !wanted.contains($0.key) }
      for key in ended.keys { state.entries[key] = nil }
      return ended
    }
    for entry in ended.values { entry.task.cancel() }
  }

  private func remove(_ key: Key, _ number: Int) {
    state.withLock { if $0.entries[key]?.number == number { $0.entries[key] = nil } }
  }
}

/// What has been printed so far, for those who join later too.
private final class Printed: Sendable {
  private let state = Mutex<(parts: [(CellID, PrintedPart)], listeners: [PrintedSoFar.Listener])>(([], []))

  func add(_ id: CellID, _ part: PrintedPart) {
    state.withLock { state in
      state.parts.append((id, part))
      for tell in state.listeners { tell(id, part) }
    }
  }

  func join(_ listener: @escaping PrintedSoFar.Listener) {
    state.withLock { state in
      for (id, part) in state.parts { listener(id, part) }
      state.listeners.append(listener)
    }
  }
}
