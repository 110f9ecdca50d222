import Glibc
import Synchronization

/// Something that is so from some moment on.
final class Flag: Sendable {
  private let state = Atomic(false)

  var isRaised: Bool { state.load(ordering: .acquiring) }
  func raise() { state.store(true, ordering: .releasing) }
}

extension ProcessPool {
  /// Somebody for whom processes run. Of several, one after the other has a turn.
  package final class Client: Sendable, Hashable {
    package init() {}
    package static func == (one: Client, other: Client) -> Bool { one === other }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

    fileprivate static let anybody = Client()
  }

  /// For whom this task runs processes.
  @TaskLocal package static var client = Client.anybody
}

/// What waits for its turn in a pool, and goes on then.
struct PoolJob: Sendable {
  enum Work: Sendable {
    case process(Command, completion: @Sendable (Result<Ending, StartFailure>) -> Void)
    /// Something goes on elsewhere, if it is still wanted.
    case turn(begin: @Sendable (_ isWanted: Bool) -> Void)
  }

  let work: Work
  let client: ProcessPool.Client
  let isAlone: Bool
  let isUnwanted: Flag

  init(_ work: Work, alone isAlone: Bool = false, unless isUnwanted: Flag) {
    (self.work, self.isAlone, self.isUnwanted) = (work, isAlone, isUnwanted)
    client = ProcessPool.client
  }

  var isTurn: Bool {
    guard case .turn = work else { return false }
    return true
  }

  /// Whether it only waits most of the time, and is not counted.
  var isResident: Bool {
    guard case .process(let command, _) = work else { return false }
    return command.channel != nil
  }

  func begin() {
    if case .turn(let begin) = work { begin(true) }
  }

  /// Tells that it has not been done, for nobody wants it.
  func cancel() {
    switch work {
    case .process(let command, let completion):
      completion(.failure(StartFailure(executable: command.executable, errorNumber: ECANCELED)))
    case .turn(let begin): begin(false)
    }
  }

  /// Tells how a process has ended.
  func end(_ ending: Ending) {
    guard case .process(_, let completion) = work else { return }
    if isUnwanted.isRaised { cancel() } else { completion(.success(ending)) }
  }
}
